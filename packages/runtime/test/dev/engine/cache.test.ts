/** What is taken from the cache, and what is kept there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CatalogCacheStatus as Status } from "../../../src/idl/gen/flyteidl/core/catalog_pb.ts";
import type { TaskTemplate } from "../../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import { literalMapToIdl } from "../../../src/idl/index.ts";
import { type Bench, closureOf, withBench } from "./engine-bench.ts";
import { constants, type NodeInit, promise, scriptTask, type TaskFacts, taskNode, workflowOf } from "./templates.ts";

const cache = suite("cache");
const int = { inputs: { o0: "integer" }, outputs: { o0: "integer" } } as const;
const on = { discoverable: true, discoveryVersion: "1" };

function counted(facts: TaskFacts = {}, script = 'echo ran >> count; cp "$1" "$2/outputs.pb"'): TaskTemplate {
  return scriptTask("counted", script, { ...int, metadata: on, ...facts });
}

function runs(bench: Bench): number {
  return readFileSync(join(bench.image, "count"), "utf8").trim().split("\n").length;
}

function closure(task: TaskTemplate, metadata: NodeInit["metadata"] = {}) {
  return closureOf(
    workflowOf("wf", [taskNode("n0", task, { inputs: [promise("o0", "", "x")], metadata })], {
      inputs: { x: "integer" },
      outputs: { r: "integer" },
      bindings: [promise("r", "n0", "o0")],
    }),
    [task],
  );
}

cache(
  "the first run populates, the second one hits and runs no container",
  withBench(async (bench) => {
    const first = await bench.run(closure(counted()), { x: 3 });
    assert.is(bench.node(first.key, "n0").cache_status, Status.CACHE_POPULATED);
    const second = await bench.run(closure(counted({ version: "v2" })), { x: 3 });
    assert.is(bench.node(second.key, "n0").cache_status, Status.CACHE_HIT);
    assert.equal(second.outputs, { r: 3 });
    assert.is(bench.attempts(second.key, "n0").length, 0);
    assert.is(runs(bench), 1);
    const node = bench.node(second.key, "n0");
    assert.equal(node.cache_key, bench.node(first.key, "n0").cache_key);
  }),
);

cache(
  "other inputs, another cache version, another interface and overwriting run it",
  withBench(async (bench) => {
    await bench.run(closure(counted()), { x: 3 });
    await bench.run(closure(counted()), { x: 4 });
    await bench.run(closure(counted({ metadata: { ...on, discoveryVersion: "2" } })), { x: 3 });
    await bench.run(closure(counted({ outputs: { o0: "integer", more: "integer" } })), { x: 3 });
    const { key } = await bench.run(closure(counted()), { x: 3 }, { overwriteCache: true });
    assert.is(runs(bench), 5);
    assert.is(bench.node(key, "n0").cache_status, Status.CACHE_POPULATED);
  }),
);

cache(
  "ignored inputs do not count, and one with a hash counts by that",
  withBench(async (bench) => {
    const task = counted({
      inputs: { o0: "integer", other: "integer" },
      metadata: { ...on, cacheIgnoreInputVars: ["other"] },
    });
    const two = closureOf(
      workflowOf("wf", [taskNode("n0", task, { inputs: [promise("o0", "", "x"), promise("other", "", "y")] })], {
        inputs: { x: "integer", y: "integer" },
      }),
      [task],
    );
    await bench.run(two, { x: 3, y: 1 });
    await bench.run(two, { x: 3, y: 2 });
    assert.is(runs(bench), 1);
    const hashed = (value: number) => literalMapToIdl({ x: { kind: "integer", value, hash: "same" } });
    for (const value of [1, 2]) {
      const key = bench.start(closure(counted()), hashed(value));
      await bench.engine.ended(key);
    }
    assert.is(runs(bench), 2);
  }),
);

cache(
  "a node turns caching on or off for its task",
  withBench(async (bench) => {
    const off = { cacheableValue: { case: "cacheable", value: false } } as const;
    for (let run = 0; run < 2; run++) {
      const { key } = await bench.run(closure(counted(), off), { x: 3 });
      assert.is(bench.node(key, "n0").cache_status, Status.CACHE_DISABLED);
    }
    assert.is(runs(bench), 2);
    const node = {
      cacheableValue: { case: "cacheable", value: true },
      cacheVersionValue: { case: "cacheVersion", value: "n" },
    } as const;
    for (let run = 0; run < 2; run++) await bench.run(closure(counted({ metadata: {} }), node), { x: 3 });
    assert.is(runs(bench), 3);
  }),
);

cache(
  "of serial tasks with the same inputs one runs, and the others take what it gave",
  withBench(async (bench) => {
    const task = counted(
      { metadata: { ...on, cacheSerializable: true } },
      'echo ran >> count; sleep 0.2; cp "$1" "$2/outputs.pb"',
    );
    const nodes = ["n0", "n1", "n2"].map((id) => taskNode(id, task, { inputs: [promise("o0", "", "x")] }));
    const { phase } = await bench.run(closureOf(workflowOf("wf", nodes, { inputs: { x: "integer" } }), [task]), {
      x: 3,
    });
    assert.is(phase, "SUCCEEDED");
    assert.is(runs(bench), 1);
  }),
);

cache(
  "a cached task without a cache version fails the whole execution",
  withBench(async (bench) => {
    const { phase, error } = await bench.run(closure(counted({ metadata: { discoverable: true } })), { x: 3 });
    assert.is(phase, "FAILED");
    assert.match(error?.message ?? "", /cached without a cache version, which the catalog refuses/);
  }),
);

cache(
  "elements of arrays are cached each by its own value",
  withBench(async (bench) => {
    bench.outputs("o.pb", { o0: 7 });
    const task = scriptTask("element", 'echo ran >> count; cp o.pb "$2/outputs.pb"', {
      inputs: { xs: "integers" },
      outputs: { o0: "integers" },
      metadata: on,
    });
    const array = (values: readonly number[]) =>
      closureOf(
        workflowOf("wf", [
          {
            id: "n0",
            inputs: [constants("xs", values)],
            target: { case: "arrayNode", value: { node: taskNode("inner", task) } },
          },
        ]),
        [task],
      );
    await bench.run(array([1, 2]));
    const { key, phase } = await bench.run(array([2, 3]));
    assert.is(phase, "SUCCEEDED");
    assert.is(bench.node(key, "n0-0-n0", "n0").cache_status, Status.CACHE_HIT);
    assert.is(runs(bench), 3);
  }),
);

cache.run();
