/**
 * Builds every package: declarations with tsc, JavaScript with Rolldown.
 *
 * What a container loads of the runtime is one chunk, minified: at its start a container pays for every file that it opens
 * and for every byte that is parsed, and the task itself is often smaller than either. The source maps are shipped.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "rolldown";

const root = join(import.meta.dirname, "..");

/**
 * Spells everything beyond ASCII as an escape. A file of ASCII alone is kept with one byte a character: Node reads and
 * parses it in half the time.
 */
const escapeBeyondAscii: Plugin = {
  name: "escape-beyond-ascii",
  renderChunk: (code) => ({
    code: code.replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`),
    map: null,
  }),
};

interface Package {
  readonly folder: string;
  /** Entry files below `src`, without extension. */
  readonly entries: readonly string[];
  /** The modules that become one chunk. */
  readonly core?: RegExp;
  readonly minify: boolean;
}

const packages: readonly Package[] = [
  {
    folder: "packages/runtime",
    entries: ["index", "metadata/index", "bin/tsflyte", "bin/tsflyte-execute"],
    core: /src[\\/](errors|metadata|model|types|literals|settings|graph|task|workflow|storage|execute)[\\/]|src[\\/]load[\\/]load-task/,
    minify: true,
  },
  { folder: "packages/transformer", entries: ["index", "register"], minify: false },
];

for (const { folder, entries, core, minify } of packages) {
  const out = join(root, folder, "dist");
  const { output } = await build({
    input: Object.fromEntries(entries.map((entry) => [entry, join(root, folder, "src", `${entry}.ts`)])),
    platform: "node",
    // Everything that is not a file of the package: Node's modules and dependencies.
    external: (id) => !id.startsWith(".") && !id.startsWith("/") && !/^[A-Za-z]:/.test(id),
    logLevel: "warn",
    output: {
      dir: out,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      sourcemap: true,
      minify,
      plugins: [escapeBeyondAscii],
      ...(core === undefined ? {} : { codeSplitting: { groups: [{ name: "core", test: core }] } }),
    },
  });
  // Chunks of an earlier build go when the new ones are there, so that what runs meanwhile finds its own.
  const written = new Set(output.map(({ fileName }) => fileName));
  for (const file of globSync("chunks/*", { cwd: out })) {
    if (!written.has(file.replace(/\.map$/, "").replaceAll("\\", "/"))) rmSync(join(out, file));
  }
  for (const entry of entries.filter((name) => name.startsWith("bin/"))) chmodSync(join(out, `${entry}.js`), 0o755);
}

execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b", join(root, "tsconfig.json")], {
  stdio: "inherit",
});
