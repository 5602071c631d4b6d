/**
 * Builds every package: declarations with tsc, JavaScript with Rolldown.
 *
 * What a container loads of the runtime is one chunk, minified: at its start a container pays for every file that it opens
 * and for every byte that is parsed, and the task itself is often smaller than either. The source maps are shipped.
 * Beside it lie the modules one by one, for bundles: from these a bundler can leave out what nothing uses.
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

/**
 * Takes Node's modules from `process.getBuiltinModule`: an import of one loads everything that it exports, and `node:util`
 * or `node:fs` export much that is loaded for nothing else.
 */
const lazyBuiltins: Plugin = {
  name: "lazy-builtins",
  renderChunk(_code, _chunk, _options, { magicString }) {
    if (magicString === undefined) throw new Error("nativeMagicString is off");
    const imports =
      /\bimport\s*(?:([\w$]+)\s*,?\s*)?(?:\{([^{}]*)\}|\*\s*as\s+([\w$]+))?\s*from\s*["'](node:[\w/]+)["'];?/g;
    for (const match of magicString.toString().matchAll(imports)) {
      const [statement, whole, names, space, name] = match;
      const bindings = [whole, space, names === undefined ? undefined : `{${names.replace(/\s+as\s+/g, ":")}}`];
      const declared = bindings.filter((binding) => binding !== undefined);
      const value = `process.getBuiltinModule("${name}")`;
      const text = declared.map((binding) => `${binding}=${value}`).join(",");
      magicString.overwrite(match.index, match.index + statement.length, `const ${text};`);
    }
    return { code: magicString };
  },
};

interface Package {
  readonly folder: string;
  /** Entry files below `src`, without extension. */
  readonly entries: readonly string[];
  /** The entries whose modules become one chunk, all but those that they load later. */
  readonly core?: readonly string[];
  /** A module, no entry, that a command loads with all that it needs: one chunk beside the core. */
  readonly command?: string;
  readonly minify: boolean;
}

const packages: readonly Package[] = [
  {
    folder: "packages/runtime",
    entries: [
      "index",
      "metadata/index",
      "client/index",
      "testing/index",
      "bin/tsflyte",
      "bin/tsflyte-execute",
      "bin/tsflyte-fast-execute",
      "bin/tsflyte-map-execute",
    ],
    core: ["index", "bin/tsflyte-execute"],
    command: "cli/run-command",
    minify: true,
  },
  {
    folder: "packages/transformer",
    entries: [
      "index",
      "build",
      "register",
      "module-compiler",
      "vite",
      "rollup",
      "rolldown",
      "webpack",
      "rspack",
      "esbuild",
      "farm",
      "bun",
      "bun-register",
      "unplugin",
    ],
    core: ["register"],
    minify: false,
  },
];

/** Everything that is not a file of the package: Node's modules and dependencies. */
const external = (id: string): boolean => !id.startsWith(".") && !id.startsWith("/") && !/^[A-Za-z]:/.test(id);

/** The modules that entries load when they are loaded themselves, without the entries: those act when they are loaded. */
async function staticModules(input: readonly string[]): Promise<ReadonlySet<string>> {
  const { output } = await build({ input: [...input], platform: "node", external, write: false, logLevel: "warn" });
  const chunks = new Map(output.flatMap((chunk) => (chunk.type === "chunk" ? [[chunk.fileName, chunk] as const] : [])));
  const queue = [...chunks.values()].filter((chunk) => chunk.isEntry);
  const seen = new Set(queue);
  for (const chunk of seen) {
    for (const name of chunk.imports) {
      const imported = chunks.get(name);
      if (imported !== undefined) seen.add(imported);
    }
  }
  return new Set([...seen].flatMap((chunk) => chunk.moduleIds).filter((id) => !input.includes(id)));
}

/** The modules that entries load at any time. */
async function reachedModules(input: readonly string[]): Promise<ReadonlySet<string>> {
  const { output } = await build({ input: [...input], platform: "node", external, write: false, logLevel: "silent" });
  return new Set(output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : [])));
}

for (const { folder, entries, core, command, minify } of packages) {
  const out = join(root, folder, "dist");
  const sources = (names: readonly string[]): readonly string[] =>
    names.map((entry) => join(root, folder, "src", `${entry}.ts`));
  const modules = core === undefined ? undefined : await staticModules(sources(core));
  // What a container may load later stays apart: it would have to take the rest along.
  const ofContainer = command === undefined ? new Set() : await reachedModules(sources(["bin/tsflyte-execute"]));
  const needed = command === undefined ? [] : [...(await staticModules(sources([command]))), ...sources([command])];
  const ofCommand = new Set(needed.filter((id) => !ofContainer.has(id)));
  // Small beside the rest of the command, and a container that loads one of them most often loads others.
  const ofBoth = new Set(needed.filter((id) => ofContainer.has(id)));
  const { output } = await build({
    input: Object.fromEntries(entries.map((entry) => [entry, join(root, folder, "src", `${entry}.ts`)])),
    platform: "node",
    external,
    logLevel: "warn",
    // What chunks need of an entry they may take from it; what is published of it is listed in its declarations.
    preserveEntrySignatures: "allow-extension",
    experimental: { nativeMagicString: true },
    output: {
      dir: out,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      sourcemap: true,
      minify,
      plugins: [lazyBuiltins, escapeBeyondAscii],
      ...(modules === undefined
        ? {}
        : {
            codeSplitting: {
              groups: [
                { name: "core", test: (id) => modules.has(id), priority: 2 },
                { name: "run", test: (id) => ofCommand.has(id), priority: 1, includeDependenciesRecursively: false },
                { name: "both", test: (id) => ofBoth.has(id), priority: 1, includeDependenciesRecursively: false },
              ],
            },
          }),
    },
  });
  // Chunks of an earlier build go when the new ones are there, so that what runs meanwhile finds its own.
  const written = new Set(output.map(({ fileName }) => fileName));
  for (const file of globSync("chunks/*", { cwd: out })) {
    if (!written.has(file.replace(/\.map$/, "").replaceAll("\\", "/"))) rmSync(join(out, file));
  }
  for (const entry of entries.filter((name) => name.startsWith("bin/"))) chmodSync(join(out, `${entry}.js`), 0o755);
}

const runtime = join(root, "packages/runtime/src");
const bundled = ["index", "client/index", "testing/index", "execute/bundled", "graph/checked-definition"];
const oneByOne = { platform: "node", external, logLevel: "silent", treeshake: false } as const;
const { output: reached } = await build({
  ...oneByOne,
  input: bundled.map((module) => join(runtime, `${module}.ts`)),
  write: false,
});
const modules = join(runtime, "../dist/modules");
rmSync(modules, { recursive: true, force: true });
await build({
  ...oneByOne,
  // As entries they keep all that they export.
  input: reached.flatMap((chunk) =>
    chunk.type === "chunk" ? chunk.moduleIds.filter((id) => id.startsWith(runtime)) : [],
  ),
  output: {
    dir: modules,
    format: "esm",
    preserveModules: true,
    preserveModulesRoot: runtime,
    comments: { annotation: true, jsdoc: false, legal: false },
  },
});

execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b", join(root, "tsconfig.json")], {
  stdio: "inherit",
});
