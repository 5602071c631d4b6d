/** The packages beside a bundle as files: each with all that it depends on. */
import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { foreignNative } from "../errors/bundles.ts";
import { type ExternalPackage, findPackage, packageFacts } from "./external-packages.ts";

/** A package that is copied. */
export interface CopiedPackage {
  readonly name: string;
  readonly version: string;
  /** From the bundle's folder: `node_modules/sharp`. */
  readonly path: string;
  readonly folder: string;
}

/** A file that is copied. */
export interface CopiedFile {
  readonly path: string;
  readonly source: string;
}

/**
 * The packages and what they depend on, as they are to lie in `node_modules` beside the bundle: each name once at the top, and
 * another version of it below whoever asks for that.
 */
export function packagesBeside(externals: readonly ExternalPackage[]): readonly CopiedPackage[] {
  const placed = new Map<string, CopiedPackage>();
  const place = (name: string, folder: string, around: readonly string[]): void => {
    // What Node finds first on its way up from the package that asks.
    const seen = [...around].reverse().find((path) => placed.has(`${path}node_modules/${name}`));
    if (seen !== undefined && placed.get(`${seen}node_modules/${name}`)?.folder === folder) return;
    const parent = seen === undefined ? "" : (around.at(-1) ?? "");
    const path = `${parent}node_modules/${name}`;
    if (placed.has(path)) return;
    const { version = "", dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = packageFacts(folder);
    placed.set(path, { name, version, path, folder });
    const wanted = [dependencies, optionalDependencies, peerDependencies].flatMap(Object.keys).sort();
    for (const dependency of new Set(wanted)) {
      const found = findPackage(dependency, folder);
      if (found !== undefined)
        place(dependency, found, [...around, ...(around.includes(`${path}/`) ? [] : [`${path}/`])]);
    }
  };
  for (const { name, folder } of [...externals].sort((a, b) => (a.name < b.name ? -1 : 1))) place(name, folder, [""]);
  return [...placed.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The files of packages.
 *
 * @throws `not-supported` where all native code is for another system than containers have
 */
export function filesOfPackages(packages: readonly CopiedPackage[]): readonly CopiedFile[] {
  const files = packages.flatMap(({ folder, path }) => [...filesBelow(folder, path)]);
  const native = files
    .filter(({ path }) => path.endsWith(".node"))
    .map((file) => ({ file, system: systemOf(file.source) }));
  const foreign = native.find(({ system }) => system !== "Linux");
  if (foreign !== undefined && !native.some(({ system }) => system === "Linux")) {
    const { path } = foreign.file;
    const owner = packages.find((one) => path.startsWith(`${one.path}/`));
    throw foreignNative(owner?.name ?? path, path, foreign.system);
  }
  return files;
}

function* filesBelow(folder: string, path: string): Generator<CopiedFile> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name } of entries) {
    const source = join(folder, name);
    const stat = statSync(source, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true && name !== "node_modules") yield* filesBelow(source, `${path}/${name}`);
    else if (stat?.isFile() === true) yield { path: `${path}/${name}`, source };
  }
}

/** The system that a library of native code is for, by its first bytes. */
function systemOf(file: string): string {
  const start = Buffer.alloc(4);
  const descriptor = openSync(file, "r");
  readSync(descriptor, start, 0, 4, 0);
  closeSync(descriptor);
  if (start.toString("latin1", 1, 4) === "ELF") return "Linux";
  if (start.toString("latin1", 0, 2) === "MZ") return "Windows";
  return ["cffaedfe", "cefaedfe", "cafebabe", "feedfacf"].includes(start.toString("hex")) ? "macOS" : "another system";
}
