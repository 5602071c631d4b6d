/**
 * What is packaged runs: the command of each task comes out of the archive, its templates are filled in as the server does
 * it, and it is started as a process on an `inputs.pb` that the generated protobuf code wrote.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { create, fromBinary, fromJson, type JsonObject, toBinary, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TaskSpecSchema } from "../../runtime/src/idl/gen/flyteidl/admin/task_pb.ts";
import { ErrorDocumentSchema } from "../../runtime/src/idl/gen/flyteidl/core/errors_pb.ts";
import { LiteralMapSchema } from "../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "tsflyte-package-"));
const built = join(root, "golden/dist-tasks");
const programs = join(root, "node_modules/.bin");

/** Commands by task, from the archive. */
const commands = new Map<string, readonly string[]>();

interface Run {
  readonly status: number | null;
  readonly outputs?: JsonObject;
  readonly error?: JsonObject;
  readonly left: readonly string[];
  readonly stderr: string;
  readonly stdout: string;
}

function run(task: string, literals: JsonObject, env: NodeJS.ProcessEnv = {}): Run {
  const place = mkdtempSync(join(folder, `${task}-`));
  const inputs = join(place, "inputs.pb");
  writeFileSync(inputs, toBinary(LiteralMapSchema, fromJson(LiteralMapSchema, { literals })));
  const templates: { readonly [name: string]: string } = {
    input: inputs,
    outputPrefix: join(place, "out"),
    rawOutputDataPrefix: join(place, "raw"),
    checkpointOutputPrefix: join(place, "checkpoint"),
    // The server fills in two quote characters where there is none.
    prevCheckpointPrefix: '""',
  };
  const [program = "", ...args] = (commands.get(task) ?? []).map((argument) =>
    argument.replace(/\{\{\.(\w+)\}\}/, (text, name: string) => templates[name] ?? text),
  );
  const result = spawnSync(program, args, {
    cwd: built,
    encoding: "utf8",
    env: { ...process.env, ...env, PATH: `${programs}${delimiter}${process.env["PATH"]}` },
  });
  const out = join(place, "out");
  const read = (name: string): Uint8Array | undefined =>
    existsSync(join(out, name)) ? readFileSync(join(out, name)) : undefined;
  const outputs = read("outputs.pb");
  const error = read("error.pb");
  return {
    status: result.status,
    left: existsSync(out) ? readdirSync(out) : [],
    stderr: result.stderr,
    stdout: result.stdout,
    ...(outputs === undefined
      ? {}
      : { outputs: toJson(LiteralMapSchema, fromBinary(LiteralMapSchema, outputs)) as JsonObject }),
    ...(error === undefined
      ? {}
      : {
          error: (toJson(ErrorDocumentSchema, fromBinary(ErrorDocumentSchema, error)) as JsonObject)[
            "error"
          ] as JsonObject,
        }),
  };
}

const integer = (value: number): JsonObject => ({ scalar: { primitive: { integer: String(value) } } });
const string = (value: string): JsonObject => ({ scalar: { primitive: { stringValue: value } } });

const test = suite("commands of a package");

test.before(() => {
  rmSync(built, { recursive: true, force: true });
  execFileSync(join(programs, "tspc"), ["-p", join(root, "golden/tasks")], { stdio: "inherit" });
  const archive = join(folder, "package.tgz");
  execFileSync(join(programs, "tsflyte"), ["package", built, "--image", "ghcr.io/acme/flows:v1", "-o", archive], {
    stdio: "pipe",
  });
  mkdirSync(join(folder, "specs"));
  execFileSync("tar", ["xzf", archive, "-C", join(folder, "specs")]);
  for (const name of readdirSync(join(folder, "specs"))) {
    const { template } = fromBinary(TaskSpecSchema, readFileSync(join(folder, "specs", name)));
    if (template?.target.case === "container")
      commands.set(template.id?.name.replace(/^.*\./, "") ?? "", template.target.value.args);
  }
});

test.after(() => rmSync(folder, { recursive: true, force: true }));

test("the archive holds one command a task", () => {
  assert.is(commands.size, 10);
  assert.equal(commands.get("success"), [
    "tsflyte-execute",
    ...["--inputs", "{{.input}}", "--output-prefix", "{{.outputPrefix}}"],
    ...["--raw-output-data-prefix", "{{.rawOutputDataPrefix}}"],
    ...["--checkpoint-path", "{{.checkpointOutputPrefix}}", "--prev-checkpoint", "{{.prevCheckpointPrefix}}"],
    ...["--resolver", "tsflyte.default", "--", "task-module", "exectasks", "task-name", "success"],
  ]);
});

test("a task's outputs are written under their names", () => {
  const { status, outputs, left } = run("success", { a: integer(41), s: string("x") });
  assert.is(status, 0);
  assert.equal(outputs, { literals: { total: integer(42), name: string("x") } });
  assert.equal(left, ["outputs.pb"]);
});

test("a task without outputs writes an empty document", () => {
  const { status, outputs, stdout } = run("void_task", { a: integer(1) });
  assert.is(status, 0);
  assert.equal(outputs, toJson(LiteralMapSchema, create(LiteralMapSchema)));
  assert.match(stdout, "hello 1");
});

test("a struct goes in and out as msgpack with flytekit's bytes", () => {
  const { outputs } = run("dc", { p: { scalar: { binary: { value: "gqF4AaF5oXE=", tag: "msgpack" } } } });
  assert.equal(outputs, { literals: { o0: { scalar: { binary: { value: "gqF4AqF5oXE=", tag: "msgpack" } } } } });
});

test("a list comes out as a collection", () => {
  assert.equal(run("many", {}).outputs, { literals: { o0: { collection: { literals: [integer(1), integer(2)] } } } });
});

test("a file is read from its URI and stored below the raw output prefix", () => {
  const source = join(folder, "in.txt");
  writeFileSync(source, "abc");
  const { outputs } = run("files", { f: { scalar: { blob: { metadata: { type: {} }, uri: source } } } });
  const uri = JSON.stringify(outputs).match(/"uri":"([^"]+)"/)?.[1] ?? "";
  assert.match(uri, /\/raw\/[0-9a-f]{32}\/out-\d+\.txt$/);
  assert.is(readFileSync(uri, "utf8"), "ABC");
});

test("an error of the user's is not recoverable, and the process ends well", () => {
  const { status, error, left } = run("user_error", { a: integer(7) });
  assert.is(status, 0);
  assert.equal(left, ["error.pb"]);
  assert.is(error?.["code"], "USER:RuntimeError");
  // The default, which protobuf leaves out of its JSON.
  assert.is(error?.["kind"], undefined);
  assert.is(error?.["origin"], "USER");
  assert.match(
    String(error?.["message"]),
    /^Trace:\n\n {4}RangeError: bad a=7\n {4,}at .*exectasks\.js[\s\S]*\nMessage:\n\n {4}RangeError: bad a=7$/,
  );
});

test("FLYTE_FAIL_ON_ERROR gives the exit status 1", () => {
  assert.is(run("user_error", { a: integer(7) }, { FLYTE_FAIL_ON_ERROR: "true" }).status, 1);
});

test("a recoverable error says so", () => {
  const { status, error } = run("recoverable", { a: integer(7) });
  assert.is(status, 0);
  assert.is(error?.["code"], "USER:Recoverable");
  assert.is(error?.["kind"], "RECOVERABLE");
});

test("a result of another type is the system's error", () => {
  const { error } = run("wrong_output", { a: integer(7) });
  assert.is(error?.["code"], "SYSTEM");
  assert.is(error?.["origin"], "SYSTEM");
  assert.match(String(error?.["message"]), /expected an integer, got the string "not an int"/);
});

test("a task that leaves the process is told so", () => {
  const { status, error } = run("leaves", { a: integer(7) });
  assert.is(status, 0);
  assert.match(String(error?.["message"]), /exit/);
});

test("ignored outputs leave nothing", () => {
  const { status, left } = run("ignore_outputs", { a: integer(7) });
  assert.is(status, 0);
  assert.equal(left, []);
});

test("an input that is missing is the user's error and names the input", () => {
  const { error } = run("success", { a: integer(7) });
  assert.is(error?.["code"], "USER:RuntimeError");
  assert.match(String(error?.["message"]), '"s"');
});

test.run();
