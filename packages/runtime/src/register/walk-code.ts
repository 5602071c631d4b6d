/** The files of a folder that travel, whatever machine and order they come from. */
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type IgnoreRules, ignoreFiles, isIgnored, parseIgnoreFile, standardRules } from "./ignore-rules.ts";

/** One file of the archive, or one link to another. */
export type CodeFile =
  | { readonly kind: "file"; readonly path: string; readonly source: string }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/**
 * All files below a folder that nothing leaves out, by their paths. Links that stay inside are links, others what they lead to;
 * those that lead nowhere, sockets and pipes are left out.
 */
export function walkCode(root: string): readonly CodeFile[] {
  const real = realpathSync(root);
  return [...walk(real, real, "", [standardRules], [real])].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function* walk(
  root: string,
  folder: string,
  prefix: string,
  around: readonly IgnoreRules[],
  ancestors: readonly string[],
): Generator<CodeFile> {
  const own = ignoreFiles
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => parseIgnoreFile(name, readFileSync(join(folder, name), "utf8"), prefix));
  const rules = [...around, ...own];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = join(folder, entry.name);
    const path = `${prefix}${entry.name}`;
    const found = statSync(full, { throwIfNoEntry: false });
    if (found === undefined || isIgnored(path, found.isDirectory(), rules)) continue;
    if (entry.isSymbolicLink() && isInside(root, resolve(folder, readlinkSync(full)))) {
      yield { kind: "link", path, target: relative(folder, resolve(folder, readlinkSync(full))) };
    } else if (found.isDirectory()) {
      const target = realpathSync(full);
      // A folder that holds itself by a link would never end.
      if (entry.isSymbolicLink() && ancestors.includes(target)) continue;
      yield* walk(root, full, `${path}/`, rules, [...ancestors, target]);
    } else if (found.isFile()) yield { kind: "file", path, source: full };
  }
}

function isInside(root: string, path: string): boolean {
  const below = relative(root, path);
  return below !== "" && below !== ".." && !below.startsWith("../");
}
