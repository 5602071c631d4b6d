/**
 * The packages as a user gets them: packed, installed with npm into an empty project, and used as the README says. What works in
 * the workspace may fail here: a file that is not packed, a dependency that only the workspace has.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const root = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "tsflyte-packed-"));
const tarballs = join(folder, "tarballs");

const flow = `
import { type Int, task, workflow } from "@tsflyte/runtime";
/** Adds. */
export const add = task({ retries: 1 }, async (a: Int, b: Int = 2): Promise<Int> => a + b);
export const twice = workflow(async (n: Int): Promise<Int> => add(await add(n), n));
`;

const tsconfig = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    rootDir: "src",
    outDir: "dist",
    plugins: [{ transform: "@tsflyte/transformer" }],
  },
  include: ["src"],
};

interface Project {
  readonly folder: string;
  run(
    program: string,
    ...args: readonly string[]
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string };
}

function project(name: string, dependencies: readonly string[]): Project {
  const place = mkdtempSync(join(folder, `${name}-`));
  const write = (file: string, text: string): void => writeFileSync(join(place, file), text);
  write("package.json", JSON.stringify({ name, private: true, type: "module" }));
  write("tsconfig.json", JSON.stringify(tsconfig));
  execFileSync("mkdir", [join(place, "src")]);
  write("src/flow.ts", flow);
  const files = readdirSync(tarballs).map((file) => join(tarballs, file));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--no-save", ...files, ...dependencies], {
    cwd: place,
    stdio: "pipe",
  });
  return {
    folder: place,
    run: (program, ...args) => {
      const path = program === "node" ? process.execPath : join(place, "node_modules/.bin", program);
      return spawnSync(path, args, { cwd: place, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } });
    },
  };
}

const test = suite("packed packages");

test.before(() => {
  execFileSync("mkdir", [tarballs]);
  for (const name of ["runtime", "transformer"]) {
    execFileSync("pnpm", ["--dir", join(root, "packages", name), "pack", "--pack-destination", tarballs], {
      stdio: "pipe",
    });
  }
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

const compilers = [
  { name: "typescript-6", dependencies: ["typescript@6.0.3", "ts-patch@4.0.1"] },
  { name: "typescript-5.9", dependencies: ["typescript@5.9.3", "ts-patch@3.3.0"] },
];

for (const { name, dependencies } of compilers) {
  test(`build, run and package with ${name}`, () => {
    const user = project(name, dependencies);
    const built = user.run("tspc");
    assert.is(built.status, 0, built.stdout + built.stderr);
    const ran = user.run("tsflyte", "run", "dist/flow.js", "twice", "--n", "4", "-q");
    assert.is(ran.stdout, "10\n", ran.stderr);
    const packed = user.run("tsflyte", "package", "dist", "--image", "ghcr.io/acme/flows:v1", "-o", "out.tgz");
    assert.is(packed.status, 0, packed.stderr);
    const source = user.run("tsflyte", "run", "src/flow.ts", "twice", "--n", "4", "-q");
    assert.is(source.stdout, "10\n", source.stderr);
    writeFileSync(
      join(user.folder, "src/main.ts"),
      'import { twice } from "./flow.js";\nconsole.log(await twice(1));\n',
    );
    const loaded = user.run("node", "--import", "@tsflyte/transformer/register", "src/main.ts");
    assert.is(loaded.stdout, "4\n", loaded.stderr);
  });
}

test("built without the plugin: one error with the remedy", () => {
  const user = project("no-plugin", ["typescript@6.0.3"]);
  assert.is(user.run("tsc").status, 0);
  const { status, stderr } = user.run("tsflyte", "run", "dist/flow.js", "twice", "--n", "4");
  assert.is(status, 2);
  assert.match(stderr, /error\[not-compiled\]: task\(\) was not compiled by @tsflyte\/transformer/);
  assert.match(stderr, /tspc/);
  assert.match(stderr, /dist\/flow\.js:3/);
});

test("built with TypeScript 7, which ignores plugins: the same error", () => {
  const user = project("typescript-7", ["typescript@7.0.2", "--legacy-peer-deps"]);
  assert.is(user.run("tsc").status, 0);
  const { stderr } = user.run("tsflyte", "run", "dist/flow.js", "twice", "--n", "4");
  assert.match(stderr, /error\[not-compiled\]/);
  assert.match(stderr, /TypeScript 7/);
});

test("TypeScript 7 cannot run the loader: one error that says which compiler is needed", () => {
  const user = project("typescript-7-loader", ["typescript@7.0.2", "--legacy-peer-deps"]);
  const { status, stderr } = user.run("tsflyte", "run", "src/flow.ts", "twice", "--n", "4");
  assert.is(status === 0, false);
  assert.match(stderr, /TypeScript (5\.9|6)/);
  assert.not.match(stderr, /is not a function|undefined/);
});

test("a metadata version of the future: one error", () => {
  const user = project("future", ["typescript@6.0.3", "ts-patch@4.0.1"]);
  user.run("tspc");
  const edit =
    'const fs = require("fs"); const f = "dist/flow.js"; fs.writeFileSync(f, fs.readFileSync(f, "utf8").replaceAll(\'"version":1\', \'"version":9\'))';
  user.run("node", "--input-type=commonjs", "-e", edit);
  const { stderr } = user.run("tsflyte", "run", "dist/flow.js", "twice", "--n", "4");
  assert.match(stderr, /error\[stale-build\]: task\(\): expected metadata of version 1, got version 9/);
});

test.run();
