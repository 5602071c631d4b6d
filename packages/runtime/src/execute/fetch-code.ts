/** The code of a container whose image does not hold it. */
import { cannotUnpack } from "../errors/code-archives.ts";
import { TsflyteError } from "../errors/index.ts";
import { randomHex, storeOf } from "../storage/index.ts";
import { digestInName, unpackCode } from "./unpack-code.ts";

/** Says in a folder which archive is unpacked there. */
const marker = ".tsflyte-code";

/**
 * Fetches an archive and unpacks it into a folder, which may hold other files. Containers that share a folder may do it at the same
 * time: each file is put there whole. An archive that is named after its content is not fetched again.
 *
 * @returns the folder, as a real path
 */
export async function fetchCode(uri: string, destination: string): Promise<string> {
  const { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } =
    process.getBuiltinModule("node:fs");
  const { dirname, join, resolve } = process.getBuiltinModule("node:path");
  const folder = resolve(destination);
  const mark = join(folder, marker);
  if (digestInName(uri) !== undefined && existsSync(mark) && readFileSync(mark, "utf8") === uri)
    return realpathSync(folder);
  const isNew = !existsSync(folder);
  // On the same disk, so that files can be moved.
  const unfinished = isNew ? `${folder}.${randomHex()}` : join(folder, `${marker}-${randomHex()}`);
  try {
    mkdirSync(dirname(unfinished), { recursive: true });
    mkdirSync(unfinished);
    const store = await storeOf(uri);
    await unpackCode(store.stream(uri), unfinished, uri);
    writeFileSync(join(unfinished, marker), uri);
    if (!isNew || !moveFolder(unfinished, folder, renameSync)) moveFiles(unfinished, folder);
  } catch (error) {
    if (error instanceof TsflyteError) throw error;
    throw cannotUnpack(folder, error);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return realpathSync(folder);
}

/** Moves all at once; false where somebody else was faster. */
function moveFolder(from: string, to: string, rename: (from: string, to: string) => void): boolean {
  try {
    rename(from, to);
    return true;
  } catch {
    return false;
  }
}

/** Moves file by file into a folder that others may use; the marker comes last. */
function moveFiles(from: string, to: string): void {
  const { mkdirSync, readdirSync, renameSync, rmSync } = process.getBuiltinModule("node:fs");
  const { join } = process.getBuiltinModule("node:path");
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => Number(a.name === marker) - Number(b.name === marker))) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) moveFiles(source, target);
    else {
      if (entry.isSymbolicLink()) rmSync(target, { recursive: true, force: true });
      renameSync(source, target);
    }
  }
}
