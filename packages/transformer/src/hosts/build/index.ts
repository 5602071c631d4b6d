/**
 * Compiling whole projects with a TypeScript that the transformer chooses, without ts-patch.
 *
 * @module
 */
import nodeModule from "node:module";
import { findTypeScript } from "../find-typescript.ts";
import { buildOnce } from "./build-once.ts";
import { clean } from "./clean.ts";
import { findConfig, readProjects } from "./project.ts";
import { findTypeScript7 } from "./typescript7.ts";
import { type Watch, watch } from "./watch.ts";

export type { Watch } from "./watch.ts";

/** What to build, and where to say what came of it. */
export interface BuildOptions {
  /** A tsconfig.json, or a folder that holds one. @default the working directory */
  readonly project?: string | undefined;
  /** Removes what was built instead of building. @default false */
  readonly clean?: boolean | undefined;
  /**
   * Lets the project's TypeScript 7 check the types, at the same time and in a process of its own. @default false
   */
  readonly typescript7?: boolean | undefined;
  /** Takes diagnostics, in the format of `tsc`. @default standard output */
  readonly write?: ((text: string) => void) | undefined;
}

const toOutput = (text: string): void => {
  process.stdout.write(text);
};

/**
 * Compiles the project of a tsconfig.json and all that it refers to, with metadata embedded. What has not changed since
 * the last build is not written again. TypeScript is the project's own where that is 5.9 or 6, else
 * `@typescript/typescript6`. Throws where the tsconfig.json or the compiler cannot be used.
 *
 * @returns how many errors there were
 * @example
 * ```ts
 * import { build } from "@tsflyte/transformer/build";
 *
 * if ((await build({ project: "tsconfig.json" })) > 0) process.exitCode = 1;
 * ```
 */
export async function build(options: BuildOptions = {}): Promise<number> {
  const { project, clean: removes = false, typescript7 = false, write = toOutput } = options;
  const { typescript, projects } = open(project, typescript7);
  if (!removes) return buildOnce(typescript, projects, write);
  clean(typescript, projects);
  return 0;
}

/**
 * Builds, and builds again what changes touch, until it is closed: also what a type in another file has changed.
 *
 * @example
 * ```ts
 * import { watchBuild } from "@tsflyte/transformer/build";
 *
 * const watch = watchBuild({ project: "tsconfig.json" });
 * process.once("SIGINT", () => watch.close());
 * ```
 */
export function watchBuild({ project, write = toOutput }: Pick<BuildOptions, "project" | "write"> = {}): Watch {
  const { typescript, projects } = open(project, false);
  return watch(typescript, projects, write);
}

function open(path: string | undefined, typescript7: boolean) {
  // Most of the start is the compiler's own code.
  nodeModule.enableCompileCache?.();
  const configFile = findConfig(path);
  const typescript = findTypeScript(configFile);
  const checker = typescript7 ? findTypeScript7(configFile) : undefined;
  return { typescript, projects: readProjects(typescript, configFile, checker) };
}
