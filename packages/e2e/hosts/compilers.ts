/** TypeScript's own compiler, `tsflyte build` and `tsflyte bundle`. */
import { type Host, runBuilt, typescript6 } from "./host.ts";

const run = runBuilt("./dist/flow.js");

const patched = [
  { typescript: "5.9.2", "ts-patch": "3.3.0" },
  { typescript: "6.0.3", "ts-patch": "4.0.1" },
].map(
  (packages): Host => ({
    name: `ts-patch ${packages["ts-patch"]}, TypeScript ${packages.typescript}`,
    packages,
    build: [["tspc"]],
    run,
  }),
);

const built = [
  { typescript: "5.9.2" },
  { typescript: "6.0.3" },
  { typescript: "7.0.2", "@typescript/typescript6": "6.0.2" },
].map(
  (packages): Host => ({
    name: `tsflyte build, TypeScript ${packages.typescript}`,
    packages,
    build: [["tsflyte", "build"]],
    run,
  }),
);

const bundled = ["1.0.0", "1.3.2"].map(
  (version): Host => ({
    name: `tsflyte bundle, Rolldown ${version}`,
    packages: { ...typescript6, rolldown: version },
    build: [["tsflyte", "bundle", "src/flow.ts", "--whole", "-o", "dist/flow.mjs"]],
    run: runBuilt("./dist/flow.mjs"),
  }),
);

export const compilers: readonly Host[] = [...patched, ...built, ...bundled];
