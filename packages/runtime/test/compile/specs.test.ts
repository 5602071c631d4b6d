import { suite } from "uvu";
import * as assert from "uvu/assert";
import { defaultLaunchPlan, specsOf } from "../../src/compile/index.ts";
import type { Identifier, RegistrableSpec } from "../../src/model/index.ts";
import { parseImage, type SerializationSettings } from "../../src/settings/index.ts";
import { addTask, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";

const settings: SerializationSettings = {
  project: "shop",
  domain: "staging",
  version: "v7",
  imageConfig: { defaultImage: parseImage("acme/flows:v1"), images: {} },
  env: { REGION: "eu" },
};

const add = addTask("add");
const log = defineTask("log", {}, m.none, async () => {});
const leafB = defineWorkflow("leafB", { n: m.int }, m.value(m.int), async (n: number) => add(n, 1));
const leafA = defineWorkflow("leafA", { n: m.int }, m.value(m.int), async (n: number) => leafB(n));
const top = defineWorkflow("top", { n: m.int }, m.value(m.int), async (n: number) => {
  const first = await leafB(n);
  log();
  return leafA(first);
});

const nameOf = (spec: RegistrableSpec): string =>
  `${spec.kind} ${spec.kind === "launch-plan" ? spec.spec.id.name : spec.spec.template.id.name}`;

const specs = suite("specs");

specs("come dependencies first, each once, a launch plan behind its workflow", async () => {
  const all = await specsOf([top, leafA, add], settings);
  assert.equal(all.map(nameOf), [
    "task flows.add",
    "workflow flows.leafB",
    "launch-plan flows.leafB",
    "task flows.log",
    "workflow flows.leafA",
    "launch-plan flows.leafA",
    "workflow flows.top",
    "launch-plan flows.top",
  ]);
});

specs("of a workflow hold the templates of every level below, by name", async () => {
  const all = await specsOf([top], settings);
  const inside = (name: string): readonly string[] =>
    all.flatMap((spec) =>
      spec.kind === "workflow" && spec.spec.template.id.name === name
        ? spec.spec.subWorkflows.map(({ id }) => id.name)
        : [],
    );
  assert.equal(inside("flows.top"), ["flows.leafA", "flows.leafB"]);
  assert.equal(inside("flows.leafA"), ["flows.leafB"]);
  assert.equal(inside("flows.leafB"), []);
});

specs("carry the settings in every identifier", async () => {
  const found: Identifier[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("resourceType" in value) found.push(value as Identifier);
    for (const item of Object.values(value)) collect(item);
  };
  collect(await specsOf([top], settings));
  assert.is(found.length > 12, true);
  for (const { project, domain, version } of found) {
    assert.equal({ project, domain, version }, { project: "shop", domain: "staging", version: "v7" });
  }
});

specs("do not depend on the order in which entities are given", async () => {
  const text = async (roots: readonly (typeof top | typeof leafA | typeof leafB)[]): Promise<object> =>
    Object.fromEntries((await specsOf(roots, settings)).map((spec) => [nameOf(spec), spec]));
  assert.equal(await text([top, leafA, leafB]), await text([leafB, leafA, top]));
});

specs.run();

const launchPlans = suite("default launch plans");

launchPlans("say of each input whether it is required or has a default", () => {
  const flow = defineWorkflow(
    "everyInput",
    {
      required: m.int,
      defaulted: m.withDefault(m.int, 7),
      text: m.withDefault(m.text, ""),
      list: m.withDefault(m.list(m.int), [1, 2]),
      optional: m.optional(m.int),
      nullable: m.nullable(m.text),
      nullByDefault: m.withDefault(m.nullable(m.int), null),
      either: m.withDefault(m.union(m.int, m.text), "x"),
    },
    m.none,
    async () => {
      await log();
    },
    { defaultOptions: { labels: { team: "a" }, annotations: { note: "b" } } },
  );
  const { spec, id } = defaultLaunchPlan(flow, settings);
  assert.is(id.resourceType, "launch-plan");
  assert.is(spec.workflowId.resourceType, "workflow");
  assert.equal(Object.keys(spec.defaultInputs), Object.keys(flow.interface.inputs));
  const behavior = Object.fromEntries(Object.entries(spec.defaultInputs).map(([name, item]) => [name, item.behavior]));
  assert.equal(behavior["required"], { kind: "required" });
  assert.equal(behavior["defaulted"], { kind: "default", literal: { kind: "integer", value: 7 } });
  assert.equal(behavior["text"], { kind: "default", literal: { kind: "string", value: "" } });
  assert.equal(behavior["list"], {
    kind: "default",
    literal: {
      kind: "collection",
      literals: [
        { kind: "integer", value: 1 },
        { kind: "integer", value: 2 },
      ],
    },
  });
  const bare = { kind: "default", literal: { kind: "none" } };
  assert.equal(behavior["optional"], bare);
  assert.equal(behavior["nullable"], bare);
  assert.equal(behavior["nullByDefault"], bare);
  const either = behavior["either"];
  assert.is(either?.kind === "default" && either.literal.kind, "union");
  assert.equal(spec.labels, { team: "a" });
  assert.equal(spec.annotations, { note: "b" });
  assert.equal(spec.fixedInputs, {});
});

launchPlans.run();
