/** Bundlers with the plugin, set up as the documentation says. */
import { type Host, runBuilt, typescript6 } from "./host.ts";

const run = runBuilt("./dist/flow.mjs");

/** One host a version, the oldest that is supported first. */
function bundler(
  name: string,
  versions: readonly { readonly [name: string]: string }[],
  host: Pick<Host, "files" | "build" | "stack">,
): readonly Host[] {
  return versions.map((packages) => ({
    name: `${name} ${Object.values(packages)[0]}`,
    packages: { ...typescript6, ...packages },
    run,
    ...host,
  }));
}

const vite = bundler("Vite", [{ vite: "4.5.0" }, { vite: "7.0.0" }, { vite: "8.3.8" }], {
  files: {
    "vite.config.js": `import tsflyte from "@tsflyte/transformer/vite";
import { defineConfig } from "vite";
export default defineConfig({
  plugins: [tsflyte()],
  ssr: { external: ["@tsflyte/runtime"] },
  build: { ssr: "src/flow.ts", target: "es2022", sourcemap: true, rollupOptions: { output: { entryFileNames: "flow.mjs" } } },
});
`,
  },
  build: [["vite", "build"]],
});

const rollup = bundler(
  "Rollup",
  [
    { rollup: "3.0.0", "rollup-plugin-esbuild": "6.2.1", esbuild: "0.28.2" },
    { rollup: "4.68.7", "rollup-plugin-esbuild": "6.2.1", esbuild: "0.28.2" },
  ],
  {
    files: {
      "rollup.config.js": `import tsflyte from "@tsflyte/transformer/rollup";
import esbuild from "rollup-plugin-esbuild";
export default {
  input: "src/flow.ts",
  external: ["@tsflyte/runtime"],
  output: { file: "dist/flow.mjs", sourcemap: true },
  plugins: [tsflyte(), esbuild({ target: "es2022" })],
};
`,
    },
    build: [["rollup", "-c"]],
  },
);

const rolldown = bundler("Rolldown", [{ rolldown: "1.0.0" }, { rolldown: "1.3.2" }], {
  files: {
    "rolldown.config.js": `import tsflyte from "@tsflyte/transformer/rolldown";
import { defineConfig } from "rolldown";
export default defineConfig({
  input: "src/flow.ts",
  platform: "node",
  external: ["@tsflyte/runtime"],
  output: { file: "dist/flow.mjs", sourcemap: true },
  plugins: [tsflyte()],
});
`,
  },
  build: [["rolldown", "-c"]],
});

/** What webpack and Rspack are told alike. */
const webpackConfig = (
  bundlerName: string,
  rule: string,
): string => `import tsflyte from "@tsflyte/transformer/${bundlerName}";
export default {
  mode: "production",
  entry: "./src/flow.ts",
  target: "node22",
  devtool: "source-map",
  experiments: { outputModule: true },
  output: { filename: "flow.mjs", module: true, library: { type: "module" } },
  externals: { "@tsflyte/runtime": "module @tsflyte/runtime" },
  resolve: { extensions: [".ts", ".js"] },
  plugins: [tsflyte()],
  module: { rules: [{ test: /\\.tsx?$/, ${rule} }] },
};
`;

const loader = { "webpack-cli": "5.1.4", "esbuild-loader": "4.3.0", esbuild: "0.28.2" };
const webpack = bundler(
  "webpack",
  [
    { webpack: "5.61.0", ...loader },
    { webpack: "5.112.2", ...loader },
  ],
  {
    files: {
      "webpack.config.mjs": webpackConfig("webpack", 'loader: "esbuild-loader", options: { target: "es2022" }'),
    },
    build: [["webpack", "--config", "webpack.config.mjs"]],
  },
);

const swc = 'loader: "builtin:swc-loader", options: { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }';
const rspack = bundler(
  "Rspack",
  [
    { "@rspack/core": "1.0.0", "@rspack/cli": "1.0.0" },
    { "@rspack/core": "2.3.2", "@rspack/cli": "2.2.8" },
  ],
  {
    files: { "rspack.config.mjs": webpackConfig("rspack", swc) },
    build: [["rspack", "build", "--config", "rspack.config.mjs"]],
  },
);

/** The script that esbuild is used by, in Node and elsewhere. */
export const esbuildScript = `import tsflyte from "@tsflyte/transformer/esbuild";
import { build } from "esbuild";
await build({
  entryPoints: ["src/flow.ts"],
  outfile: "dist/flow.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "es2022",
  sourcemap: true,
  external: ["@tsflyte/runtime"],
  plugins: [tsflyte()],
});
`;

const esbuild = bundler("esbuild", [{ esbuild: "0.17.0" }, { esbuild: "0.28.2" }], {
  files: { "build.mjs": esbuildScript },
  build: [["node", "build.mjs"]],
});

const farm = bundler(
  "Farm",
  [
    { "@farmfe/core": "1.7.1", "@farmfe/cli": "1.0.4" },
    { "@farmfe/core": "1.7.11", "@farmfe/cli": "1.0.5" },
  ],
  {
    files: {
      "farm.config.mjs": `import { defineConfig } from "@farmfe/core";
import tsflyte from "@tsflyte/transformer/farm";
export default defineConfig({
  compilation: {
    input: { flow: "src/flow.ts" },
    output: { path: "dist", targetEnv: "node-next", format: "esm", entryFilename: "[entryName].mjs" },
    external: ["^@tsflyte/runtime$"],
    presetEnv: false,
    persistentCache: false,
    minify: false,
    sourcemap: true,
  },
  plugins: [tsflyte()],
});
`,
    },
    build: [["farm", "build"]],
    stack: "line",
  },
);

export const bundlers: readonly Host[] = [...vite, ...rollup, ...rolldown, ...webpack, ...rspack, ...esbuild, ...farm];
