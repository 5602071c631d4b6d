import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const program = join(import.meta.dirname, "../../src/bin/tsflyte.ts");
const workspace = join(import.meta.dirname, "../../../..");

/** Stands for the transformer, and says what it was asked for. */
const builder = `
class LoadError extends Error { name = "LoadError"; }
export async function build({ project = "here", clean, typescript7, write }) {
  if (project === "nowhere") throw new LoadError("nowhere/tsconfig.json cannot be read: there is no such file");
  write("");
  write(\`\${clean ? "cleaned" : typescript7 ? "checked" : "built"} \${project}\\n\`);
  return project === "broken" ? 2 : 0;
}
export function watchBuild({ write }) {
  write("watching\\n");
  const timer = setInterval(() => {}, 1000);
  return { close: () => { clearInterval(timer); write("closed\\n"); } };
}
`;

const test = suite("cli/build");
let folder: string;
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), "tsflyte-cli-build-"));
  write("node_modules/@tsflyte/transformer/package.json", {
    name: "@tsflyte/transformer",
    type: "module",
    exports: { "./build": "./build.js" },
  });
  write("node_modules/@tsflyte/transformer/build.js", builder);
});
test.after.each(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | object): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
}

function tsflyte(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=source", program, "build", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("builds the project of this folder, or another one", () => {
  assert.equal(tsflyte(), { status: 0, stdout: "built here\n", stderr: "" });
  assert.equal(tsflyte("-p", "other"), { status: 0, stdout: "built other\n", stderr: "" });
  assert.equal(tsflyte("--typescript7"), { status: 0, stdout: "checked here\n", stderr: "" });
  assert.equal(tsflyte("--clean"), { status: 0, stdout: "cleaned here\n", stderr: "" });
});

test("says how many errors there were, and fails", () => {
  assert.equal(tsflyte("-p", "broken"), {
    status: 1,
    stdout: "built broken\n",
    stderr: "error[build-failed]: the project has 2 errors\n",
  });
});

test("says what is wrong with the command", () => {
  assert.equal(tsflyte("-p", "nowhere"), {
    status: 2,
    stdout: "",
    stderr: "error[source-problems]: nowhere/tsconfig.json cannot be read: there is no such file\n",
  });
  assert.equal(tsflyte("src"), {
    status: 2,
    stdout: "",
    stderr:
      'error[bad-argument]: there is no place for "src"\n  fix: tsflyte build [-p FILE] [--watch | --clean | --typescript7]\n',
  });
  assert.match(tsflyte("--watch", "--clean").stderr, "error[bad-argument]: --watch builds and --clean removes");
  assert.match(tsflyte("--watch", "--typescript7").stderr, "error[bad-argument]: --typescript7 checks one build");
});

test("watches until it is interrupted", async () => {
  const child = spawn(process.execPath, ["--conditions=source", program, "build", "--watch"], { cwd: folder });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
    if (out === "watching\n") child.kill("SIGINT");
  });
  const status = await new Promise((done) => child.on("close", done));
  assert.is(out, "watching\nclosed\n");
  assert.is(status, 0);
});

test("compiles with the transformer that is installed beside it", () => {
  rmSync(join(folder, "node_modules"), { recursive: true });
  mkdirSync(join(folder, "node_modules/@tsflyte"), { recursive: true });
  symlinkSync(join(workspace, "packages/transformer"), join(folder, "node_modules/@tsflyte/transformer"));
  symlinkSync(join(workspace, "packages/runtime"), join(folder, "node_modules/@tsflyte/runtime"));
  symlinkSync(join(workspace, "node_modules/typescript"), join(folder, "node_modules/typescript"));
  write("tsconfig.json", {
    compilerOptions: { module: "nodenext", target: "es2023", strict: true, types: [], rootDir: "src", outDir: "built" },
    include: ["src"],
  });
  write("package.json", { type: "module" });
  write(
    "src/flow.ts",
    'import { task } from "@tsflyte/runtime";\nexport const add = task((a: number): number => a + 1);\n',
  );
  assert.equal(tsflyte(), { status: 0, stdout: "", stderr: "" });
  assert.match(readFileSync(join(folder, "built/flow.js"), "utf8"), '"module":"flow","name":"add"');
});

test.run();
