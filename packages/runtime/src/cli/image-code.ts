/** The code that goes into an image. */
import { join, relative } from "node:path";
import type { CallableEntity } from "../graph/index.ts";
import { type ImageCode, writeFile } from "../image/index.ts";
import { codeRoot, loadedFiles } from "../load/index.ts";
import type { CopyMode } from "../register/index.ts";
import { bundleFile } from "./bundle-paths.ts";

const archive = ".tsflyte/image/code.tar.gz";

/** The code of entities as one file, in an archive that is written. */
export function bundledCode(bytes: Uint8Array, folder: string): ImageCode {
  writeFile(join(folder, archive), bytes);
  return { kind: "bundle", path: archive, target: "", file: bundleFile };
}

/**
 * Where the code of entities lies for an image: the folder that it was built into, or, of sources, an archive with the JavaScript
 * that they are compiled to, which is written.
 *
 * @param folder the project's
 * @throws `bad-path` where the code lies outside of the project
 */
export async function imageCode(
  entities: readonly CallableEntity[],
  folder: string,
  mode: CopyMode,
): Promise<ImageCode> {
  const files = loadedFiles();
  const root = codeRoot(entities, files);
  const path = relative(folder, root);
  const isBuilt = files.filter((file) => file.startsWith(`${root}/`)).every((file) => /js$/.test(file));
  // All of the project's folder would hold the Dockerfile, too.
  if (isBuilt && path !== "" && !path.startsWith("..")) return { kind: "folder", path, target: path };
  const { packCode } = await import("../register/pack-code.ts");
  const { bytes } = await packCode(root, files, mode);
  writeFile(join(folder, archive), bytes);
  return { kind: "archive", path: archive, target: "code" };
}
