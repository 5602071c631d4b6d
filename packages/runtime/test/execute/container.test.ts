import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { StructuredDataset } from "../../src/types/structured-dataset.ts";
import { runContainer } from "./run-container.ts";

const text = (value: string): object => ({ scalar: { primitive: { stringValue: value } } });
const blob = (uri: string): object => ({ scalar: { blob: { metadata: { type: {} }, uri } } });

const endings = suite("how a task can end");

const failures: readonly (readonly [string, string, string, RegExp])[] = [
  ["sys_exit", "USER:RuntimeError", "non-recoverable", /The task ended its process with exit code 3/],
  ["swallowed_exit", "USER:RuntimeError", "non-recoverable", /ended its process with exit code 0/],
  ["imported_exit", "USER:RuntimeError", "non-recoverable", /ended its process with exit code 4/],
  ["stray_rejection", "USER:RuntimeError", "non-recoverable", /Error: nobody listens$/],
  ["stray_exception", "USER:RuntimeError", "non-recoverable", /Error: from a timer$/],
  ["deadlock", "USER:RuntimeError", "non-recoverable", /The task waits for a promise that nothing can settle any more/],
  ["sigterm", "SYSTEM", "recoverable", /The container was stopped by SIGTERM/],
  ["coded", "USER:Quota", "non-recoverable", /Error: quota$/],
  ["no_output", "SYSTEM", "non-recoverable", /The output "o0" \(an integer\) of task exectasks\.no_output is missing/],
];

for (const [task, code, kind, message] of failures) {
  endings(`${task} leaves one truthful error document and exit code 0`, async () => {
    const { exitCode, files, error, stderr } = await runContainer({ task });
    assert.equal(files, ["out/error.pb"]);
    assert.is(exitCode, 0, stderr);
    assert.is(error?.code, code);
    assert.is(error?.kind, kind);
    assert.match(error?.message ?? "", message);
    assert.match(stderr.trimEnd(), message, "the log says it too");
  });
}

for (const task of ["exit_code", "open_handle", "late_throw"]) {
  endings(`${task} has succeeded once its promise has`, async () => {
    const { exitCode, files, outputs } = await runContainer({ task });
    assert.equal(files, ["out/outputs.pb"]);
    assert.is(exitCode, 0);
    assert.equal(outputs, { o0: { kind: "integer", value: 7 } });
  });
}

endings("output written to a pipe arrives whole though a handle stays open", async () => {
  const { stdout, files } = await runContainer({ task: "big_stdout" });
  assert.is(stdout.length, 10_000_000);
  assert.equal(files, ["out/outputs.pb"]);
});

endings.run();

const thrown = suite("whatever is thrown");

const messages: readonly (readonly [string, RegExp])[] = [
  ["text", /Message:\n\n {4}string: just text$/],
  ["nothing", /undefined: undefined$/],
  ["nil", /null: null$/],
  ["symbol", /symbol: Symbol\(s\)$/],
  ["frozen", /Object: \{"why":"plain object"\}$/],
  ["getter", /Message:\n\n {4}Error: /],
  ["proxy", /Message:\n\n {4}Error: a value that cannot be written as text$/],
  ["revoked", /Message:\n\n {4}Error: /],
  ["cyclic", /Error: cyclic\n[\s\S]*Caused by: Error: inner\n[\s\S]*Message:\n\n {4}Error: cyclic$/],
  ["huge", /characters left out/],
  [
    "aggregate",
    /One of its errors: Error: one\n[\s\S]*One of its errors: RangeError: two\n[\s\S]*AggregateError: several$/,
  ],
  ["subclass", /Message:\n\n {4}QuotaError: no quota$/],
  ["surrogate", /lone \ufffd surrogate$/],
];

for (const [kind, message] of messages) {
  thrown(`${kind} becomes an error document`, async () => {
    const { exitCode, files, error } = await runContainer({
      task: "throws",
      inputs: { literals: { kind: text(kind) } } as never,
    });
    assert.equal(files, ["out/error.pb"]);
    assert.is(exitCode, 0);
    assert.is(error?.code, "USER:RuntimeError");
    assert.match(error?.message ?? "", message);
    assert.ok((error?.message.length ?? 0) < 250_000);
  });
}

thrown.run();

const data = suite("files and values");

const folder = mkdtempSync(join(tmpdir(), "tsflyte-files-"));
writeFileSync(join(folder, "in file.txt"), "hello");

data("a returned local file is uploaded under its name", async () => {
  const remains = await runContainer({
    task: "files",
    inputs: { literals: { f: blob(join(folder, "in file.txt")) } } as never,
  });
  assert.is(remains.exitCode, 0, remains.stderr);
  const output = remains.outputs?.["o0"];
  assert.is(output?.kind, "blob");
  const uri = output?.kind === "blob" ? output.uri : "";
  assert.match(uri.slice(remains.folder.length), /^\/raw\/[0-9a-f]{32}\/out\.txt$/);
  assert.is(readFileSync(uri, "utf8"), "HELLO");
});

data("a file that is passed on keeps its URI and is not copied", async () => {
  const uri = `file://${folder}/in%20file.txt`;
  const remains = await runContainer({ task: "same_file", inputs: { literals: { f: blob(uri) } } as never });
  assert.equal(remains.outputs, { o0: { kind: "blob", uri, format: "", dimensionality: "single" } });
  assert.equal(remains.files, ["out/outputs.pb"]);
});

data("a dataset is read and another is written, in formats of their own", async () => {
  const path = join(folder, "sales.csv");
  writeFileSync(path, "item,count\nhat,1\ncoat,3\n");
  const dataset = {
    scalar: { structuredDataset: { uri: path, metadata: { structuredDatasetType: { format: "csv" } } } },
  };
  const remains = await runContainer({ task: "sold", inputs: { literals: { d: dataset } } });
  assert.is(remains.exitCode, 0, remains.stderr);
  const output = remains.outputs?.["o0"];
  assert.is(output?.kind, "structured-dataset");
  const uri = output?.kind === "structured-dataset" ? output.uri : "";
  assert.match(uri.slice(remains.folder.length), /^\/raw\/[0-9a-f]{32}$/);
  assert.equal(await new StructuredDataset(uri).rows(), [{ item: "coat", count: 3 }]);
});

data("wrong cells of a dataset are the error of the task that reads them", async () => {
  const path = join(folder, "bad.csv");
  writeFileSync(path, "item,count\nhat,many\n");
  const { error } = await runContainer({
    task: "sold",
    inputs: { literals: { d: { scalar: { structuredDataset: { uri: path } } } } },
  });
  assert.match(
    error?.message ?? "",
    /bad\.csv is not of its type: rows\[0\]\.count: expected integer, got the string "many"/,
  );
});

data("times keep their nanoseconds", async () => {
  const inputs = {
    literals: {
      at: { scalar: { primitive: { datetime: "2024-02-29T12:30:15.123456789Z" } } },
      by: { scalar: { primitive: { duration: "86400.000000001s" } } },
    },
  };
  const { outputs, error } = await runContainer({ task: "later_than", inputs });
  assert.is(error, undefined);
  const output = outputs?.["o0"];
  assert.equal(output?.kind === "datetime" ? output.value : undefined, { seconds: 1_709_296_215n, nanos: 123_456_790 });
});

data("a file that was never written is an error that names it", async () => {
  const { error, files } = await runContainer({ task: "lost_file", inputs: {} });
  assert.is(error?.code, "SYSTEM");
  assert.is(error?.kind, "non-recoverable");
  assert.match(error?.message ?? "", /There is no file never-written\.txt/);
  assert.equal(files, ["out/error.pb"]);
});

data("a file behind an unknown scheme is an error that names the scheme", async () => {
  const { error } = await runContainer({
    task: "remote_file",
    inputs: { literals: { f: blob("gopher://x/y") } } as never,
  });
  assert.match(error?.message ?? "", /No storage is known for gopher: in gopher:\/\/x\/y/);
});

data("values written as Python writes them are read", async () => {
  const list = {
    collection: {
      literals: [
        text("a"),
        { scalar: { union: { value: text("b"), type: { simple: "STRING", structure: { tag: "str" } } } } },
      ],
    },
  };
  const cut = { scalar: { binary: { value: Buffer.from([0xa1, 0x7a]).toString("base64"), tag: "msgpack" } } };
  const inputs = { literals: { x: { scalar: { primitive: { integer: "3" } } }, s: list, t: cut } } as never;
  const { outputs, stderr } = await runContainer({ task: "echo", inputs });
  assert.is(outputs?.["o0"]?.kind, "binary", stderr);
  const bytes = outputs?.["o0"]?.kind === "binary" ? Buffer.from(outputs["o0"].value).toString("hex") : "";
  assert.is(bytes, "83a178cb4008000000000000a17392a161a162a174a17a");
});

data("an input of a wrong type is the system's failure and names the path", async () => {
  const { error } = await runContainer({ task: "user_error", inputs: { literals: { a: text("7") } } as never });
  assert.is(error?.code, "SYSTEM");
  assert.is(error?.kind, "non-recoverable");
  assert.match(
    error?.message ?? "",
    /The input "a" of task exectasks\.user_error is not of its type: a: expected an integer, got the string "7"/,
  );
});

data("inputs that are no protobuf are refused with the byte", async () => {
  const inputs = join(folder, "broken.pb");
  writeFileSync(inputs, "this is no protobuf");
  const argv = ["--inputs", inputs, "--output-prefix", "$D/out", "--", "task-module", "exectasks", "task-name", "void"];
  const { error } = await runContainer({ task: "void", argv });
  assert.is(error?.code, "SYSTEM");
  assert.is(error?.kind, "non-recoverable");
  assert.match(error?.message ?? "", /The bytes of a literal map cannot be read: .* \(byte \d+\)/);
});

data("an offloaded input is fetched", async () => {
  const uri = join(folder, "big.pb");
  writeFileSync(uri, Buffer.from([0x0a, 0x04, 0x0a, 0x02, 0x08, 0x2a]));
  const inputs = { literals: { a: { offloadedMetadata: { uri, sizeBytes: "6" } } } };
  const { outputs } = await runContainer({ task: "exit_code", inputs });
  assert.equal(outputs, { o0: { kind: "integer", value: 42 } });
});

data("outputs that cannot be written are a recoverable failure", async () => {
  const { error, files, exitCode } = await runContainer({
    task: "exit_code",
    env: { _F_L_MIN_SIZE_MB: "0", _F_L_MAX_SIZE_MB: "0" },
  });
  assert.match(error?.message ?? "", /The output "o0" takes 6 bytes, and the platform stores at most 0/);
  assert.equal(files, ["out/error.pb"]);
  assert.is(exitCode, 0);
});

data("an output prefix that cannot be written leaves exit code 1 and a word in the log", async () => {
  const locked = join(folder, "locked");
  mkdirSync(locked);
  writeFileSync(join(locked, "out"), "in the way");
  chmodSync(locked, 0o555);
  const inputs = join(folder, "empty.pb");
  writeFileSync(inputs, "");
  const argv = [
    "--inputs",
    inputs,
    "--output-prefix",
    `${locked}/out`,
    "--",
    "task-module",
    "exectasks",
    "task-name",
    "many",
  ];
  const { exitCode, stderr } = await runContainer({ task: "many", argv });
  assert.is(exitCode, 1);
  assert.match(stderr, /The error document cannot be written: TsflyteError: Cannot write /);
});

data.run();

const loading = suite("loading the task");

for (const [module, message] of [
  ["broken", /Error: the module is broken$/],
  ["waiting", /The module waits for a promise that nothing can settle any more/],
  ["exiting", /The task ended its process with exit code 9/],
] as const) {
  loading(`a module that is ${module} is the user's failure`, async () => {
    const { error, exitCode } = await runContainer({ task: "any", module });
    assert.is(exitCode, 0);
    assert.is(error?.code, "USER:RuntimeError");
    assert.match(error?.message ?? "", message);
  });
}

loading.run();

const command = suite("the command line");

const tail = ["--", "task-module", "exectasks", "task-name", "void"];
for (const [argv, message] of [
  [["--inputs", "x", ...tail], /The option --output-prefix is missing/],
  [["--output-prefix", "x", ...tail], /The option --inputs is missing/],
  [["--inputs", "{{.input}}", "--output-prefix", "x", ...tail], /The option --inputs is missing/],
  [["--inputs", "x", "--output-prefix", "$D/out"], /Nothing behind -- says which task to run/],
  [["--inputs", "x", "--inputs", "y", ...tail], /The option --inputs is given twice/],
  [["--inputz", "x", ...tail], /The option --inputz is unknown/],
  [["--inputs"], /The option --inputs has no value/],
] as const) {
  command(`${argv.slice(0, 4).join(" ")} is refused before anything is written`, async () => {
    const { exitCode, stderr, files } = await runContainer({ task: "void", argv });
    assert.is(exitCode, 2);
    assert.match(stderr, message);
    assert.match(stderr, /^error\[bad-argument\]: [\s\S]*fix: the command is tsflyte-execute --inputs URI/);
    assert.equal(files, []);
  });
}

command("templates that nobody filled in are options that were not given", async () => {
  const argv = [
    ...["--inputs=$D/inputs.pb", "--output-prefix", "$D/out/", "--raw-output-data-prefix", "{{.rawOutputDataPrefix}}"],
    ...["--checkpoint-path", "{{.checkpointOutputPrefix}}", "--prev-checkpoint", '""', ...tail],
  ];
  const { exitCode, files, stdout } = await runContainer({ task: "void", argv });
  assert.is(exitCode, 0);
  assert.equal(files, ["out/outputs.pb"]);
  assert.is(stdout, "hello\n");
});

command.run();
