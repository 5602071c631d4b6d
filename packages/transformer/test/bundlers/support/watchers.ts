import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PluginBuild } from "esbuild";
import { type BuildRequest, compilerOptions, stripTypes } from "./hosts.ts";

/** What a build of a watcher came to. */
export interface Rebuild {
  /** The built file, where there is one. */
  readonly code: string;
  /** What the bundler said went wrong, as it hands it over. */
  readonly error: string;
}

/** A bundler that watches; it tells of every build. */
export interface WatchingHost {
  readonly name: string;
  watch(request: BuildRequest, onBuild: (rebuild: Rebuild) => void): Promise<() => Promise<void>>;
}

const external = ["@tsflyte/runtime"];

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What there is of a place, in one way for all. */
function describe(error: unknown): string {
  const { message, loc, errors } = error as {
    readonly message?: string;
    readonly loc?: { readonly file?: string; readonly line: number; readonly column: number };
    readonly errors?: readonly unknown[];
  };
  const own = `${message} ${loc === undefined ? "" : `at ${loc.file}:${loc.line}:${loc.column}`}`;
  return [own, ...(errors ?? []).map(describe)].join("\n");
}

export const watchingHosts: readonly WatchingHost[] = [
  {
    name: "Vite",
    async watch({ folder, entry, out }, onBuild) {
      const { build } = await import("vite");
      const { default: tsflyte } = await import("../../../src/vite.ts");
      const watcher = await build({
        root: folder,
        configFile: false,
        logLevel: "silent",
        plugins: [tsflyte()],
        ssr: { external },
        build: {
          ssr: true,
          outDir: out,
          watch: {},
          minify: false,
          rolldownOptions: { input: entry, output: { entryFileNames: "main.mjs" } },
        },
      });
      if (!("on" in watcher)) throw new Error("Vite gave no watcher");
      watcher.on("event", (event) => {
        if (event.code === "ERROR") onBuild({ code: "", error: describe(event.error) });
        if (event.code === "END") onBuild({ code: read(join(out, "main.mjs")), error: "" });
      });
      return () => watcher.close();
    },
  },
  {
    name: "Rollup",
    async watch({ entry, out }, onBuild) {
      const { watch } = await import("rollup");
      const { default: tsflyte } = await import("../../../src/rollup.ts");
      const watcher = watch({
        input: entry,
        external,
        plugins: [tsflyte(), stripTypes],
        logLevel: "silent",
        output: { file: join(out, "main.mjs") },
      });
      watcher.on("event", (event) => {
        if (event.code === "ERROR") onBuild({ code: "", error: describe(event.error) });
        if (event.code === "END") onBuild({ code: read(join(out, "main.mjs")), error: "" });
      });
      return () => watcher.close();
    },
  },
  {
    name: "Rolldown",
    async watch({ folder, entry, out }, onBuild) {
      const { watch } = await import("rolldown");
      const { default: tsflyte } = await import("../../../src/rolldown.ts");
      const watcher = watch({
        cwd: folder,
        input: entry,
        external,
        platform: "node",
        logLevel: "silent",
        plugins: [tsflyte()],
        output: { file: join(out, "main.mjs") },
      });
      watcher.on("event", (event) => {
        if (event.code === "ERROR") onBuild({ code: "", error: describe(event.error) });
        if (event.code === "END") onBuild({ code: read(join(out, "main.mjs")), error: "" });
      });
      return () => watcher.close();
    },
  },
  {
    name: "webpack",
    async watch(request, onBuild) {
      const { default: webpack } = await import("webpack");
      const { default: tsflyte } = await import("../../../src/webpack.ts");
      const compiler = webpack({
        ...compilerOptions(request),
        mode: "development",
        devtool: false,
        module: { rules: [{ test: /\.tsx?$/, loader: join(request.folder, "strip-types.mjs") }] },
        plugins: [tsflyte()],
      });
      if (compiler === null) throw new Error("webpack gave no compiler");
      const watching = compiler.watch({ aggregateTimeout: 20 }, (error, stats) => {
        const errors = stats?.hasErrors() === true ? stats.toString({ all: false, errors: true }) : "";
        onBuild({ code: read(join(request.out, "main.mjs")), error: error === null ? errors : describe(error) });
      });
      return () => new Promise((done) => watching?.close(() => done()));
    },
  },
  {
    name: "Rspack",
    async watch(request, onBuild) {
      const { rspack } = await import("@rspack/core");
      const { default: tsflyte } = await import("../../../src/rspack.ts");
      const compiler = rspack({
        ...compilerOptions(request),
        mode: "development",
        devtool: false,
        module: {
          rules: [
            {
              test: /\.tsx?$/,
              loader: "builtin:swc-loader",
              options: { jsc: { parser: { syntax: "typescript", tsx: true }, target: "es2022" } },
            },
          ],
        },
        plugins: [tsflyte()],
      });
      const watching = compiler.watch({ aggregateTimeout: 20 }, (error, stats) => {
        const errors = stats?.hasErrors() === true ? stats.toString({ all: false, errors: true }) : "";
        onBuild({ code: read(join(request.out, "main.mjs")), error: error === null ? errors : describe(error) });
      });
      return () => new Promise((done) => watching?.close(() => done()));
    },
  },
  {
    name: "esbuild",
    async watch({ folder, entry, out }, onBuild) {
      const { context } = await import("esbuild");
      const { default: tsflyte } = await import("../../../src/esbuild.ts");
      const building = await context({
        absWorkingDir: folder,
        entryPoints: [entry],
        outfile: join(out, "main.mjs"),
        bundle: true,
        platform: "node",
        format: "esm",
        external,
        logLevel: "silent",
        plugins: [
          tsflyte(),
          {
            name: "tell",
            setup: ({ onEnd }: PluginBuild) =>
              onEnd(({ errors }) => {
                const texts = errors.map(
                  ({ text, location }) => `${text} at ${location?.file}:${location?.line}:${location?.column}`,
                );
                onBuild({ code: read(join(out, "main.mjs")), error: texts.join("\n") });
              }),
          },
        ],
      });
      await building.watch();
      return () => building.dispose();
    },
  },
  {
    name: "Farm",
    async watch({ folder, entry, out }, onBuild) {
      const child = fork(join(import.meta.dirname, "farm-watcher.ts"), [folder, entry, out], {
        execArgv: ["--conditions=source", "--disable-warning=ExperimentalWarning"],
        stdio: "ignore",
      });
      child.on("message", (rebuild) => onBuild(rebuild as Rebuild));
      return async () => {
        const ended = once(child, "exit");
        child.kill();
        await ended;
      };
    },
  },
];
