/** What runs sources: Node with the loader, alone and beside others, Bun and Vitest; and Deno, which runs what was built. */
import { arch, platform } from "node:process";
import { esbuildScript } from "./bundlers.ts";
import { type Host, typescript6 } from "./host.ts";

const register = ["--import", "@tsflyte/transformer/register"];
const source = ["report.mjs", "./src/flow.ts"];

const nodePackage = `node-${platform === "win32" ? "win" : platform}-${arch}`;
const node = ["22.15.0", "24.21.0", "26.10.0"].map(
  (version): Host => ({
    name: `Node ${version}`,
    packages: { ...typescript6, [nodePackage]: version },
    run: [`node_modules/${nodePackage}/bin/node`, ...register, ...source],
  }),
);

const tsx = ["4.3.0", "4.23.15"].map(
  (version): Host => ({
    name: `tsx ${version}`,
    packages: { ...typescript6, tsx: version },
    run: ["node", "--import", "tsx", ...register, ...source],
  }),
);

const bun = ["1.2.22", "1.4.5"].flatMap((version): Host[] => [
  {
    name: `Bun ${version}`,
    packages: { ...typescript6, bun: version },
    run: ["bun", "--preload", "@tsflyte/transformer/bun-register", ...source],
    stack: "line",
  },
  {
    name: `Bun's bundler ${version}`,
    packages: { ...typescript6, bun: version },
    files: {
      "build.mjs": `import tsflyte from "@tsflyte/transformer/bun";
await Bun.build({
  entrypoints: ["src/flow.ts"],
  outdir: "dist",
  target: "bun",
  sourcemap: "linked",
  external: ["@tsflyte/runtime"],
  plugins: [tsflyte()],
});
`,
    },
    build: [["bun", "build.mjs"]],
    run: ["bun", "report.mjs", "./dist/flow.js"],
    stack: "line",
  },
]);

const deno = ["2.1.0", "2.9.6"].map(
  (version): Host => ({
    name: `Deno ${version}`,
    packages: { ...typescript6, deno: version, esbuild: "0.28.2" },
    files: {
      "build.mjs": `${esbuildScript}import { stop } from "esbuild";\nawait stop();\n`,
    },
    build: [["deno", "run", "--allow-all", "build.mjs"]],
    run: ["deno", "run", "--allow-all", "report.mjs", "./dist/flow.mjs"],
    // It reads no source maps of JavaScript.
    ...(version === "2.1.0" ? { stack: "built" } : {}),
  }),
);

const vitest = [{ vitest: "2.0.0", vite: "5.0.0" }, { vitest: "5.1.1" }].map(
  (packages): Host => ({
    name: `Vitest ${packages.vitest}`,
    packages: { ...typescript6, ...packages },
    files: {
      "vitest.config.js": `import tsflyte from "@tsflyte/transformer/vite";
import { defineConfig } from "vitest/config";
export default defineConfig({ plugins: [tsflyte()], test: { include: ["report.test.ts"], silent: false } });
`,
      "report.test.ts": `import { test } from "vitest";
test("reports", async () => {
  process.argv[2] = "./src/flow.ts";
  await import("./report.mjs");
});
`,
    },
    run: ["vitest", "run", "--disable-console-intercept"],
  }),
);

export const loaders: readonly Host[] = [...node, ...tsx, ...bun, ...deno, ...vitest];
