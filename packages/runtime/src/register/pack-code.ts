/** The archive of the code that containers fetch. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { packTar, type TarEntry } from "modern-tar";
import { codeOutsideRoot } from "../errors/load.ts";
import { emitSource } from "../load/index.ts";
import { gzip } from "./gzip.ts";
import { walkCode } from "./walk-code.ts";

/** An archive of code. */
export interface PackedCode {
  readonly bytes: Uint8Array;
  /** Of what is in it, in hexadecimal. */
  readonly digest: string;
  /** What it is called: after its content. */
  readonly name: string;
  readonly files: number;
}

/** What of the code travels: what was loaded, or all files around it, too. */
export type CopyMode = "auto" | "all";

const source = /\.(?:[cm]?ts|tsx)$/;
const leftOutSource = /\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?tsx?$/;

/** Long ago and the same everywhere: what a file's time says is not part of the code. */
const time = new Date("1980-01-01T00:00:00Z");

/**
 * Packs the code below a folder: the same bytes for the same content, on every machine. TypeScript travels as the JavaScript that it
 * is compiled to.
 *
 * @param root what the names of modules are relative to
 * @param loaded the files that were loaded, as absolute paths
 * @throws `bad-path` where something that was loaded lies outside of the folder
 */
export async function packCode(root: string, loaded: readonly string[], mode: CopyMode): Promise<PackedCode> {
  const entries = new Map<string, TarEntry>();
  const add = (path: string, body: Uint8Array | string, isProgram: boolean): void => {
    entries.set(path, { header: { ...header(path, isProgram), size: Buffer.byteLength(body), type: "file" }, body });
  };
  const addFile = (path: string, file: string): void => {
    if (source.test(path)) add(path.replace(/\.([cm]?)tsx?$/, ".$1js"), emitSource(file), false);
    else add(path, readFileSync(file), (statSync(file).mode & 0o111) !== 0);
  };
  if (mode === "all") {
    for (const file of walkCode(root)) {
      if (file.kind === "link") {
        const { path, target } = file;
        entries.set(path, { header: { ...header(path, true), size: 0, type: "symlink", linkname: target } });
      } else if (!leftOutSource.test(file.path)) addFile(file.path, file.source);
    }
  }
  for (const file of ownFiles(root, loaded)) addFile(relative(realpathSync(root), file), file);
  const type = packageType(root);
  // The extension alone does not say how Node is to read a file.
  if (type !== undefined && !entries.has("package.json")) add("package.json", `${JSON.stringify({ type })}\n`, false);
  return packEntries(entries);
}

/** Packs files that are there as they are to be unpacked. */
export function packFiles(
  files: readonly { readonly path: string; readonly body: string | Uint8Array }[],
): Promise<PackedCode> {
  const entries = files.map(({ path, body }): [string, TarEntry] => [
    path,
    { header: { ...header(path, false), size: Buffer.byteLength(body), type: "file" }, body },
  ]);
  return packEntries(new Map(entries));
}

async function packEntries(entries: ReadonlyMap<string, TarEntry>): Promise<PackedCode> {
  const sorted = [...entries.keys()].sort().map((path) => entries.get(path) as TarEntry);
  const tar = await packTar(sorted);
  const digest = createHash("sha256").update(tar).digest("hex").slice(0, 32);
  return { bytes: gzip(tar), digest, name: `code-${digest}.tar.gz`, files: sorted.length };
}

function header(name: string, isProgram: boolean) {
  return { name, mode: isProgram ? 0o755 : 0o644, mtime: time, uid: 0, gid: 0, uname: "", gname: "" };
}

/** The files that were loaded of the package that the root is in; other packages are installed in the image. */
function ownFiles(root: string, loaded: readonly string[]): readonly string[] {
  const real = realpathSync(root);
  const own = packageFile(real);
  return loaded.filter((file) => {
    if (!relative(real, file).startsWith("..")) return true;
    if (packageFile(dirname(file)) === own) throw codeOutsideRoot(file, real);
    return false;
  });
}

function packageType(root: string): unknown {
  const path = packageFile(realpathSync(root));
  if (path === undefined) return undefined;
  return (JSON.parse(readFileSync(path, "utf8")) as { readonly type?: unknown }).type;
}

function packageFile(folder: string): string | undefined {
  const path = join(folder, "package.json");
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? undefined : packageFile(dirname(folder));
}
