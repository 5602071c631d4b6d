/** Takes the user's TypeScript into a bundle, compiled by the transformer. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "rolldown";
import { emitSource } from "../load/index.ts";

const source = /\.(?:[cm]?ts|tsx)$/;
const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;(?:charset=[\w-]+;)?base64,(\S+)\s*$/;

/** The bundler's plugin. What compiles sources is there already: the entities were loaded before. */
export function sourcePlugin(isOwn: (id: string) => boolean): Plugin {
  return {
    name: "tsflyte-sources",
    resolveId(specifier, importer) {
      // Compiled modules name the files that their sources would become.
      if (importer === undefined || !/^\.{1,2}\//.test(specifier) || !source.test(importer) || !isOwn(importer))
        return undefined;
      const path = resolve(dirname(importer), specifier);
      if (existsSync(path)) return undefined;
      const candidates = [path.replace(/\.([cm]?)jsx?$/, ".$1ts"), path.replace(/\.jsx?$/, ".tsx")];
      const found = candidates.find((candidate) => candidate !== path && existsSync(candidate));
      return found === undefined ? undefined : { id: found, moduleSideEffects: true };
    },
    load(id) {
      if (!source.test(id) || !isOwn(id) || /\.d\.[cm]?ts$/.test(id)) return undefined;
      const text = emitSource(id);
      const encoded = inlineMap.exec(text)?.[1];
      if (encoded === undefined) return { code: text, moduleType: "js", moduleSideEffects: true };
      const map = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as { readonly mappings: string };
      // The map names the file alone, and its content would be that with metadata in it.
      const exact = { ...map, version: 3, names: [], sources: [id], sourcesContent: [readFileSync(id, "utf8")] };
      return { code: text.replace(inlineMap, ""), map: exact, moduleType: "js", moduleSideEffects: true };
    },
  };
}
