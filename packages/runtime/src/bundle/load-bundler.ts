/** The bundler, which is no dependency: whoever bundles installs it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type * as Rolldown from "rolldown";
import type * as Parser from "rolldown/parseAst";
import { noBundler } from "../errors/bundles.ts";

/** What is used of Rolldown. */
export interface Bundler {
  readonly rolldown: typeof Rolldown.rolldown;
  readonly parseAst: typeof Parser.parseAst;
  readonly version: string;
}

/** Loads the project's own copy, else one beside this package. */
export async function loadBundler(file: string): Promise<Bundler> {
  let problem: unknown;
  for (const from of [pathToFileURL(file).href, import.meta.url]) {
    try {
      const { resolve } = createRequire(from);
      const [main, parser] = [resolve("rolldown"), resolve("rolldown/parseAst")];
      const { version } = JSON.parse(readFileSync(resolve("rolldown/package.json"), "utf8")) as { version: string };
      const { rolldown } = (await import(pathToFileURL(main).href)) as typeof Rolldown;
      const { parseAst } = (await import(pathToFileURL(parser).href)) as typeof Parser;
      return { rolldown, parseAst, version };
    } catch (error) {
      problem = error;
    }
  }
  throw noBundler(problem);
}
