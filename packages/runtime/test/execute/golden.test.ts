import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBinary, type JsonObject, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DynamicJobSpecSchema } from "../../src/idl/gen/flyteidl/core/dynamic_job_pb.ts";
import { literalJson } from "../../src/literals/index.ts";
import type { LiteralMap } from "../../src/model/index.ts";
import { type SerializationSettings, serializeContext } from "../../src/settings/index.ts";
import { diffSpecs } from "../golden/compare-specs.ts";
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
  readonly [name: string]: {
    readonly task: string;
    readonly module?: string;
    readonly message?: RegExp;
    readonly mapWithBound?: string;
  };
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
  nonrec_system: { task: "nonrec_system", message: /Error: sys broken$/ },
  deck: { task: "deck" },
  dyn: { task: "dyn" },
  dyn_rich: { task: "dyn_rich" },
  dyn_empty: { task: "dyn_empty" },
  dyn_err: { task: "dyn_err", message: /Error: boom in dynamic$/ },
  map_offset1_plus_idx1: { task: "inc", mapWithBound: "" },
  map_idx2: { task: "inc", mapWithBound: "" },
  map_noindex: { task: "inc", mapWithBound: "" },
  map_partial: { task: "multi", mapWithBound: "b" },
  map_fail: { task: "maybe_fail", mapWithBound: "", message: /RangeError: two is bad$/ },
  map_offload: { task: "inc", mapWithBound: "" },
  worker_error_file: { task: "user_error", message: /TypeError: bad a=7$/ },
};

/** What the tasks of these runs were registered under. */
const settings: SerializationSettings = {
  project: "flytesnacks",
  domain: "development",
  version: "v1",
  imageConfig: { defaultImage: { fqn: "ghcr.io/acme/flows", tag: "v1" }, images: {} },
  env: {},
};

const test = suite("flytekit's container runs, in TypeScript");

test("all of them have a counterpart, but for two that other tests speak of", () => {
  // A file has a random name and a content; a task that ends its process leaves nothing with flytekit, and an error document here.
  assert.equal(
    Object.keys(golden).filter((name) => !Object.hasOwn(cases, name)),
    ["sys_exit", "file"],
  );
});

for (const [name, { task, module, message, mapWithBound }] of Object.entries(cases)) {
  test(`${name} leaves what flytekit leaves`, async () => {
    const { env_extra, exit_code, files } = golden[name] as Golden;
    const remains = await runContainer({
      task,
      env: { ...env_extra, _F_SS_C: serializeContext(settings) },
      inputs: files["inputs.pb"]?.decoded ?? {},
      withoutInputs: name === "missing_inputs_file",
      ...(module === undefined ? {} : { module }),
      ...(mapWithBound === undefined ? {} : { mapWithBound }),
    });
    assert.is(remains.exitCode, exit_code, remains.stderr);
    const left = Object.keys(files).filter((path) => path !== "inputs.pb");
    assert.equal(remains.files.map(anonymous), left.map(anonymous).sort());
    const outputs = files["out/outputs.pb"]?.decoded;
    if (outputs !== undefined) {
      const expected = JSON.parse(anonymous(JSON.stringify(outputs["literals"] ?? {}))) as JsonObject;
      assert.equal(literalMapJson(remains.outputs ?? {}, remains.folder), expected);
    }
    const futures = files["out/futures.pb"]?.decoded;
    if (futures !== undefined) {
      const job = fromBinary(DynamicJobSpecSchema, remains.futures ?? new Uint8Array());
      const document = toJson(DynamicJobSpecSchema, job) as JsonObject;
      assert.equal(diffSpecs(specsOf(document), specsOf(futures)), []);
      assert.is(document["minSuccesses"], futures["minSuccesses"]);
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

/** A job as a document of specs, which there are rules for how they may differ. */
function specsOf(job: JsonObject): JsonObject {
  const { nodes = [], outputs = [], tasks = [], subworkflows = [] } = job as { readonly [list: string]: JsonObject[] };
  const root = { template: { id: { name: "the job" }, nodes, outputs } };
  const workflows = [root, ...subworkflows.map((template) => ({ template }))];
  return { tasks: tasks.map((template) => ({ template })), workflows };
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
