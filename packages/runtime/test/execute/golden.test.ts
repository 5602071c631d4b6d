import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { literalJson } from "../../src/literals/index.ts";
import type { LiteralMap } from "../../src/model/index.ts";
import { runContainer } from "./run-container.ts";

interface Golden {
  readonly env_extra: { readonly [name: string]: string };
  readonly exit_code: number;
  readonly files: { readonly [path: string]: { readonly bytes: number; readonly decoded: JsonObject } };
}

const file = join(import.meta.dirname, "../golden/execute.json");
const golden = JSON.parse(readFileSync(file, "utf8")) as { readonly [name: string]: Golden };

/** Golden runs with a counterpart among the fixtures: the task that stands for the one of that name. */
const cases: {
  readonly [name: string]: { readonly task: string; readonly module?: string; readonly message?: RegExp };
} = {
  success: { task: "success" },
  void: { task: "void" },
  user_error: { task: "user_error", message: /\n\nMessage:\n\n {4}TypeError: bad a=7$/ },
  user_error_fail_on_error: { task: "user_error", message: /TypeError: bad a=7$/ },
  recoverable: { task: "recoverable", message: /\n\nMessage:\n\n {4}RecoverableError: try me again$/ },
  ignore_outputs: { task: "ignore_outputs" },
  wrong_output: { task: "wrong_output", message: /expected an integer, got the string "not an int"/ },
  dataclass: { task: "dc" },
  list: { task: "many" },
  folder: { task: "folder" },
  missing_input: { task: "success", message: /The input "s" \(a string\) of task exectasks.success is missing/ },
  load_error_module: { task: "success", module: "no_such_module", message: /"no_such_module" cannot be loaded/ },
  load_error_task: { task: "no_such_task", message: /the module exectasks defines no "no_such_task"/ },
  missing_inputs_file: { task: "success", message: /There is no file .*\/inputs\.pb/ },
  offload: { task: "many" },
  worker_error_file: { task: "user_error", message: /TypeError: bad a=7$/ },
};

const test = suite("flytekit's container runs, in TypeScript");

for (const [name, { task, module, message }] of Object.entries(cases)) {
  test(`${name} leaves what flytekit leaves`, async () => {
    const { env_extra, exit_code, files } = golden[name] as Golden;
    const remains = await runContainer({
      task,
      env: env_extra,
      inputs: files["inputs.pb"]?.decoded ?? {},
      withoutInputs: name === "missing_inputs_file",
      ...(module === undefined ? {} : { module }),
    });
    assert.is(remains.exitCode, exit_code, remains.stderr);
    const left = Object.keys(files).filter((path) => path !== "inputs.pb");
    assert.equal(remains.files.map(anonymous), left.map(anonymous).sort());
    const outputs = files["out/outputs.pb"]?.decoded;
    if (outputs !== undefined) {
      const expected = JSON.parse(anonymous(JSON.stringify(outputs["literals"] ?? {}))) as JsonObject;
      assert.equal(literalMapJson(remains.outputs ?? {}, remains.folder), expected);
    }
    const [error] = Object.entries(files).filter(([path]) => path.startsWith("out/error"));
    if (error === undefined) return;
    const expected = (error[1].decoded["error"] ?? {}) as JsonObject;
    assert.equal(
      {
        code: remains.error?.code,
        kind: remains.error?.kind,
        origin: remains.error?.origin,
        worker: remains.error?.worker,
      },
      {
        code: expected["code"],
        kind: expected["kind"] === "RECOVERABLE" ? "recoverable" : "non-recoverable",
        origin: String(expected["origin"]).toLowerCase(),
        worker: expected["worker"] ?? "",
      },
    );
    assert.match(remains.error?.message ?? "", /^Trace:\n\n {4}\S.*\n(?:.*\n)+\nMessage:\n\n {4}\S/);
    assert.match(remains.error?.message ?? "", message ?? /^/);
    assert.ok(Math.abs(Number(remains.error?.timestamp.seconds) - Date.now() / 1000) < 60);
  });
}

function literalMapJson(map: LiteralMap, folder: string): JsonObject {
  const text = JSON.stringify(Object.fromEntries(Object.entries(map).map(([key, value]) => [key, literalJson(value)])));
  return JSON.parse(anonymous(text.replaceAll(folder, "$D"))) as JsonObject;
}

/** A text without the random names in it. */
function anonymous(text: string): string {
  return text.replace(/[0-9a-f]{32}/, "ID");
}

test.run();
