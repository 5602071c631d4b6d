/** Bundles as containers run them: one file in an empty folder, with Node and nothing else. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TaskSpecSchema } from "../../runtime/src/idl/gen/flyteidl/admin/task_pb.ts";
import { decodeErrorDocument, decodeLiteralMap, encodeLiteralMap } from "../../runtime/src/literals/index.ts";
import type { Json } from "../../runtime/src/metadata/index.ts";
import type { LiteralMap } from "../../runtime/src/model/index.ts";
import { type Ended, makeFolder, tsflyte } from "./support/tsflyte.ts";

const sources = join(import.meta.dirname, "../flows/bundle");

/** A project of its own with the sources of all flows. */
function makeProject(): string {
  const folder = makeFolder("bundle");
  cpSync(sources, folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "flows", type: "module" }));
  return folder;
}

const project = makeProject();
const shipped = mkdtempSync(join(tmpdir(), "tsflyte-shipped-"));

function bundled(entry: string, options: readonly string[] = []): Ended {
  const output = join(shipped, `${entry}.mjs`);
  return tsflyte(["bundle", `${entry}.ts`, "--root", ".", "-o", output, ...options], { cwd: project });
}

interface Ran extends Ended {
  readonly folder: string;
}

/** Runs a command of a bundle in an empty folder. */
function run(file: string, verb: string, loader: readonly string[], inputs: LiteralMap, env: object = {}): Ran {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-container-"));
  cpSync(file, join(folder, "flows.mjs"));
  cpSync(`${file}.map`, join(folder, `${file.slice(shipped.length + 1)}.map`));
  writeFileSync(join(folder, "inputs.pb"), encodeLiteralMap(inputs));
  const contract = ["--inputs", "inputs.pb", "--output-prefix", "out", "--raw-output-data-prefix", "raw"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "flows.mjs",
      verb,
      ...contract,
      "--resolver",
      verb === "execute" ? "tsflyte.default" : "tsflyte.map",
      "--",
      ...loader,
    ],
    { cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"], ...env } },
  );
  return { status, out: stdout, err: stderr, folder };
}

const outputsOf = ({ folder, err }: Ran): LiteralMap => {
  assert.ok(existsSync(join(folder, "out/outputs.pb")), err);
  return decodeLiteralMap(readFileSync(join(folder, "out/outputs.pb")));
};

const errorOf = ({ folder }: Ran): { readonly message: string; readonly code: string } =>
  decodeErrorDocument(readFileSync(join(folder, "out/error.pb")));

const order = (fields: { readonly [name: string]: Json }): LiteralMap => ({
  order: { kind: "generic", value: fields },
});

function unpacked(archive: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-unpacked-"));
  execFileSync("tar", ["xzf", archive, "-C", folder]);
  return folder;
}

const hello = suite("a bundle of one task");

hello("is at most 100 KB, with what runs it, and a table says what is in it", () => {
  const { status, out, err } = bundled("hello");
  assert.is(status, 0, err);
  const file = readFileSync(join(shipped, "hello.mjs"));
  assert.ok(file.length <= 100_000, `${file.length} bytes`);
  assert.ok(
    file.every((byte) => byte < 128),
    "beyond ASCII",
  );
  assert.match(out, /^from +bytes +%\n/);
  assert.match(out, /^@tsflyte\/runtime +\d+ +9\d$/m);
  assert.match(out, /^your code +\d+ /m);
  const manifest = JSON.parse(readFileSync(join(shipped, "hello.manifest.json"), "utf8"));
  assert.is(manifest.bytes, file.length);
  assert.equal(
    manifest.entities.map(({ kind, name }: { kind: string; name: string }) => [kind, name]),
    [["task", "hello.hello"]],
  );
});

hello("runs with nothing but Node", () => {
  const inputs: LiteralMap = { name: { kind: "string", value: "Ann" } };
  const ran = run(join(shipped, "hello.mjs"), "execute", ["task-module", "hello", "task-name", "hello"], inputs);
  assert.is(ran.status, 0, ran.err);
  assert.equal(outputsOf(ran), { o0: { kind: "string", value: "Hello, Ann – welcome!" } });
});

hello("only defines its entities where it is imported", () => {
  const url = pathToFileURL(join(shipped, "hello.mjs")).href;
  const script = `const { hello } = await import(${JSON.stringify(url)}); console.log(hello.name)`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.is(stdout, "hello.hello\n", stderr);
});

hello("says what its commands are", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(shipped, "hello.mjs"), "go"], { encoding: "utf8" });
  assert.is(status, 2);
  assert.match(
    stderr,
    /error\[bad-argument\]: hello\.mjs: there is no command "go"\n {2}fix: the commands are node hello\.mjs execute/,
  );
});

function warmUp(file: string, env: object = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, "warm-up"], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...env },
  });
  return { status, out: stdout, err: stderr };
}

hello("lies beside what V8 has compiled of it, unless that is not wanted", () => {
  assert.ok(existsSync(join(shipped, "hello.mjs.cache")));
  const folder = makeFolder("bundle-cold");
  const { status, err } = tsflyte(
    ["bundle", "hello.ts", "--root", ".", "-o", join(folder, "hello.mjs"), "--no-warm-up"],
    {
      cwd: project,
    },
  );
  assert.is(status, 0, err);
  assert.equal(readdirSync(folder), ["hello.manifest.json", "hello.mjs", "hello.mjs.map"]);
});

hello("keeps what V8 has compiled by a run of its own, and runs with it", () => {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-warm-"));
  const file = join(folder, "hello.mjs");
  cpSync(join(shipped, "hello.mjs"), file);
  assert.equal(warmUp(file, { TMPDIR: folder }), { status: 0, out: "", err: "" });
  assert.equal(readdirSync(folder), ["hello.mjs", "hello.mjs.cache"]);
  writeFileSync(join(folder, "inputs.pb"), encodeLiteralMap({ name: { kind: "string", value: "Ann" } }));
  const contract = ["--inputs", join(folder, "inputs.pb"), "--output-prefix", join(folder, "out")];
  execFileSync(process.execPath, [file, "execute", ...contract, "--", "task-module", "hello", "task-name", "hello"]);
  const outputs = decodeLiteralMap(readFileSync(join(folder, "out/outputs.pb")));
  assert.equal(outputs, { o0: { kind: "string", value: "Hello, Ann \u2013 welcome!" } });
});

hello("says where nothing can be kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-warm-"));
  const file = join(folder, "hello.mjs");
  cpSync(join(shipped, "hello.mjs"), file);
  mkdirSync(`${file}.cache`);
  const { status, err } = warmUp(file);
  assert.is(status, 1);
  assert.match(err, /^error\[bad-argument\]: \S+hello\.mjs\.cache cannot be written: EISDIR/);
  assert.equal(readdirSync(folder), ["hello.mjs", "hello.mjs.cache"]);
});

hello("is the same wherever it is made", () => {
  const elsewhere = makeProject();
  const output = join(makeFolder("bundle-elsewhere"), "hello.mjs");
  const { status, err } = tsflyte(["bundle", join(elsewhere, "hello.ts"), "--root", elsewhere, "-o", output], {
    cwd: "/",
  });
  assert.is(status, 0, err);
  for (const extension of [".mjs", ".mjs.map", ".manifest.json"]) {
    const [here, there] = [join(shipped, `hello${extension}`), output.replace(".mjs", extension)];
    assert.is(readFileSync(there, "utf8"), readFileSync(here, "utf8"), extension);
  }
});

hello.run();

const everything = suite("a bundle of all kinds of tasks");
const flows = join(shipped, "orders.mjs");
const named = (name: string): readonly string[] => ["task-module", "orders", "task-name", name];
const integer = (value: number): LiteralMap[string] => ({ kind: "integer", value });

everything.before(() => {
  const { status, err } = bundled("orders");
  assert.is(status, 0, err);
});

everything("runs a task with types and constraints", () => {
  const ran = run(flows, "execute", named("total"), order({ count: 2, mail: "ann@example.org" }));
  assert.equal(outputsOf(ran), { o0: { kind: "float", value: 6 } });
});

everything("checks constraints by validators that were compiled before, in the same words", async () => {
  const bad = order({ count: 0, mail: "nobody", tags: ["a", "a"] });
  const { message } = errorOf(run(flows, "execute", named("total"), bad));
  assert.match(message, /order\.count[^\n]*expected a number of at least 1, got the number 0/);
  assert.match(message, /order\.mail[^\n]*expected a string of the format email, got the string "nobody"/);
  assert.match(message, /order\.tags[^\n]*expected an array without equal elements/);
});

everything("names the line of the source in the error, the log and the deck", () => {
  const ran = run(flows, "execute", named("refuse"), order({ count: 2, mail: "ann@example.org" }));
  const line =
    readFileSync(join(sources, "orders.ts"), "utf8")
      .split("\n")
      .findIndex((text) => text.includes("throw new")) + 1;
  const place = new RegExp(`\\((?:file://)?orders\\.ts:${line}:11`);
  assert.match(errorOf(ran).message, place);
  assert.match(errorOf(ran).message, /QuotaError: no quota for ann@example\.org$/);
  assert.match(ran.err, place);
  assert.match(readFileSync(join(ran.folder, "out/deck.html"), "utf8"), place);
});

everything("runs an element of a map", () => {
  const inputs: LiteralMap = { n: { kind: "collection", literals: [integer(1), integer(21)] as never } };
  const loader = ["vars", "", "resolver", "tsflyte.default", ...named("double")];
  const env = { BATCH_JOB_ARRAY_INDEX_VAR_NAME: "INDEX", INDEX: "1" };
  assert.equal(outputsOf(run(flows, "map-execute", loader, inputs, env)), { o0: integer(42) });
});

everything("runs a task that calls another", () => {
  assert.equal(outputsOf(run(flows, "execute", named("quadruple"), { n: integer(3) })), { o0: integer(12) });
});

everything("runs a dynamic task, whose nodes have the same kind of command", async () => {
  const archive = join(shipped, "orders.tgz");
  const options = ["--bundle", "--image", "node:24", "-v", "v1", "--root", ".", "-o", archive];
  const { status, err } = tsflyte(["package", "orders.ts", ...options], { cwd: project });
  assert.is(status, 0, err);
  const files = unpacked(archive);
  const name = readdirSync(files).find((file) => file.includes("spread")) ?? "";
  const target = fromBinary(TaskSpecSchema, readFileSync(join(files, name))).template?.target;
  const container = target?.case === "container" ? target.value : undefined;
  assert.equal(container?.args.slice(0, 4), ["node", "flows.mjs", "execute", "--inputs"]);
  const env = Object.fromEntries((container?.env ?? []).map(({ key, value }) => [key, value]));
  const ran = run(flows, "execute", named("spread"), { count: integer(2) }, env);
  assert.ok(existsSync(join(ran.folder, "out/futures.pb")), ran.err);
  const futures = readFileSync(join(ran.folder, "out/futures.pb"), "latin1");
  assert.match(futures, /node[^\w]+flows\.mjs[^\w]+execute/);
  assert.not.match(futures, /tsflyte-execute/);
});

everything("an eager task says what its container lacks", () => {
  const { message } = errorOf(run(flows, "execute", named("follow"), { n: integer(2) }));
  assert.match(message, /eager/);
  assert.not.match(message, /The bundle was written without/);
});

everything.run();

const packages = suite("packages that stay beside a bundle");

function install(header: Buffer): void {
  const folder = join(project, "node_modules/native-adder");
  mkdirSync(join(folder, "build"), { recursive: true });
  const facts = { name: "native-adder", version: "1.2.3", main: "index.js", types: "index.d.ts", gypfile: true };
  writeFileSync(join(folder, "package.json"), JSON.stringify(facts));
  writeFileSync(join(folder, "index.js"), "exports.add = (a, b) => a + b;\n");
  writeFileSync(join(folder, "index.d.ts"), "export declare function add(a: number, b: number): number;\n");
  writeFileSync(join(folder, "build/adder.node"), header);
}

packages("are copied with their versions", () => {
  install(Buffer.from("7f454c46", "hex"));
  const { status, err } = bundled("tables");
  assert.is(status, 0, err);
  assert.match(err, /note: native-adder 1\.2\.3 is not in the file \(native code\) and is copied beside it/);
  assert.ok(existsSync(join(shipped, "node_modules/native-adder/build/adder.node")));
  const manifest = JSON.parse(readFileSync(join(shipped, "tables.manifest.json"), "utf8"));
  assert.equal(manifest.externals, [{ name: "native-adder", version: "1.2.3", why: "native code" }]);
});

packages("are refused where they are made for another system", () => {
  install(Buffer.from("cffaedfe", "hex"));
  const { status, err } = bundled("tables");
  assert.is(status, 1, err);
  assert.match(
    err,
    /error\[not-supported\]: The package native-adder holds native code for macOS .*, and containers run on Linux/,
  );
});

packages("are an error where they are not installed", () => {
  const module = (name: string): string =>
    `import { task } from "@tsflyte/runtime";
export const late = task(async (): Promise<number> => (await import("${name}")).priceOf(1));
`;
  writeFileSync(join(project, "late.ts"), module("nowhere").replace('"nowhere"', '"nowhere" as string'));
  const { status, err } = bundled("late");
  assert.is(status, 2, err);
  assert.match(
    err,
    /^error\[source-problems\]: The sources cannot be bundled: Could not resolve 'nowhere' in late\.ts\n {2}fix: install/,
  );
  writeFileSync(join(project, "late.ts"), module("./prices.js"));
  assert.is(bundled("late").status, 0);
  const ran = run(join(shipped, "late.mjs"), "execute", ["task-module", "late", "task-name", "late"], {});
  assert.equal(outputsOf(ran), { o0: { kind: "float", value: 3 } });
});

packages("that nothing imports change nothing where they are named", () => {
  const { status, err } = bundled("hello", ["--external", "left-pad"]);
  assert.is(status, 0, err);
});

packages.run();

const archives = suite("packages and registrations of bundles");

archives("hold the bundle, and commands that run it with node", async () => {
  const archive = join(shipped, "package.tgz");
  const options = ["--bundle", "--copy", "auto", "--image", "node:24", "-v", "v1", "--root", ".", "-o", archive];
  const { status, err } = tsflyte(["package", "hello.ts", ...options], { cwd: project });
  assert.is(status, 0, err);
  const files = unpacked(archive);
  const spec = readFileSync(join(files, readdirSync(files).find((name) => name.endsWith("_1.pb")) ?? ""));
  const target = fromBinary(TaskSpecSchema, spec).template?.target;
  const args = target?.case === "container" ? target.value.args : [];
  assert.is(args[0], "tsflyte-fast-execute");
  assert.equal(args.slice(args.indexOf("--") + 1).slice(0, 3), ["node", "flows.mjs", "execute"]);
  const code = join(files, readdirSync(files).find((name) => name.startsWith("fast")) ?? "");
  assert.equal(readdirSync(unpacked(code)).sort(), ["flows.mjs", "flows.mjs.map"]);
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-fast-"));
  writeFileSync(join(folder, "inputs.pb"), encodeLiteralMap({ name: { kind: "string", value: "Bo" } }));
  const filled = args
    .map((argument) => argument.replace(/^\{\{ ?\.remote_package_path ?\}\}$/, code))
    .map((argument) => argument.replace(/^\{\{ ?\.dest_dir ?\}\}$/, join(folder, "code")))
    .map((argument) => argument.replace("{{.input}}", "inputs.pb").replace("{{.outputPrefix}}", "out"));
  const program = join(import.meta.dirname, "../../runtime/dist/bin/tsflyte-fast-execute.js");
  const ran = spawnSync(process.execPath, [program, ...filled.slice(1)], { cwd: folder, encoding: "utf8" });
  assert.is(ran.status, 0, ran.stderr);
  assert.equal(decodeLiteralMap(readFileSync(join(folder, "out/outputs.pb"))), {
    o0: { kind: "string", value: "Hello, Bo – welcome!" },
  });
});

archives("have a version that stands for the bundle", () => {
  const options = ["--bundle", "--image", "node:24", "--root", ".", "--dry-run", "--json", "-p", "p", "-d", "d"];
  const [one, other] = [0, 1].map(() => tsflyte(["register", "hello.ts", ...options], { cwd: project }));
  assert.is(one?.status, 0, one?.err);
  assert.is(one?.out, other?.out);
});

archives.run();
