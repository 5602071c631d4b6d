import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../src/metadata/index.ts";
import { diffSpecs } from "../golden/compare-specs.ts";
import { asOurs } from "./as-ours.ts";

function read(file: string): JsonObject {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../golden/specs", file), "utf8"));
}

/** What the comparer says of a golden file in our words, once a text in it is another. */
function afterReplacing(file: string, found: string, replacement: string): readonly string[] {
  const ours = JSON.stringify(asOurs(read(file)));
  assert.ok(ours.includes(found), `${file} does not hold ${found}`);
  return diffSpecs(JSON.parse(ours.replace(found, replacement)), read(file));
}

const rules = suite("where specs may differ");

rules("min successes are those of the map task's name, or a difference", () => {
  const say = (replacement: string) => afterReplacing("16_map.json", '"minSuccesses":2', replacement);
  assert.equal(say('"minSuccesses":2'), []);
  assert.ok(say('"minSuccesses":3').length > 0);
  assert.ok(say('"minSuccessRatio":0.5').length > 0);
  assert.ok(say('"minSuccesses":2,"parallelism":2').length > 0);
  assert.ok(say('"minSuccesses":2,"minSuccessRatio":0.5').length > 0);
  // A map task whose name says that all have to succeed.
  assert.ok(afterReplacing("16_map.json", '"minSuccessRatio":1,', '"minSuccesses":1,').length > 0);
});

rules("a strategy for files may be there, and nothing else around it", () => {
  const say = (replacement: string) => afterReplacing("22_raw.json", '"dataConfig":{', `"dataConfig":{${replacement}`);
  assert.equal(say('"ioStrategy":{"downloadMode":"DOWNLOAD_STREAM"},'), []);
  assert.equal(say('"ioStrategy":{"uploadMode":"DO_NOT_UPLOAD"},'), []);
  assert.match(say('"ioStrategy":{},').join(), /ioStrategy: unexpected/);
  assert.match(say('"other":{"uploadMode":"DO_NOT_UPLOAD"},').join(), /other: unexpected/);
});

rules("a dialect of SQL is the one after flytekit's", () => {
  const say = (replacement: string) => afterReplacing("27_plugin.json", '"dialect":"ANSI",', replacement);
  assert.equal(say('"dialect":"ANSI",'), []);
  assert.match(say("").join(), /sql\.dialect: missing, expected "ANSI"/);
  assert.match(say('"dialect":"HIVE",').join(), /sql\.dialect: "HIVE", expected "ANSI"/);

  const sql = (dialect: string) => ({ tasks: [{ template: { id: { name: "q" }, sql: { statement: "s", dialect } } }] });
  assert.equal(diffSpecs(sql("HIVE"), sql("ANSI")), []);
  assert.is(diffSpecs(sql("OTHER"), sql("ANSI")).length, 1);
  assert.equal(diffSpecs(sql("OTHER"), sql("OTHER")), []);
});

rules("the function inside a shell task is flytekit's alone", () => {
  const golden = read("22_raw.json");
  const { tasks } = golden;
  assert.ok(Array.isArray(tasks));
  const [phantom] = tasks.filter((task: JsonObject) => JSON.stringify(task).includes("._bash.sh-task"));
  const ours = asOurs(golden);
  assert.ok(Array.isArray(ours["tasks"]));
  assert.equal(diffSpecs(ours, golden), []);
  assert.match(diffSpecs({ ...ours, tasks: [...ours["tasks"], phantom] }, golden).join(), /_bash.*unexpected/);
  // Another task of such a name is a task.
  const real = JSON.parse(JSON.stringify(golden).replaceAll("_dummy_task_func", "greet"));
  assert.match(diffSpecs(ours, real).join(), /_bash.*missing/);
});

rules("the settings of a task that compiles are its own, their name and that they are there are not", () => {
  const say = (found: string, replacement: string) => afterReplacing("23_eager.json", found, replacement);
  assert.equal(say("settings of ours", "others"), []);
  assert.is(say('"value":"settings of ours"', '"value":""').length, 1);
  assert.is(say('"key":"_F_SS_C"', '"key":"_F_SETTINGS"').length, 2);
  assert.ok(say('"env":[{"key":"_F_SS_C","value":"settings of ours"}],', "").length > 0);
  assert.ok(afterReplacing("22_raw.json", '{"key":"E","value":"1"}', '{"key":"E","value":"2"}').length > 0);

  const inPod = (value: string) => ({
    tasks: [
      { template: { id: { name: "t" }, k8sPod: { podSpec: { containers: [{ env: [{ name: "_F_SS_C", value }] }] } } } },
    ],
  });
  assert.equal(diffSpecs(inPod("a"), inPod("b")), []);
  assert.is(diffSpecs(inPod(""), inPod("b")).length, 1);
});

rules("a value of any type is a blob of the writer's own format", () => {
  const say = (found: string, replacement: string) => afterReplacing("10_config.json", found, replacement);
  const blob = '"blob":{"format":"V8Serialize"}';
  assert.equal(say(blob, blob), []);
  assert.is(say(blob, '"blob":{"format":"PythonPickle"}').length, 1);
  assert.is(say(blob, '"blob":{"format":"V8Serialize","dimensionality":"MULTIPART"}').length, 1);
  assert.ok(say(blob, `${blob},"metadata":{"python_class_name":"typing.Any"}`).length > 0);

  const input = (type: JsonObject) => ({ tasks: [{ template: { id: { name: "t" }, interface: { type } } }] });
  const pickle = { blob: { format: "PythonPickle" }, metadata: { python_class_name: "typing.Any" } };
  const ours = { blob: { format: "V8Serialize" } };
  assert.equal(diffSpecs(input(ours), input(pickle)), []);
  assert.ok(diffSpecs(input(ours), input({ ...pickle, metadata: { python_class_name: "Model" } })).length > 0);
  const tagged = { ...pickle, structure: { tag: "FlytePickle" } };
  assert.equal(diffSpecs(input({ ...ours, structure: { tag: "V8Serialize" } }), input(tagged)), []);
  assert.is(diffSpecs(input({ ...ours, structure: { tag: "FlytePickle" } }), input(tagged)).length, 1);
  assert.is(diffSpecs(input(ours), input(tagged)).length, 1);
});

rules("what cleans up after an eager task has a resolver of its own and flytekit's arguments", () => {
  const say = (found: string, replacement: string) => afterReplacing("23_eager.json", found, replacement);
  assert.equal(say("tsflyte.eager-failure", "tsflyte.other"), []);
  assert.ok(say('"eager","failure","handler"', '"eager","failure"').length > 0);
});

rules("a map task has its program, and the resolver of its task a name of its own", () => {
  const say = (found: string, replacement: string) => afterReplacing("16_map.json", found, replacement);
  assert.equal(say('"resolver","tsflyte.default"', '"resolver","tsflyte.other"'), []);
  assert.ok(say('"tsflyte-map-execute"', '"tsflyte-execute"').length > 0);
  assert.ok(say('"vars","b,c"', '"vars","b"').length > 0);
});

rules("a map task is written once here, by flytekit once for every node", () => {
  const golden = read("16_map.json");
  const ours = asOurs(golden);
  const count = (document: JsonObject) => (Array.isArray(document["tasks"]) ? document["tasks"].length : 0);
  assert.ok(count(ours) < count(golden));
  assert.equal(diffSpecs(ours, golden), []);
  assert.match(diffSpecs(golden, golden).join("\n"), /arraynode \(number \d+\)/);
});

rules.run();
