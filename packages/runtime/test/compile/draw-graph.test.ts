import { suite } from "uvu";
import * as assert from "uvu/assert";
import { drawGraph, type GraphPicture, mermaidGraph } from "../../src/compile/index.ts";
import { graphOf } from "../../src/testing/index.ts";
import { addTask, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const add = addTask("addDrawn");
const log = defineTask("logDrawn", {}, m.none, async () => {});
const structs = defineTask(
  "structsDrawn",
  { rows: m.list(m.int), named: m.record(m.int), label: m.text },
  m.value(m.list(m.record(m.int))),
  async (_rows: number[], _named: Record<string, number>, _label: string): Promise<Record<string, number>[]> => [],
);
const flow = defineWorkflow(
  "drawn",
  { n: m.int, label: m.text },
  m.tupleOf({ first: m.int, second: m.int }),
  async (n: number, label: string): Promise<[number, number]> => {
    const first = await add(n, 2).with({ nodeName: "first" });
    log().after(log());
    const rows = await structs([first, 5], { a: first }, label);
    return [first, rows[0]?.["a key"] as number];
  },
);

const pictures = suite("a workflow's picture");

pictures("is plain data in words", async () => {
  const picture = await graphOf(flow);
  assert.equal(picture, {
    name: "flows.drawn",
    inputs: ["n", "label"],
    nodes: [
      { id: "first", upstream: [], inputs: { a: "inputs.n", b: "2" }, kind: "task", entity: "flows.addDrawn" },
      { id: "n1", upstream: ["n2"], inputs: {}, kind: "task", entity: "flows.logDrawn" },
      { id: "n2", upstream: [], inputs: {}, kind: "task", entity: "flows.logDrawn" },
      {
        id: "n3",
        upstream: ["first"],
        inputs: { label: "inputs.label", named: "{ a: first.o0 }", rows: "[first.o0, 5]" },
        kind: "task",
        entity: "flows.structsDrawn",
      },
    ],
    outputs: { first: "first.o0", second: 'n3.o0[0]["a key"]' },
  } satisfies GraphPicture);
});

pictures("is a tree of text", async () => {
  assert.is(
    drawGraph(await graphOf(flow)),
    [
      "workflow flows.drawn(n, label)",
      "├─ first flows.addDrawn(a = inputs.n, b = 2)",
      "├─ n1 flows.logDrawn() after n2",
      "├─ n2 flows.logDrawn()",
      "├─ n3 flows.structsDrawn(label = inputs.label, named = { a: first.o0 }, rows = [first.o0, 5])",
      "├─ → first = first.o0",
      '└─ → second = n3.o0[0]["a key"]',
    ].join("\n"),
  );
});

pictures("is a flowchart, with boxes for what is inside", () => {
  const picture: GraphPicture = {
    name: "flows.chart",
    inputs: [],
    nodes: [
      { id: "n0", kind: "task", entity: 'a "quoted" <task>', upstream: [], inputs: {} },
      {
        id: "n1",
        kind: "branch",
        entity: "size",
        upstream: ["n0"],
        inputs: { "n0.o0": "n0.o0" },
        cases: [
          {
            condition: "n0.o0 > 5",
            node: { id: "n0", kind: "task", entity: "big", upstream: ["n0"], inputs: { a: "n0.o0" } },
          },
          { error: "too small" },
        ],
      },
      {
        id: "my-map",
        kind: "map",
        entity: "each",
        upstream: ["n1"],
        inputs: {},
        map: { bound: [] },
      },
    ],
    outputs: {},
  };
  assert.is(
    mermaidGraph(picture),
    [
      "flowchart TD",
      '  node_n0["n0: a &quot;quoted&quot; &lt;task&gt;"]',
      '  subgraph node_n1["n1: branch size"]',
      '    node_n1_case0{{"n0.o0 &gt; 5"}}',
      '    node_n1_n0["n0: big"]',
      '    node_n1_case1{{"else"}}',
      '    node_n1_case1_error[/"fail: too small"/]',
      "  end",
      '  node_my_map[["my-map: map each"]]',
      "  node_n0 --> node_n1_n0",
      "  node_n1_case0 --> node_n1_n0",
      "  node_n1_case1 --> node_n1_case1_error",
      "  node_n0 --> node_n1",
      "  node_n1 -.-> node_my_map",
    ].join("\n"),
  );
});

pictures("is one of workflows only", async () => {
  const error = await refusal(() => graphOf(add));
  assert.is(error.text, "task flows.addDrawn has no graph: expected a workflow, or a launch plan of one");
});

pictures.run();
