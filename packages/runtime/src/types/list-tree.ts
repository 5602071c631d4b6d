import { linkOutside, notADirectory } from "../errors/storage.ts";

/**
 * The files below a local folder, as paths with `/` relative to it, in alphabetical order. A link to a file inside the folder
 * counts as that file; one that leads to a folder or out of the folder is an error, because it could bring in anything.
 */
export async function listTree(folder: string): Promise<readonly string[]> {
  const { promises } = process.getBuiltinModule("node:fs");
  const { sep } = process.getBuiltinModule("node:path");
  const names: string[] = [];
  const real = await promises.realpath(folder).catch((cause: unknown) => {
    throw notADirectory(folder, cause);
  });
  const walk = async (below: string): Promise<void> => {
    const entries = await promises.readdir(`${folder}/${below}`, { withFileTypes: true }).catch((cause: unknown) => {
      throw notADirectory(`${folder}${below === "" ? "" : `/${below}`}`, cause);
    });
    for (const entry of entries) {
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await walk(name);
      else if (entry.isFile()) names.push(name);
      else if (entry.isSymbolicLink()) {
        const target = await promises.realpath(`${folder}/${name}`).catch(() => undefined);
        const inside = target?.startsWith(real + sep) === true && (await promises.stat(target)).isFile();
        if (!inside) throw linkOutside(`${folder}/${name}`);
        names.push(name);
      }
    }
  };
  await walk("");
  return names.sort();
}
