import { readFileSync } from "node:fs";
import { type RollupCache, rollup } from "rollup";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import farmPlugin from "../../src/farm.ts";
import type { BundlerOptions } from "../../src/rollup.ts";
import tsflyte from "../../src/rollup.ts";
import rspackPlugin from "../../src/rspack.ts";
import webpackPlugin from "../../src/webpack.ts";
import { type BundledProject, createBundledProject } from "./support/bundled-project.ts";
import { compilerOptions, runCompiler, stripTypes } from "./support/hosts.ts";
import { sampleProject } from "./support/sample-project.ts";

const changed = { "src/model/unit.ts": "export interface Unit { readonly weight: number }\n" };

/** Builds with what an earlier build left, and gives what is built. */
type Build = (project: BundledProject, options: BundlerOptions) => Promise<string>;

function requestOf(project: BundledProject) {
  return { folder: project.folder, entry: project.path("src/flows/train.ts"), out: project.path("out") };
}

const withRollup = (): Build => {
  let cache: RollupCache | undefined;
  return async (project, options) => {
    const bundle = await rollup({
      input: project.path("src/flows/train.ts"),
      external: ["@tsflyte/runtime"],
      plugins: [tsflyte(options), stripTypes],
      ...(cache === undefined ? {} : { cache }),
    });
    cache = bundle.cache;
    const { output } = await bundle.generate({});
    return output[0].code;
  };
};

const withWebpack = (): Build => async (project, options) => {
  const { default: webpack } = await import("webpack");
  const compiler = webpack({
    ...compilerOptions(requestOf(project)),
    devtool: false,
    cache: { type: "filesystem", cacheDirectory: project.path("cache") },
    module: { rules: [{ test: /\.tsx?$/, loader: project.path("strip-types.mjs") }] },
    plugins: [webpackPlugin(options)],
  });
  if (compiler === null) throw new Error("webpack gave no compiler");
  await runCompiler(compiler);
  return readFileSync(project.path("out/main.mjs"), "utf8");
};

const withRspack = (): Build => async (project, options) => {
  const { rspack } = await import("@rspack/core");
  const parser = { syntax: "typescript", tsx: true };
  const compiler = rspack({
    ...compilerOptions(requestOf(project)),
    devtool: false,
    cache: { type: "persistent", storage: { type: "filesystem", directory: project.path("cache") } },
    module: {
      rules: [{ test: /\.tsx?$/, loader: "builtin:swc-loader", options: { jsc: { parser, target: "es2022" } } }],
    },
    plugins: [rspackPlugin(options)],
  });
  await runCompiler(compiler);
  return readFileSync(project.path("out/main.mjs"), "utf8");
};

const withFarm = (): Build => async (project, options) => {
  const { build, Logger } = await import("@farmfe/core");
  const { folder, entry, out } = requestOf(project);
  const logger = Object.assign(new Logger(), {
    info: () => undefined,
    error(message: string | Error) {
      throw message instanceof Error ? message : new Error(message);
    },
  });
  await build({
    root: folder,
    configPath: folder,
    logger,
    compilation: {
      input: { main: entry },
      output: { path: out, targetEnv: "node-next", format: "esm", entryFilename: "[entryName].mjs" },
      external: ["^@tsflyte/runtime$"],
      minify: false,
      presetEnv: false,
      persistentCache: { cacheDir: project.path("cache") },
      progress: false,
    },
    plugins: [farmPlugin(options)],
  } as never);
  return readFileSync(project.path("out/main.mjs"), "utf8");
};

const caches = suite("bundlers/caches");
for (const [name, prepare] of Object.entries({
  Rollup: withRollup,
  webpack: withWebpack,
  Rspack: withRspack,
  Farm: withFarm,
})) {
  caches(`${name} does not take metadata from its cache when types or options have changed`, async () => {
    const project = createBundledProject(sampleProject);
    try {
      const build = prepare();
      assert.match(await build(project, {}), /size/);
      assert.match(await build(project, {}), /size/);
      project.write(changed);
      const second = await build(project, {});
      assert.match(second, /weight/);
      assert.not.match(second, /size/);
      assert.match(await build(project, { root: "." }), /src\.flows\.train/);
    } finally {
      project.remove();
    }
  });
}
caches.run();
