/** Cases of a branch that make several calls become workflows of their own. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf, specsOf } from "../../src/compile/index.ts";
import { eq, fail, gt, type Invocation, lt, mapTask, when } from "../../src/index.ts";
import { type RunEvent, runLocally } from "../../src/local/index.ts";
import type { Binding, WorkflowSpec, WorkflowTemplate } from "../../src/model/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import type { CompilableWorkflow } from "../../src/workflow/index.ts";
import { addTask, bodyOf, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const add = addTask("add");
const log = defineTask("log", { text: m.text }, m.none, async (_text: string) => {});
const row = m.struct("Row", { name: m.text, count: m.int });
const makeRow = defineTask("makeRow", { count: m.int }, m.value(row), async (count: number) => ({
  name: "row",
  count,
}));
const sum = defineTask("sum", { ns: m.list(m.int) }, m.value(m.int), async (ns: readonly number[]) =>
  ns.reduce((total, n) => total + n, 0),
);

let counter = 0;
const nextName = (): string => `cased${++counter}`;

async function specOf(flow: CompilableWorkflow): Promise<WorkflowSpec> {
  const specs = await specsOf([flow], localSettings);
  const found = specs.find((spec) => spec.kind === "workflow" && spec.spec.template.id.name === flow.name);
  if (found?.kind !== "workflow") throw new Error("expected the workflow");
  return found.spec;
}

function edges(template: WorkflowTemplate): readonly string[] {
  const spell = ({ var: name, binding }: Binding): string => {
    if (binding.kind !== "promise") return `${name}=${binding.kind}`;
    const { nodeId, var: variable, attrPath } = binding.promise;
    return `${name}=${[nodeId, variable, ...attrPath].join(".")}`;
  };
  return [
    ...template.nodes.map(({ id, inputs, upstreamNodeIds }) => {
      const after = upstreamNodeIds.length === 0 ? "" : ` after ${upstreamNodeIds.join()}`;
      return `${id}(${inputs.map(spell).join(", ")})${after}`;
    }),
    ...template.outputs.map(spell),
  ];
}

const outlined = suite("cases of several calls");

const several = defineWorkflow(
  "several",
  { n: m.int, limit: m.int },
  m.value(m.int),
  async (n: number, limit: number) => {
    const made = await makeRow(n);
    const first = log("first");
    const result = when(gt(made.count, limit), () => {
      const more = add(made.count, n);
      log("big").after(more);
      return add(more, made.count).after(first);
    })
      .elseWhen(eq(n, 0), () => add(limit, 1))
      .otherwise(() => {
        const parts = mapTask(add)(Promise.all([add(n, 1), add(n, 2)]), [10, 20]);
        return sum(parts);
      });
    return await add(result, 0);
  },
);

outlined("become workflows that take what they use, and give what they return", async () => {
  const { template, subWorkflows } = await specOf(several);
  assert.equal(
    subWorkflows.map(({ id }) => id.name),
    ["flows.several.branch-0-0", "flows.several.branch-0-2"],
  );
  assert.equal(subWorkflows.map(edges), [
    ["n0(a=.count, b=.n)", "n1(text=scalar) after n0", "n2(a=n0.o0, b=.count) after n0", "o0=n2.o0"],
    [
      "n0(a=.n, b=scalar)",
      "n1(a=.n, b=scalar)",
      "n2(a=collection, b=collection) after n0,n1",
      "n3(ns=n2.o0) after n2",
      "o0=n3.o0",
    ],
  ]);
  const [, , branch] = template.nodes;
  if (branch?.target.kind !== "branch") throw new Error("expected a branch");
  const { cases, otherwise } = branch.target.branch;
  const nodes = [...cases.map(({ thenNode }) => thenNode), ...(otherwise.kind === "node" ? [otherwise.node] : [])];
  assert.equal(
    nodes.map(({ id, target }) => `${id} ${target.kind}`),
    ["n0 sub-workflow", "n1 task", "n2 sub-workflow"],
  );
  assert.equal(edges({ ...template, nodes, outputs: [] }), [
    "n0(count=n0.o0.count, n=.n) after n0,n1",
    "n1(a=.limit, b=scalar)",
    "n2(n=.n)",
  ]);
  assert.equal(subWorkflows[0]?.interface.inputs["count"]?.type, { kind: "simple", simple: "integer" });
});

outlined("have no problems of their own", async () => {
  assert.equal(await problemsOf([several]), []);
});

outlined("run as the code reads", async () => {
  const run = async (n: number, limit: number): Promise<unknown> => (await runLocally(several, { n, limit })).get("o0");
  assert.equal([await run(5, 1), await run(0, 3), await run(1, 3)], [15, 4, 2 + 10 + 3 + 20]);
});

outlined("hold branches, whose cases hold more", async () => {
  const nested = defineWorkflow("nestedCases", { n: m.int }, m.value(m.int), async (n: number) => {
    const base = add(n, 100);
    return await when(lt(n, 10), () => {
      const twice = add(n, n);
      return when(gt(twice, 5), () => {
        const more = add(base, twice);
        return add(more, n);
      })
        .elseWhen(eq(base, 100), () => add(base, twice))
        .otherwise(fail("too small"));
    }).otherwise(() => add(n, 0));
  });
  const { subWorkflows } = await specOf(nested);
  assert.equal(
    subWorkflows.map(({ id }) => id.name),
    ["flows.nestedCases.branch-0-0", "flows.nestedCases.branch-0-0-0-0"],
  );
  const run = async (n: number): Promise<unknown> => (await runLocally(nested, { n })).get("o0");
  assert.equal([await run(4), await run(0), await run(20)], [104 + 8 + 4, 100, 20]);
  assert.match((await refusal(() => run(1))).message, "too small");
});

outlined("run in dynamic tasks, with their ids", async () => {
  const task = defineTask(
    "caseDynamic",
    { n: m.int },
    m.value(m.int),
    async (n: number) => {
      const base = add(n, 1);
      return await when(gt(base, 5), () => {
        const more = add(base, n);
        return add(more, 100);
      }).otherwise(() => add(base, 0));
    },
    { executionMode: "dynamic" },
  );
  const ended: string[] = [];
  const onEvent = (event: RunEvent): void => {
    if (event.kind === "node-succeeded") ended.push(event.node);
  };
  assert.equal((await runLocally(task, { n: 9 }, { onEvent })).get("o0"), 119);
  assert.equal(ended, ["dn0", "dn1/dn0/dn0", "dn1/dn0/dn1", ""]);
  assert.equal((await runLocally(task, { n: 1 })).get("o0"), 2);
});

outlined("keep definitions of one name apart", async () => {
  const tree = (title: string, leaf: typeof m.int): object => ({
    Tree: { ...m.struct(title, { value: leaf, children: m.list({ $ref: "#/$defs/Tree" }) }) },
  });
  const ref = { $ref: "#/$defs/Tree" };
  const facts = (title: string, leaf: typeof m.int): object => ({ $defs: tree(title, leaf) });
  const ints = defineTask("ints", {}, m.value(ref), async () => ({ value: 1, children: [] }), {}, facts("Ints", m.int));
  const texts = defineTask(
    "texts",
    {},
    m.value(ref),
    async () => ({ value: "a", children: [] }),
    {},
    facts("Texts", m.text),
  );
  const takeInts = defineTask(
    "takeInts",
    { t: ref },
    m.value(m.int),
    async (t: { value: number }) => t.value,
    {},
    facts("Ints", m.int),
  );
  const takeTexts = defineTask(
    "takeTexts",
    { t: ref },
    m.value(m.text),
    async (t: { value: string }) => t.value,
    {},
    facts("Texts", m.text),
  );
  const flow = defineWorkflow(nextName(), { n: m.int }, m.value(m.int), async (n: number) => {
    const [one, two] = [ints(), texts()];
    return await when(gt(n, 0), () => {
      const letter = takeTexts(two as Invocation<never>);
      return takeInts(one as Invocation<never>).after(log(letter));
    }).otherwise(() => add(n, 1));
  });
  assert.equal(await problemsOf([flow]), []);
  assert.is((await runLocally(flow, { n: 1 })).get("o0"), 1);
});

outlined("need names of their own", async () => {
  const twice = bodyOf(nextName(), () => {
    for (const n of [add(1, 1), add(2, 2)]) {
      when(
        gt(n, 1),
        () => {
          log("a");
          return log("b");
        },
        { name: "same" },
      ).otherwise(() => log("c"));
    }
  });
  const error = await refusal(() => twice.compile());
  assert.match(error.message, "branch same of workflow flows.cased");
  assert.match(error.message, "has a case of several calls, and so has another branch of its name");
  assert.match(error.message, 'fix: give one of them another name: when(…, …, { name: "…" })');
});

outlined.run();
