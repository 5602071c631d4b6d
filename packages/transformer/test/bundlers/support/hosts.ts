import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { transform } from "esbuild";
import type { Plugin } from "rollup";
import type { BundlerOptions } from "../../../src/vite.ts";

/** What is built, and how. */
export interface BuildRequest {
  /** Absolute, like all of a project. */
  readonly folder: string;
  readonly entry: string;
  /** The folder for what is built. */
  readonly out: string;
  readonly minify?: boolean;
  readonly options?: BundlerOptions;
}

/** A bundler with the plugin, as a user would set it up. It builds one ESM file and gives its path, or throws. */
export interface Host {
  readonly name: string;
  /** Its source maps are right in their lines alone, with or without plugins. */
  readonly mapsLinesOnly?: true;
  build(request: BuildRequest): Promise<string>;
}

const require = createRequire(import.meta.url);

/** Rollup knows only JavaScript. */
export const stripTypes: Plugin = {
  name: "strip-types",
  resolveId: (id, importer) =>
    id.startsWith(".") && importer !== undefined ? resolve(dirname(importer), id) : undefined,
  async transform(code, id) {
    const loader = id.endsWith(".tsx") ? "tsx" : "ts";
    const result = await transform(code, { loader, sourcefile: id, sourcemap: true, target: "es2023" });
    return { code: result.code, map: result.map };
  },
};

/** The same as a loader for webpack, as a text. */
export const stripTypesLoader = `import { transformSync } from ${JSON.stringify(require.resolve("esbuild"))};
export default function (source, map) {
  const loader = this.resourcePath.endsWith(".tsx") ? "tsx" : "ts";
  const inline = map ? "\\n//# sourceMappingURL=data:application/json;base64," + Buffer.from(JSON.stringify(map)).toString("base64") : "";
  const result = transformSync(source + inline, { loader, sourcefile: this.resourcePath, sourcemap: "external", target: "es2023" });
  this.callback(null, result.code, JSON.parse(result.map));
}
`;

/** Farm leaves JSX to its plugins. */
const compileJsx = {
  name: "compile-jsx",
  transform: {
    filters: { moduleTypes: ["tsx"], resolvedPaths: [] },
    async executor({ content, resolvedPath }: { readonly content: string; readonly resolvedPath: string }) {
      const { code, map } = await transform(content, { loader: "tsx", sourcefile: resolvedPath, sourcemap: true });
      return { content: code, moduleType: "js", sourceMap: map };
    },
  },
};

const external = ["@tsflyte/runtime"];

/** What webpack and Rspack are told alike. */
export const compilerOptions = ({ folder, entry, out, minify = false }: BuildRequest) =>
  ({
    mode: "production",
    context: folder,
    entry: { main: entry },
    target: "node22",
    devtool: "source-map",
    output: { path: out, filename: "[name].mjs", module: true, chunkFormat: "module", library: { type: "module" } },
    optimization: { minimize: minify },
    externals: { "@tsflyte/runtime": "module @tsflyte/runtime" },
    resolve: { extensions: [".ts", ".tsx", ".js"] as string[] },
  }) as const;

/** Webpack's and Rspack's ways to say what went wrong, as an exception. */
export function runCompiler(compiler: {
  run(
    callback: (error: Error | null, stats?: { hasErrors(): boolean; toString(options: object): string }) => void,
  ): void;
  close(callback: () => void): void;
}): Promise<void> {
  return new Promise((done, fail) => {
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error !== null) fail(error);
        else if (stats?.hasErrors() === true) fail(new Error(stats.toString({ all: false, errors: true })));
        else done();
      });
    });
  });
}

export const hosts: readonly Host[] = [
  {
    name: "Vite",
    async build({ folder, entry, out, minify = false, options }) {
      const { build } = await import("vite");
      const { default: tsflyte } = await import("../../../src/vite.ts");
      await build({
        root: folder,
        configFile: false,
        logLevel: "silent",
        plugins: [tsflyte(options)],
        ssr: { external },
        build: {
          ssr: true,
          outDir: out,
          minify,
          sourcemap: true,
          target: "es2023",
          rolldownOptions: { input: entry, output: { entryFileNames: "main.mjs" } },
        },
      });
      return join(out, "main.mjs");
    },
  },
  {
    name: "Rollup",
    async build({ entry, out, options }) {
      const { rollup } = await import("rollup");
      const { default: tsflyte } = await import("../../../src/rollup.ts");
      const bundle = await rollup({
        input: entry,
        external,
        plugins: [tsflyte(options), stripTypes],
        logLevel: "silent",
      });
      await bundle.write({ file: join(out, "main.mjs"), sourcemap: true });
      await bundle.close();
      return join(out, "main.mjs");
    },
  },
  {
    name: "Rolldown",
    async build({ folder, entry, out, minify = false, options }) {
      const { build } = await import("rolldown");
      const { default: tsflyte } = await import("../../../src/rolldown.ts");
      await build({
        cwd: folder,
        input: entry,
        external,
        platform: "node",
        logLevel: "silent",
        plugins: [tsflyte(options)],
        output: { file: join(out, "main.mjs"), sourcemap: true, minify },
      });
      return join(out, "main.mjs");
    },
  },
  {
    name: "webpack",
    async build(request) {
      const { default: webpack } = await import("webpack");
      const { default: tsflyte } = await import("../../../src/webpack.ts");
      const loader = join(request.folder, "strip-types.mjs");
      const compiler = webpack({
        ...compilerOptions(request),
        module: { rules: [{ test: /\.tsx?$/, loader }] },
        plugins: [tsflyte(request.options)],
      });
      if (compiler === null) throw new Error("webpack gave no compiler");
      await runCompiler(compiler);
      return join(request.out, "main.mjs");
    },
  },
  {
    name: "Rspack",
    async build(request) {
      const { rspack } = await import("@rspack/core");
      const { default: tsflyte } = await import("../../../src/rspack.ts");
      const react = { pragma: "h", runtime: "classic" };
      const compiler = rspack({
        ...compilerOptions(request),
        module: {
          rules: [
            {
              test: /\.tsx?$/,
              loader: "builtin:swc-loader",
              options: {
                jsc: { parser: { syntax: "typescript", tsx: true }, target: "es2022", transform: { react } },
              },
            },
          ],
        },
        plugins: [tsflyte(request.options)],
      });
      await runCompiler(compiler);
      return join(request.out, "main.mjs");
    },
  },
  {
    name: "esbuild",
    async build({ folder, entry, out, minify = false, options }) {
      const { build } = await import("esbuild");
      const { default: tsflyte } = await import("../../../src/esbuild.ts");
      await build({
        absWorkingDir: folder,
        entryPoints: [entry],
        outfile: join(out, "main.mjs"),
        bundle: true,
        platform: "node",
        format: "esm",
        target: "es2023",
        external: [...external],
        sourcemap: true,
        minify,
        logLevel: "silent",
        plugins: [tsflyte(options)],
      });
      return join(out, "main.mjs");
    },
  },
  {
    name: "Farm",
    mapsLinesOnly: true,
    async build({ folder, entry, out, minify = false, options }) {
      const { build, Logger } = await import("@farmfe/core");
      const { default: tsflyte } = await import("../../../src/farm.ts");
      await build({
        root: folder,
        configPath: folder,
        // Its own logger ends the process.
        logger: Object.assign(new Logger(), {
          info: () => undefined,
          error(message: string | Error) {
            throw message instanceof Error ? message : new Error(message);
          },
        }),
        compilation: {
          input: { main: entry },
          output: { path: out, targetEnv: "node-next", format: "esm", entryFilename: "[entryName].mjs" },
          external: external.map((name) => `^${name}$`),
          minify,
          sourcemap: true,
          presetEnv: false,
          persistentCache: false,
          progress: false,
        },
        plugins: [tsflyte(options), compileJsx],
      } as never);
      return join(out, "main.mjs");
    },
  },
];
