import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { taskTemplate } from "../../src/compile/index.ts";
import { RecoverableError } from "../../src/errors/user-errors.ts";
import { FlyteFile, type ShellTaskOptions } from "../../src/index.ts";
import { loadTask } from "../../src/load/index.ts";
import type { LiteralMap } from "../../src/model/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import type { ExecutionContext } from "../../src/task/index.ts";
import { defineShell } from "../support/define-typed.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const inputs = { n: m.int, word: m.text, f: m.optional(m.file("")) };
let count = 0;

function define(options: ShellTaskOptions, result: m.Result = m.none): ReturnType<typeof defineShell> {
  return defineShell(`shell${count++}`, inputs, result, options);
}

function contextOf(): ExecutionContext {
  const rawOutputPrefix = mkdtempSync(join(tmpdir(), "tsflyte-raw-"));
  return {
    access: createFileAccess({ rawOutputPrefix }),
    outputPrefix: "",
    rawOutputPrefix,
    attempt: 2,
    executionId: { project: "p", domain: "d", name: "e1" },
  };
}

async function outputsOf(task: ReturnType<typeof defineShell>, given: LiteralMap = {}): Promise<LiteralMap> {
  const literals: LiteralMap = { n: { kind: "integer", value: 3 }, word: { kind: "string", value: "w" }, ...given };
  const result = await task.dispatchExecute(literals, contextOf());
  if (result.kind !== "outputs") throw new Error("expected outputs");
  return result.outputs;
}

function textAt(outputs: LiteralMap, name: string): Promise<string> {
  return new FlyteFile((outputs[name] as unknown as { readonly uri: string }).uri).text();
}

const shell = suite("shellTask()");

shell("makes a template like a function's, under the name that it is given", async () => {
  const task = defineShell("sh", inputs, m.none, { name: "sh-task", script: "true", environment: { A: "1" } });
  const { id, type, target } = taskTemplate(task, localSettings);
  assert.equal([id.name, type, task.docs], ["sh-task", "typescript-task", undefined]);
  const container = target?.kind === "container" ? target.container : undefined;
  assert.equal(container?.args.slice(-5), ["--", "task-module", "flows", "task-name", "sh"]);
  assert.equal(container?.env, [{ key: "A", value: "1" }]);
  assert.is(container?.dataConfig, undefined);
  assert.is(await loadTask("tsflyte.default", ["task-module", "flows", "task-name", "sh"]), task as never);
});

shell("fills in inputs, locations of outputs and facts of the run", async () => {
  const task = define(
    {
      script: [
        "set -e",
        "cat {inputs.f} > {outputs.copy}",
        "echo $(( {inputs.n} * 2 )) > {outputs.twice}",
        'printf %s "{inputs.word} in {ctx.executionId.name}, attempt {ctx.attempt}" > {outputs.said}',
        "touch {outputs.many}/a {outputs.many}/b",
        "pwd > {outputs.place}",
      ].join("\n"),
      outputLocations: {
        copy: "copies/{inputs.n}.txt",
        twice: "twice",
        said: "said",
        many: "many",
        place: "{ctx.workingDirectory}/place",
      },
    },
    m.outputsOf({
      copy: m.file(""),
      twice: m.int,
      said: m.text,
      many: { ...m.file(""), "x-flyte": { type: "directory", format: "" } },
      place: m.text,
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), "tsflyte in-"));
  writeFileSync(join(folder, "a b.txt"), "content");
  const f = { kind: "blob", uri: join(folder, "a b.txt"), format: "", dimensionality: "single" };
  const outputs = await outputsOf(task, { f: f as never, word: { kind: "string", value: "a  *  b" } });
  assert.is(await textAt(outputs, "copy"), "content");
  assert.equal(outputs["twice"], { kind: "integer", value: 6 });
  assert.equal(outputs["said"], { kind: "string", value: "a  *  b in e1, attempt 2" });
  assert.is(outputs["many"]?.kind, "blob");
  assert.match(JSON.stringify(outputs["place"]), "tsflyte-task-");
});

shell("never reads a value as a program", async () => {
  const mark = join(mkdtempSync(join(tmpdir(), "tsflyte-mark-")), "mark");
  const hostile = `x"; touch ${mark}; $(touch ${mark}) \`touch ${mark}\` '; touch ${mark} #\nEND\ntouch ${mark}`;
  const script = ['echo {inputs.word} "{inputs.word}" > {outputs.o0}', "cat <<END", "{inputs.word}", "END"].join("\n");
  const task = define({ script, outputLocations: { o0: "out" } }, m.value(m.text));
  const outputs = await outputsOf(task, { word: { kind: "string", value: hostile } });
  assert.equal(outputs["o0"], { kind: "string", value: `${hostile} ${hostile}\n` });
  assert.is(existsSync(mark), false);
});

shell("runs where it is called outside a workflow", async () => {
  const task = define(
    { script: "echo $(( {inputs.n} + 1 )) > {outputs.o0}", outputLocations: { o0: "n" } },
    m.value(m.int),
  );
  assert.is(await task(41, "w"), 42);
});

shell("fails, to be tried again, with the end of what the script wrote", async () => {
  const task = define({ script: "echo out; echo it broke >&2; exit 4" });
  try {
    await outputsOf(task);
    assert.unreachable();
  } catch (error) {
    assert.is(error instanceof RecoverableError, true);
    assert.match(String(error), `${task.name}: the script ended with exit code 4:\nit broke`);
  }
});

shell("takes another shell, environment variables and a script's file", async () => {
  const root = mkdtempSync(join(tmpdir(), "tsflyte-root-"));
  writeFileSync(join(root, "run.sh"), `printf %s "$KIND $TSFLYTE_ROOT \${BASH_VERSION:+bash}" > {outputs.o0}\n`);
  const task = define(
    { scriptFile: "run.sh", shell: "/bin/bash", environment: { KIND: "file" }, outputLocations: { o0: "out" } },
    m.value(m.text),
  );
  process.env["TSFLYTE_ROOT"] = root;
  try {
    assert.equal(await outputsOf(task), { o0: { kind: "string", value: `file ${root} bash` } });
    writeFileSync(join(root, "run.sh"), "echo '{inputs.word}'");
    const bad = await refusal(() => outputsOf(task));
    assert.match(bad.text, "the script: {inputs.word} stands in single quotes");
  } finally {
    delete process.env["TSFLYTE_ROOT"];
  }
  const error = await refusal(() => outputsOf(task));
  assert.is(error.code, "file-not-found");
  assert.match(error.text, /the script .*run\.sh cannot be read/);
  assert.match(error.message, "give its path from the project's root, and see that it is packaged with the code");
});

shell("says what it cannot start", async () => {
  const error = await refusal(() => outputsOf(define({ script: "true", shell: "/no/such/shell" })));
  assert.is(error.code, "task-failed");
  assert.match(error.text, "/no/such/shell cannot be started: spawn /no/such/shell ENOENT");
  const nul = await refusal(() =>
    outputsOf(define({ script: "echo {inputs.word}" }), { word: { kind: "string", value: "a\0b" } }),
  );
  assert.match(nul.message, "none may hold the character 0");
});

shell("keeps outputs in the folder that it works in", async () => {
  const task = define(
    { script: "touch {outputs.o0}", outputLocations: { o0: "out-{inputs.word}" } },
    m.value(m.file("")),
  );
  const error = await refusal(() => outputsOf(task, { word: { kind: "string", value: "/../../x" } }));
  assert.is(error.code, "invalid-option");
  assert.match(error.text, /the location of the output "o0" leads out of the working folder: .*\/x$/);
  assert.match(error.message, "take inputs that hold no / into locations, or give an absolute path");
});

const wrong: readonly (readonly [object, string, string?])[] = [
  [{}, 'option "script": expected a script or a scriptFile, and not both, got undefined'],
  [{ script: "a", scriptFile: "b" }, 'option "script": expected a script or a scriptFile, and not both, got "a"'],
  [
    { script: "cat {inputs.other}" },
    'option "script": {inputs.other} names no input of the task',
    "the inputs are n, word, f",
  ],
  [{ script: "cat {outputs.o}" }, 'option "script": {outputs.o} names no output of the task', "there are no outputs"],
  [
    { script: "cat {ctx.attemt}" },
    'option "script": {ctx.attemt} names no fact of the task',
    'did you mean "attempt"?',
  ],
  [
    { script: "cat '{inputs.n}'" },
    'option "script": {inputs.n} stands in single quotes',
    "the shell fills in nothing there: use double quotes, or a word without quotes",
  ],
  [{ script: "cat <<'A'\n{inputs.n}\nA" }, "{inputs.n} stands in a here-document whose word is quoted"],
  [
    { script: "echo $(( {inputs.word} + 1 ))" },
    'option "script": {inputs.word} stands in a calculation',
    "the shell would read its value as an expression: only numbers can stand there",
  ],
  [{ script: "a", outputLocations: { o: "x" } }, 'option "outputLocations": {o} names no output of the task'],
  [{ script: "a", debug: 1 }, 'option "debug": expected true or false, got 1'],
  [{ script: "a", shell: "" }, 'option "shell": expected a text that is not empty, got ""'],
  [{ script: "a", taskResolver: {} }, 'option "taskResolver": expected a TaskResolver'],
  [{ script: "a", image: "x" }, 'there is no option "image"'],
];

for (const [options, text, remedy = ""] of wrong) {
  shell(`refuses ${JSON.stringify(options)}`, async () => {
    const error = await refusal(() => define(options));
    assert.is(error.code, "invalid-option");
    assert.is(error.text.includes(text), true, error.text);
    assert.is(error.message.includes(remedy), true, error.message);
  });
}

shell("refuses an output without a location, and a location of something else", async () => {
  const homeless = await refusal(() => define({ script: "a" }, m.value(m.int)));
  assert.match(homeless.text, 'option "outputLocations": expected a location for the output "o0", got {}');
  const unknown = await refusal(() => define({ script: "a", outputLocations: { o0: "{outputs.o0}" } }, m.value(m.int)));
  assert.match(unknown.text, 'option "outputLocations.o0": {outputs.o0} stands in a location');
  assert.match(unknown.message, "locations can name inputs and facts of the run");
});

shell.run();
