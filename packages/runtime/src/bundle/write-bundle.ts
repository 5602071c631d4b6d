/** A bundle on the disk. */
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brokenBundle, otherBundle } from "../errors/bundles.ts";
import { cannotWrite } from "../errors/cli.ts";
import type { CallableEntity } from "../graph/index.ts";
import type { Bundle } from "./bundle.ts";

/** Writes the file, its source map, its manifest, and the packages beside it. */
export function writeBundle({ file, code, map, manifest, packages, copied }: Bundle, folder: string): void {
  const path = join(folder, file);
  try {
    mkdirSync(folder, { recursive: true });
    for (const { path: beside } of packages) rmSync(join(folder, beside), { recursive: true, force: true });
    for (const { path: beside, source } of copied) {
      mkdirSync(dirname(join(folder, beside)), { recursive: true });
      copyFileSync(source, join(folder, beside));
    }
    writeFileSync(`${path}.map`, map);
    writeFileSync(path.replace(/\.m?js$/, ".manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
    // Last, and whole: where the file is, everything else is.
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  } catch (error) {
    rmSync(`${path}.${process.pid}`, { force: true });
    throw cannotWrite(path, error);
  }
}

/**
 * Starts a bundle in a process of its own, as a container would, and compares what it defines with what its sources did.
 *
 * @param defined all that was defined when the sources were loaded
 */
export async function checkBundle(path: string, defined: readonly CallableEntity[]): Promise<void> {
  const output = await runVerb(path, "entities");
  // What the user's code prints comes before.
  const found = new Set(JSON.parse(output.trimEnd().split("\n").at(-1) ?? "") as readonly string[]);
  const wanted = new Set(defined.map(({ kind, name }) => `${kind} ${name}`));
  const missing = [...wanted].filter((name) => !found.has(name));
  const extra = [...found].filter((name) => !wanted.has(name));
  if (missing.length > 0 || extra.length > 0) throw otherBundle(missing, extra);
}

/**
 * Runs a task of the bundle's own that does nothing, so that what V8 compiles for every run lies beside the file. A Node of another version makes
 * its own, and does without until then.
 */
export async function warmUpBundle(path: string): Promise<void> {
  await runVerb(path, "warm-up");
}

/** What a verb of the file prints. */
function runVerb(path: string, verb: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [path, verb], { maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(brokenBundle(stderr === "" ? error.message : stderr));
    });
  });
}
