/** Takes this package into a bundle, without the parts that nothing in the bundle needs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";
import { fileOf, type ModuleTree, stemOf } from "./module-tree.ts";
import type { Needs } from "./needs.ts";
import { partOf, replacementOf } from "./parts.ts";

/** What the generated modules of a bundle name this package's modules by: `tsflyte:runtime/literals/codec-of`. */
export const runtimePrefix = "tsflyte:runtime/";

const stubPrefix = "\0tsflyte:stub/";

/** The entries of the package, by what is imported. */
const entries: { readonly [specifier: string]: string } = {
  "@tsflyte/runtime": "index",
  "@tsflyte/runtime/client": "client/index",
  "@tsflyte/runtime/metadata": "metadata/index",
  "@tsflyte/runtime/testing": "testing/index",
};

/** Modules that do something when they are loaded. */
const acting: ReadonlySet<string> = new Set(["index", "literals/compile-codec", "task/map-task"]);

/** In a bundle no file is this package's own. */
const ownFiles = "export const isBundled = () => true;\nexport const isOwnFile = () => false;\n";

/** The bundler's plugin. Whichever copy of the package a module would find, it gets this one: entities must know each other. */
export function runtimePlugin(tree: ModuleTree, needs: Needs): Plugin {
  return {
    name: "tsflyte-runtime",
    resolveId(source, importer) {
      if (source.startsWith(runtimePrefix)) return found(fileOf(tree, source.slice(runtimePrefix.length)), tree);
      const entry = Object.hasOwn(entries, source) ? entries[source] : undefined;
      if (entry !== undefined) return found(fileOf(tree, entry), tree);
      if (importer === undefined || !source.startsWith(".")) return undefined;
      const from = stemOf(tree, importer.replace(stubPrefix, tree.folder));
      if (from === undefined) return undefined;
      const id = join(tree.folder, from, "..", source).replaceAll("\\", "/");
      const stem = stemOf(tree, id);
      if (stem === undefined) return undefined;
      const replacement = replacementOf(stem, from, needs);
      if (replacement?.kind === "stub")
        return { id: stubPrefix + id.slice(tree.folder.length), moduleSideEffects: false };
      return found(replacement === undefined ? id : fileOf(tree, replacement.stem), tree);
    },
    load(id) {
      if (id.startsWith(stubPrefix)) return stubOf(readFileSync(id.replace(stubPrefix, tree.folder), "utf8"), tree);
      return stemOf(tree, id) === "errors/own-files" ? ownFiles : undefined;
    },
    transform(code, id) {
      const stem = stemOf(tree, id);
      if (stem === undefined) return undefined;
      return { code: withoutParts(code, stem, tree, needs), map: null };
    },
  };
}

function found(id: string, tree: ModuleTree): { readonly id: string; readonly moduleSideEffects: boolean } {
  return { id, moduleSideEffects: acting.has(stemOf(tree, id) ?? "") };
}

/** A module in whose place nothing is done: checks pass, and whatever would have a result throws. */
function stubOf(code: string, tree: ModuleTree): string {
  const names = exportedNames(code);
  const absent = `import { notInBundle } from ${JSON.stringify(fileOf(tree, "errors/bundles"))};\n`;
  const parts = names.map((name) =>
    name.startsWith("check")
      ? `export function ${name}() {}`
      : `export function ${name}() {\n  throw notInBundle("what registers entities");\n}`,
  );
  return `${absent}${parts.join("\n")}\n`;
}

/** What a module of this package exports, types left out. */
export function exportedNames(code: string): readonly string[] {
  const declared = [...code.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(
    ([, name = ""]) => name,
  );
  const listed = [...code.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = ""]) =>
    list.split(",").map((item) => item.trim().replace(/^.* as /, "")),
  );
  return [...declared, ...listed.filter((name) => name !== "" && !name.startsWith("type "))];
}

/** Replaces each `import()` of a module: by the module itself, made at the start, or by an error where its part is left out. */
function withoutParts(code: string, stem: string, tree: ModuleTree, needs: Needs): string {
  let head = "";
  let count = 0;
  // Lines stay where they are, so that positions in the source map do.
  const text = code.replace(/(?<!typeof )\bimport\("(\.[^"]+)"\)/g, (whole, source: string) => {
    const target = stemOf(tree, join(tree.folder, stem, "..", source).replaceAll("\\", "/")) ?? "";
    const part = partOf(target);
    const name = `__part${count++}`;
    if (part !== undefined && !part.isNeeded(needs)) {
      head += `import { notInBundle as ${name} } from ${JSON.stringify(`${runtimePrefix}errors/bundles`)}; `;
      return `(async () => { throw ${name}(${JSON.stringify(part.name)}); })()`;
    }
    if (part?.late === true) return whole;
    head += `import * as ${name} from ${JSON.stringify(source)}; `;
    return `Promise.resolve(${name})`;
  });
  if (!needs.temporal && stem === "types/temporal") {
    head += `import { notInBundle as __absent } from ${JSON.stringify(`${runtimePrefix}errors/bundles`)}; `;
    return head + text.replace(polyfill, '(() => { throw __absent("a polyfill of Temporal"); })()');
  }
  // The bundler knows a call of require, and takes in what it names as a function that is called late.
  return head + text.replace(polyfill, 'require("temporal-polyfill")');
}

const polyfill = 'createRequire(import.meta.url)("temporal-polyfill")';
