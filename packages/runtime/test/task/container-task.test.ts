import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { taskTemplate } from "../../src/compile/index.ts";
import { RecoverableError } from "../../src/errors/user-errors.ts";
import { type ContainerTaskOptions, containerTask, FlyteFile } from "../../src/index.ts";
import { localSettings, parseImage, type SerializationSettings } from "../../src/settings/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import type { ExecutionContext } from "../../src/task/index.ts";
import { callLoosely } from "../support/define.ts";
import { defineContainer } from "../support/define-typed.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";
import { createFakeEngine, type FakeEngine } from "./fake-engine.ts";

const settings: SerializationSettings = {
  ...localSettings,
  imageConfig: { defaultImage: parseImage("acme/flows:v1"), images: { tool: parseImage("acme/tool:v2") } },
  env: { REGION: "eu" },
};
const areaInputs = { a: m.float, b: m.float };
const areaResult = m.tupleOf({ area: m.float, note: m.text });
let count = 0;

function define(options: object): ReturnType<typeof defineContainer> {
  const all = { image: "busybox", command: ["echo"], ...options } as ContainerTaskOptions;
  return defineContainer(`contained${count++}`, { a: m.int }, m.none, all);
}

const templates = suite("containerTask()");

templates("makes a template with the image's own program", () => {
  const task = defineContainer("area", areaInputs, areaResult, {
    name: "ellipse-area",
    image: "{{.image.tool}}",
    command: ["python", "calc.py", "{{.inputs.a}}"],
    arguments: ["--x", "{{ .Inputs.b }}"],
    inputDataDir: "/in",
    outputDataDir: "/out",
    metadataFormat: "yaml",
    ioStrategy: { downloadMode: "stream" },
    environment: { E: "1" },
    requests: { cpu: "500m" },
    cache: { version: "1" },
    retries: 2,
    secretRequests: [{ group: "g", key: "k" }],
  });
  assert.equal([task.name, task.lhs, task.findLhs()], ["ellipse-area", "area", "area"]);
  const template = taskTemplate(task, settings);
  assert.is(template.type, "raw-container");
  assert.is(template.id.name, "ellipse-area");
  assert.equal(template.target, {
    kind: "container",
    container: {
      image: "acme/tool:v2",
      command: ["python", "calc.py", "{{.inputs.a}}"],
      args: ["--x", "{{ .Inputs.b }}"],
      resources: { requests: [{ name: "cpu", value: "500m" }], limits: [] },
      env: [
        { key: "REGION", value: "eu" },
        { key: "E", value: "1" },
      ],
      dataConfig: {
        enabled: true,
        inputPath: "/in",
        outputPath: "/out",
        format: "yaml",
        ioStrategy: { downloadMode: "stream", uploadMode: "on-exit" },
      },
    },
  });
  assert.equal(template.securityContext?.secrets[0]?.group, "g");
  assert.equal([template.metadata.retries, template.metadata.discoveryVersion], [2, "1"]);
  assert.is(task.docs, undefined);
  assert.is(task.constructNodeMetadata().name, "ellipse-area");
});

templates("is named by its constant otherwise, and has a description where one is given", () => {
  const task = define({ docs: { shortDescription: "Echoes." } });
  assert.match(task.name, /^flows\.contained\d+$/);
  assert.is(task.docs?.short, "Echoes.");
});

templates("brings data into a pod too", () => {
  const task = define({ podTemplate: { primaryContainerName: "main" }, inputDataDir: "/in" });
  const { target, config } = taskTemplate(task, settings);
  const pod = target?.kind === "k8s-pod" ? target.k8sPod : undefined;
  assert.is(pod?.dataConfig?.inputPath, "/in");
  assert.equal(pod?.podSpec["containers"], [
    { name: "main", image: "busybox", command: ["echo"], args: [], env: [{ name: "REGION", value: "eu" }] },
  ]);
  assert.equal(config, { primary_container_name: "main" });
});

templates("caches by image, command and arguments", () => {
  const version = (options: object): string => define({ cache: true, ...options }).metadata.discoveryVersion;
  assert.is(version({}), version({}));
  assert.is(version({}) === version({ arguments: ["x"] }), false);
  assert.is(version({}) === version({ image: "busybox:2" }), false);
});

const wrong: readonly (readonly [object, string, string?])[] = [
  [{ image: undefined }, 'option "image": expected an image like ghcr.io/acme/tool:v1, got undefined'],
  [
    { command: [] },
    'option "command": expected a command or arguments, got []',
    "the server takes no container without",
  ],
  [{ command: "echo" }, 'option "command": expected an array of texts, got "echo"'],
  [{ arguments: [1] }, 'option "arguments": expected an array of texts, got [1]'],
  [
    { command: ["{{.inputs.other}}"] },
    'option "command": {{.inputs.other}} names no input of the task',
    "the inputs are a",
  ],
  [{ inputDataDir: "in" }, 'option "inputDataDir": expected an absolute path like "/var/inputs", got "in"'],
  [{ metadataFormat: "xml" }, 'option "metadataFormat": expected "json" or "yaml" or "proto", got "xml"'],
  [{ ioStrategy: { mode: "eager" } }, 'option "ioStrategy": there is no option "mode"'],
  [{ ioStrategy: { uploadMode: "late" } }, 'option "ioStrategy.uploadMode": expected "on-exit" or "eager" or "none"'],
  [{ enableDeck: true }, 'there is no option "enableDeck"'],
  [{ retries: -1 }, 'option "retries": expected a whole number from 0, got -1'],
];

for (const [options, text, remedy = ""] of wrong) {
  templates(`refuses ${JSON.stringify(options)}`, async () => {
    const error = await refusal(() => define(options));
    assert.is(error.code, "invalid-option");
    assert.is(error.text.includes(text), true, error.text);
    assert.is(error.message.includes(remedy), true, error.message);
  });
}

templates("says how to compile it where it was not", async () => {
  const error = await refusal(() => callLoosely(containerTask, { image: "busybox", command: ["echo"] }));
  assert.is(error.code, "not-compiled");
  assert.match(error.text, "containerTask() was not compiled by @tsflyte/transformer");
  const stale = await refusal(() => callLoosely(containerTask, {}, { version: 2 }));
  assert.match(stale.text, "containerTask(): expected metadata of version 1, got version 2");
  const extra = await refusal(() => callLoosely(containerTask, {}, m.metadata("x", {}, m.none), 1));
  assert.match(extra.text, "containerTask(): expected options and nothing else");
});

templates.run();

const runs = suite("a container on this machine");
const path = process.env["PATH"];
let engine: FakeEngine;

function contextOf(signal = new AbortController().signal): ExecutionContext {
  const directory = mkdtempSync(join(tmpdir(), "tsflyte-raw-"));
  return {
    access: createFileAccess({ rawOutputPrefix: directory }),
    outputPrefix: "",
    rawOutputPrefix: directory,
    signal,
  };
}

runs.before.each(() => {
  engine = createFakeEngine("docker");
  process.env["PATH"] = `${engine.folder}:${path}`;
});

runs.after.each(() => {
  process.env["PATH"] = path;
});

runs("gets inputs as words and files, and leaves outputs in files", async () => {
  const script =
    'printf "%s" "$1" > "$3/note"; cat "$2/f" > "$3/copy"; echo $((6 * 7)) > "$3/n"; echo [1,2] > "$3/list"';
  const task = defineContainer(
    "local",
    { word: m.text, f: m.file("") },
    m.outputsOf({ note: m.text, n: m.int, copy: m.file(""), list: m.list(m.int), maybe: m.nullable(m.int) }),
    {
      image: "acme/tool:v1",
      command: ["sh", "-c", script],
      arguments: ["sh", "{{.inputs.word}}", "/var/flyte/inputs", "/var/flyte/outputs"],
      environment: { MODE: "fast" },
    },
  );
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-in-"));
  writeFileSync(join(folder, "data.txt"), "content");
  const blob = { uri: join(folder, "data.txt"), format: "", dimensionality: "single" };
  const result = await task.dispatchExecute(
    { word: { kind: "string", value: "a; b $(c)" }, f: { kind: "blob", ...blob } as never },
    contextOf(),
  );
  if (result.kind !== "outputs") throw new Error("expected outputs");
  const { note, n, copy, list, maybe } = result.outputs;
  assert.equal(note, { kind: "string", value: "a; b $(c)" });
  assert.equal(n, { kind: "integer", value: 42 });
  assert.is(list?.kind, "collection");
  assert.is(maybe?.kind, "union");
  assert.is(await new FlyteFile((copy as unknown as { readonly uri: string }).uri).text(), "content");
  const [call = []] = engine.calls();
  assert.equal(call.slice(0, 3), ["run", "--rm", "--name"]);
  assert.is(call.includes("MODE=fast"), true);
  assert.equal(call.slice(call.indexOf("--entrypoint"), call.indexOf("--entrypoint") + 3), [
    "--entrypoint",
    "sh",
    "acme/tool:v1",
  ]);
});

runs("fails, to be tried again, with the end of what the program wrote", async () => {
  const task = define({ command: ["sh", "-c", "echo no such table >&2; exit 3"] });
  try {
    await task.dispatchExecute({ a: { kind: "integer", value: 1 } }, contextOf());
    assert.unreachable();
  } catch (error) {
    assert.is(error instanceof RecoverableError, true);
    assert.match(String(error), `${task.name}: the container ended with exit code 3:\nno such table`);
  }
});

runs("says that the engine could not start it", async () => {
  const task = define({ command: ["sh", "-c", "echo no daemon >&2; exit 125"] });
  const error = await refusal(() => task.dispatchExecute({ a: { kind: "integer", value: 1 } }, contextOf()));
  assert.is(error.code, "task-failed");
  assert.match(error.text, /\/docker cannot start its container: no daemon$/);
  assert.match(error.message, "see that its service runs and that the image can be pulled");
});

runs("says which output is missing, or not of its type", async () => {
  const make = (script: string): Promise<unknown> =>
    defineContainer(`out${count++}`, {}, m.outputsOf({ n: m.int }), {
      image: "busybox",
      command: ["sh", "-c", script, "sh", "/var/flyte/outputs"],
    }).dispatchExecute({}, contextOf());
  const missing = await refusal(() => make("true"));
  assert.is(missing.code, "file-not-found");
  assert.match(missing.text, /there is no file .*\/outputs\/n for the output "n"/);
  assert.match(missing.message, "let the program write it there, or make the output optional");
  const wrongType = await refusal(() => make('echo many > "$1/n"'));
  assert.is(wrongType.code, "wrong-type");
  assert.match(wrongType.text, 'expected an integer in the file of the output "n", got "many\\n"');
  const folder = await refusal(() => make('mkdir "$1/n"'));
  assert.match(folder.text, 'got "the folder ');
});

runs("ends when the task is to end", async () => {
  const controller = new AbortController();
  const task = define({ command: ["sleep", "30"] });
  const running = task.dispatchExecute({ a: { kind: "integer", value: 1 } }, contextOf(controller.signal));
  setTimeout(() => controller.abort(new Error("time is over")), 300);
  try {
    await running;
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), "time is over");
  }
  assert.is(
    engine.calls().some(([verb]) => verb === "kill"),
    true,
  );
});

runs("says what it needs where there is none", async () => {
  process.env["PATH"] = mkdtempSync(join(tmpdir(), "tsflyte-empty-"));
  const task = define({});
  const error = await refusal(() => task.dispatchExecute({ a: { kind: "integer", value: 1 } }, contextOf()));
  assert.is(error.code, "not-supported");
  assert.is(error.text, `task ${task.name} runs in a container, and this machine has no docker, podman or nerdctl`);
  assert.match(
    error.message,
    "install one of them, or replace the task for a run with mockTask of @tsflyte/runtime/testing",
  );
});

runs("takes podman where there is no docker", async () => {
  engine = createFakeEngine("podman");
  const bin = mkdtempSync(join(tmpdir(), "tsflyte-bin-"));
  process.env["PATH"] = `${bin}:${engine.folder}`;
  await define({ command: ["/bin/true"] }).dispatchExecute({ a: { kind: "integer", value: 1 } }, contextOf());
  assert.is(engine.calls().length, 1);
});

runs("knows no image that only the settings know", async () => {
  const task = define({ image: "{{.image.tool}}" });
  const error = await refusal(() => task.dispatchExecute({ a: { kind: "integer", value: 1 } }, contextOf()));
  assert.is(error.code, "unknown-image");
});

runs.run();
