/** The source map of a bundle, and what its bytes come from. */
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { MappedCode } from "./edit-output.ts";
import { decodeMappings } from "./mappings.ts";
import { type ModuleTree, stemOf } from "./module-tree.ts";

/** How many bytes of the file came from one package. */
export interface PackageSize {
  /** `@tsflyte/runtime`, `your code`, the name of a package, or `bundler` for what holds the modules together. */
  readonly package: string;
  readonly bytes: number;
}

/** The map as JSON, and the bytes by package, the largest first. */
export interface OutputMap {
  readonly text: string;
  readonly sizes: readonly PackageSize[];
}

const own = "your code";

/**
 * Sources have names that are the same on every machine: those of the project by their path in it, with their content; those of
 * packages by their place in `node_modules`.
 *
 * @param sources as the bundler names them, from the project's folder
 */
export function outputMap(
  { code, mappings }: MappedCode,
  sources: readonly string[],
  { tree, folder, file }: { readonly tree: ModuleTree; readonly folder: string; readonly file: string },
): OutputMap {
  const named = sources.map((source) => nameSource(source, folder, tree));
  const json = {
    version: 3,
    file,
    sources: named.map(({ name }) => name),
    sourcesContent: named.map(({ path }) => (path === undefined ? null : readFileSync(path, "utf8"))),
    names: [],
    mappings: withoutNames(mappings),
  };
  return { text: JSON.stringify(json), sizes: sizesOf(code, mappings, named) };
}

interface NamedSource {
  readonly name: string;
  readonly package: string;
  /** Of a source of the project's. */
  readonly path?: string;
}

function nameSource(source: string, folder: string, tree: ModuleTree): NamedSource {
  if (/\0|tsflyte:|^rolldown/.test(source)) {
    const isRuntime = source.includes("tsflyte:");
    return {
      name: source.replace(/^.*?(?=tsflyte:|rolldown)/, ""),
      package: isRuntime ? "@tsflyte/runtime" : "bundler",
    };
  }
  const path = resolve(folder, source).replaceAll("\\", "/");
  const stem = stemOf(tree, path);
  if (stem !== undefined) return { name: `@tsflyte/runtime/${stem}${tree.extension}`, package: "@tsflyte/runtime" };
  const installed = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)(\/.*)$/.exec(path);
  if (installed !== null) {
    const [, name = "", rest = ""] = installed;
    return { name: `node_modules/${name}${rest}`, package: name };
  }
  return { name: relative(folder, path).replaceAll("\\", "/"), package: own, path };
}

/** Names of variables tell nothing that a stack shows. */
function withoutNames(mappings: string): string {
  return mappings.replace(/[^,;]+/g, (segment) => {
    const fields = segment.match(/[g-z0-9+/]*[A-Za-f]/g) ?? [];
    return fields.slice(0, 4).join("");
  });
}

function sizesOf(code: string, mappings: string, sources: readonly NamedSource[]): readonly PackageSize[] {
  const sizes = new Map<string, number>();
  const lines = code.split("\n");
  const add = (name: string, bytes: number): void => {
    if (bytes > 0) sizes.set(name, (sizes.get(name) ?? 0) + bytes);
  };
  const rows = decodeMappings(mappings);
  lines.forEach((line, index) => {
    let [at, owner] = [0, "bundler"];
    for (const { column, source } of rows[index] ?? []) {
      add(owner, Buffer.byteLength(line.slice(at, column)));
      [at, owner] = [column, sources[source]?.package ?? "bundler"];
    }
    add(owner, Buffer.byteLength(line.slice(at)) + (index < lines.length - 1 ? 1 : 0));
  });
  return [...sizes]
    .map(([name, bytes]) => ({ package: name, bytes }))
    .sort((a, b) => b.bytes - a.bytes || (a.package < b.package ? -1 : 1));
}
