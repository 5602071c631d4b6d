/** Structs whose parts are known only at run time: a node of its own puts them together. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findEntity } from "../../src/graph/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { composeResolver } from "../../src/task/compose-task.ts";
import { isTask } from "../../src/task/index.ts";
import { compileOne } from "../support/compile-one.ts";
import { defineTask, defineWorkflow } from "../support/define.ts";
import { float, int, list, struct, text, union, value } from "../support/metadata.ts";

const row = struct("Row", { name: text, price: float, tags: list(text) });
const pair = struct("Pair", { left: row, right: row });

const name = defineTask("name", {}, value(text), async () => "pear");
const price = defineTask("price", {}, value(float), async () => 2.5);
const show = defineTask("show", { row }, value(text), async (given: object) => JSON.stringify(given));
const showAll = defineTask("show_all", { rows: list(row) }, value(text), async (given: object) =>
  JSON.stringify(given),
);
const showPair = defineTask("show_pair", { pair }, value(text), async (given: object) => JSON.stringify(given));

const test = suite("structs of references");

test("is one node more, whose output the call takes, and runs", async () => {
  const workflow = defineWorkflow("one_struct", {}, value(text), async () =>
    show({ name: await name(), price: await price(), tags: [await name(), "ripe"] }),
  );
  const { nodes } = await compileOne(workflow);
  assert.equal(
    nodes.map(
      ({ id, target }) => `${id} ${target.kind === "task" ? target.referenceId.name.replace(/_.{12}$/, "") : ""}`,
    ),
    ["n0 flows.name", "n1 flows.price", "n2 flows.name", "n3 tsflyte.compose.Row", "n4 flows.show"],
  );
  assert.equal(nodes[4]?.inputs[0]?.binding, {
    kind: "promise",
    promise: { nodeId: "n3", var: "o0", attrPath: [] },
  });
  assert.is(await workflow(), '{"name":"pear","price":2.5,"tags":["pear","ripe"]}');
});

test("may be an instance of a class", async () => {
  class Parcel {
    readonly tags = [];
    readonly price = 1;
    readonly name: string;
    constructor(given: string) {
      this.name = given;
    }
  }
  const workflow = defineWorkflow("one_parcel", {}, value(text), async () => show(new Parcel(await name())));
  assert.is(await workflow(), '{"name":"pear","price":1,"tags":[]}');
});

test("works inside lists and inside other structs", async () => {
  const workflow = defineWorkflow("nested_structs", {}, value(text), async () => {
    const first = { name: await name(), price: 1, tags: [] };
    showAll([first, { name: "fig", price: await price(), tags: [] }]);
    return showPair({ left: first, right: { name: "fig", price: 3, tags: ["dry"] } });
  });
  assert.is(
    await workflow(),
    '{"left":{"name":"pear","price":1,"tags":[]},"right":{"name":"fig","price":3,"tags":["dry"]}}',
  );
});

test("takes the member of a union that the object is one of", async () => {
  const circle = struct("Circle", { kind: { type: "string", const: "circle" }, r: float });
  const square = struct("Square", { kind: { type: "string", const: "square" }, side: float });
  const area = defineTask("area", { shape: union(circle, square) }, value(text), async (given: object) =>
    JSON.stringify(given),
  );
  const workflow = defineWorkflow("shapes", {}, value(text), async () => area({ kind: "square", side: await price() }));
  assert.is(await workflow(), '{"kind":"square","side":2.5}');
});

test("is a workflow's output as well", async () => {
  const workflow = defineWorkflow("struct_out", {}, value(row), async () => ({
    name: await name(),
    price: 4,
    tags: [],
  }));
  assert.equal(await workflow(), { name: "pear", price: 4, tags: [] });
});

test("has one task for equal parts, and its command is all that a container needs", async () => {
  const workflow = defineWorkflow("twice", { n: int }, value(text), async () => {
    show({ name: await name(), price: 1, tags: [] });
    return show({ name: "a", price: await price(), tags: [] });
  });
  const { nodes } = await compileOne(workflow);
  const names = nodes.flatMap(({ target }) =>
    target.kind === "task" && target.referenceId.name.startsWith("tsflyte.") ? [target.referenceId.name] : [],
  );
  assert.is(names.length, 2);
  assert.is(new Set(names).size, 1);
});

test("a container finds the task again by its command alone", async () => {
  const { nodes } = await compileOne(
    defineWorkflow("found", {}, value(text), async () => show({ name: await name(), price: 1, tags: [] })),
  );
  const target = nodes[1]?.target;
  const composed = findEntity(target?.kind === "task" ? target.referenceId.name : "");
  assert.ok(isTask(composed));
  const args = composed.getContainer(localSettings)?.args ?? [];
  assert.equal(args.slice(args.indexOf("--resolver"), -1), ["--resolver", "tsflyte.compose", "--"]);
  const again = await composeResolver.loadTask([args.at(-1) ?? ""]);
  assert.is(again.name, composed.name);
  assert.equal(again.interface, composed.interface);
});

test.run();
