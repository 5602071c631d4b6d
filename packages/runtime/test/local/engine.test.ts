import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { RecoverableError } from "../../src/errors/user-errors.ts";
import { FlyteFile, type Invocation } from "../../src/index.ts";
import { type RunEvent, runLocally } from "../../src/local/index.ts";
import { addTask, bodyOf, callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";

/** Ends when every promise that can be settled now has been. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

const add = addTask("add");
const text = (event: RunEvent): string => `${event.kind} ${event.node} ${event.entity}`;

/** A task that counts how many of it run at once. */
function crowd(name: string): {
  readonly task: () => Invocation<void>;
  readonly most: () => number;
  readonly runs: () => number;
} {
  let now = 0;
  let most = 0;
  let runs = 0;
  const task = defineTask(name, {}, m.none, async () => {
    now++;
    runs++;
    most = Math.max(most, now);
    await settled();
    now--;
  });
  return { task, most: () => most, runs: () => runs };
}

const running = suite("a local run");

running("gives a task's result, through its literals", async () => {
  assert.is(await add(1, 2), 3);
  assert.is(await add(add(1, 2), Promise.resolve(4)), 7);
  assert.equal(await runLocally(add, { a: 1, b: 2 }), new Map([["o0", 3]]));
});

running("gives a workflow's result as its function would", async () => {
  const pair = defineWorkflow("pair", { n: m.int }, m.tupleOf({ a: m.int, b: m.int }), async (n: number) => [
    await add(n, 1),
    n,
  ]);
  const named = defineWorkflow("named", { n: m.int }, m.outputsOf({ a: m.int }), async (n: number) => ({
    a: add(n, 1),
  }));
  const none = bodyOf("none", () => add(1, 2));
  assert.equal(await pair(4), [5, 4]);
  assert.equal(await named(4), { a: 5 });
  assert.is(await none(), undefined);
});

running("uses defaults and leaves undefined to the function", async () => {
  const seen: unknown[] = [];
  const show = defineTask(
    "show",
    { a: m.withDefault(m.int, 1), b: m.optional(m.int), c: m.nullable(m.int) },
    m.none,
    async (...values: unknown[]) => void seen.push(values),
  );
  await callLoosely(show, undefined, undefined, null);
  await bodyOf("showing", () => callLoosely(show, 5, undefined, null))();
  assert.equal(seen, [
    [1, undefined, null],
    [5, undefined, null],
  ]);
});

running("runs a workflow that calls nothing", async () => {
  const through = defineWorkflow("through", { n: m.int }, m.value(m.int), async (n: number) => n);
  assert.is(await through(4), 4);
});

running("follows paths through structs, lists and records", async () => {
  const deep = m.struct("Deep", {
    rows: m.list(m.record(m.struct("Row", { n: m.int }))),
    pair: m.tuple(m.int, m.text),
  });
  const make = defineTask("makeDeep", {}, m.value(deep), async () => ({
    rows: [{}, { "a key": { n: 41 } }],
    pair: [7, "x"],
  }));
  const lists = defineTask("makeLists", {}, m.value(m.record(m.list(m.int))), async () => ({ a: [1, 2, 3] }));
  const flow = defineWorkflow("paths", {}, m.tupleOf({ a: m.int, b: m.int, c: m.int }), async () => {
    const made = (await make()) as never as { rows: Record<string, { n: number }>[]; pair: [number, string] };
    const made2 = (await lists()) as Record<string, number[]>;
    return [add(made.rows[1]?.["a key"]?.n as number, 1), made.pair[0], made2["a"]?.[2]];
  });
  assert.equal(await flow(), [42, 7, 3]);
});

running("says which part of a value is not there", async () => {
  const lists = defineTask("makeList", {}, m.value(m.list(m.int)), async () => [1]);
  const flow = defineWorkflow("beyond", {}, m.value(m.int), async () => add((await lists())[4] as number, 1));
  const error = await refusal(() => flow());
  assert.is(error.code, "bad-reference");
  assert.is(
    error.text,
    'Nothing stands at [4] of the output "o0" of node n0 of workflow flows.beyond: the list has 1 element',
  );
});

running("passes files on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-test-"));
  writeFileSync(join(folder, "in.txt"), "hello");
  const upper = defineTask("upper", { file: m.file("txt") }, m.value(m.file("txt")), async (file: FlyteFile<"txt">) => {
    const path = join(mkdtempSync(join(folder, "out-")), "out.txt");
    writeFileSync(path, (await file.text()).toUpperCase());
    return new FlyteFile<"txt">(path);
  });
  const flow = defineWorkflow(
    "files",
    { file: m.file("txt") },
    m.value(m.file("txt")),
    async (file: FlyteFile<"txt">) => upper(upper(file)),
  );
  const result = await flow(new FlyteFile<"txt">(join(folder, "in.txt")));
  assert.is(readFileSync(await result.path(), "utf8"), "HELLO");
});

running("runs what a task calls, and keeps it out of the workflow", async () => {
  const outer = defineTask("outer", { n: m.int }, m.value(m.int), async (n: number) => (await add(n, 1)) * 10);
  const inner = defineWorkflow("innerFlow", { n: m.int }, m.value(m.int), async (n: number) => add(n, 5));
  const callsFlow = defineTask("callsFlow", { n: m.int }, m.value(m.int), async (n: number) => inner(n));
  const flow = defineWorkflow("outerFlow", { n: m.int }, m.tupleOf({ a: m.int, b: m.int }), async (n: number) => [
    outer(n),
    callsFlow(n),
  ]);
  assert.equal(await flow(1), [20, 6]);
  assert.is((await flow.compile()).nodes.length, 2);
});

running("lets .with() and .after() be used outside a workflow", async () => {
  const events: string[] = [];
  const slow = defineTask("slow", {}, m.none, async () => {
    await settled();
    events.push("slow");
  });
  const quick = defineTask("quick", {}, m.none, async () => void events.push("quick"));
  const first = slow();
  await quick().with({ retries: 3 }).after(first);
  assert.equal(events, ["slow", "quick"]);
  const failing = defineTask("failingFirst", {}, m.none, async () => {
    throw new Error("no");
  });
  const before = events.length;
  const error = await Promise.resolve(quick().after(failing())).catch((reason: Error) => reason);
  assert.is((error as Error).message, "no");
  assert.is(events.length, before, "what waits for a failure does not run");
});

running("names everything that is wrong about its inputs", async () => {
  const wrong = await refusal(() => callLoosely(add, "1", [2]) as Promise<unknown>);
  assert.is(wrong.code, "wrong-type");
  assert.match(wrong.message, 'a: expected an integer, got the string "1"');
  assert.match(wrong.message, "b: expected an integer, got an array of 1 element");
  assert.match(wrong.message, "task flows.add (flows.ts:1:1)");
  const missing = await refusal(() => runLocally(add, {}));
  assert.is(missing.text, 'The inputs "a" (an integer), "b" (an integer) of task flows.add are missing');
  const unknown = await refusal(() => runLocally(add, { a: 1, b: 2, c: 3 }));
  assert.is(unknown.text, 'The input "c" is unknown to task flows.add, which has the inputs a, b');
});

running("names node and task where a result is not of its type", async () => {
  const liar = defineTask("liar", {}, m.value(m.int), async () => "five");
  const flow = bodyOf("lied", () => liar());
  const error = await refusal(() => flow());
  assert.equal(spelled(error), {
    code: "wrong-type",
    message: [
      'The output "o0" of task flows.liar is not of its type: o0: expected an integer, got the string "five"',
      "  at task flows.liar (flows.ts:1:1)",
      "  at node n0",
      "  fix: return a value of the declared type, or change the return type and build again",
    ].join("\n"),
  });
});

running.run();

const parallel = suite("nodes of a local run");

parallel("run at once where none waits for another", async () => {
  const { task, most } = crowd("crowd5");
  await bodyOf("five", () => Promise.all([task(), task(), task(), task(), task()]))();
  assert.is(most(), 5);
});

parallel("run one after another where .after() says so", async () => {
  const { task, most } = crowd("crowdInRow");
  await bodyOf("row", () => {
    const first = task();
    const second = task().after(first);
    task().after(second);
  })();
  assert.is(most(), 1);
});

parallel("are no more at a time than are allowed, in workflows inside too", async () => {
  const { task, most, runs } = crowd("crowdBounded");
  const inner = bodyOf("boundedInner", () => Array.from({ length: 6 }, () => task()) && undefined);
  const flow = bodyOf("bounded", () => {
    for (let index = 0; index < 3; index++) inner();
  });
  await runLocally(flow, {}, { concurrency: 4 });
  assert.is(most(), 4);
  assert.is(runs(), 18);
});

parallel("need room for one at least", async () => {
  for (const concurrency of [0, -1, Number.NaN, "2.x" as never]) {
    const error = await refusal(() => runLocally(add, { a: 1, b: 2 }, { concurrency }));
    assert.match(error.text, 'option "concurrency": expected a number from 1, got');
  }
  await runLocally(add, { a: 1, b: 2 }, { concurrency: Number.POSITIVE_INFINITY });
});

parallel("tell what happens to them, in order", async () => {
  const events: RunEvent[] = [];
  const inner = bodyOf("toldInner", async () => add(await add(1, 2), 3));
  const flow = bodyOf("told", () => {
    const first = add(1, 2);
    inner().after(first);
  });
  await runLocally(flow, {}, { onEvent: (event) => events.push(event) });
  assert.equal(events.map(text), [
    "node-started n0 flows.add",
    "node-succeeded n0 flows.add",
    "node-started n1/n0 flows.add",
    "node-succeeded n1/n0 flows.add",
    "node-started n1/n1 flows.add",
    "node-succeeded n1/n1 flows.add",
  ]);
});

parallel("do not mind a listener that throws", async () => {
  const broken = (): never => {
    throw new Error("listener");
  };
  assert.equal(await runLocally(add, { a: 1, b: 2 }, { onEvent: broken }), new Map([["o0", 3]]));
});

parallel("make chains of thousands without running out of stack or time", async () => {
  const long = (name: string, length: number) =>
    defineWorkflow(name, {}, m.value(m.int), async () => {
      let last: Invocation<number> = add(0, 1);
      for (let index = 1; index < length; index++) last = add(last, 1);
      return last;
    });
  const timed = async (length: number): Promise<number> => {
    const flow = long(`chain${length}`, length);
    const start = performance.now();
    assert.is(await flow(), length);
    return performance.now() - start;
  };
  await timed(500);
  const short = await timed(1000);
  assert.is((await timed(5000)) < 20 * short + 500, true, "five times the length takes about five times as long");
});

parallel.run();

const failing = suite("a failure in a local run");

failing("names task, node and source, and keeps the cause", async () => {
  const cause = new RangeError("out of paper");
  const print = defineTask("print", {}, m.none, async () => Promise.reject(cause), {}, { line: 12 });
  const inner = bodyOf("printing", () => print());
  const outer = bodyOf("office", () => {
    add(1, 2);
    inner();
  });
  const error = await refusal(() => outer());
  assert.equal(spelled(error), {
    code: "task-failed",
    message: [
      "task flows.print failed: RangeError: out of paper",
      "  at node n1/n0",
      "  at task flows.print (flows.ts:12:1)",
    ].join("\n"),
  });
  assert.is(error.cause, cause);
});

failing("of a task alone is its own error", async () => {
  const cause = new RangeError("out of paper");
  const alone = defineTask("alone", {}, m.none, async () => Promise.reject(cause));
  assert.is(await Promise.resolve(alone()).catch((error: unknown) => error), cause);
});

failing("may be anything that can be thrown", async () => {
  for (const [index, thrown] of [undefined, null, 5n, "text", Symbol("s"), Object.create(null)].entries()) {
    const task = defineTask(`throws${index}`, {}, m.none, async () => {
      throw thrown;
    });
    const error = await refusal(() => bodyOf(`throwsIn${index}`, () => task())());
    assert.is(error.code, "task-failed");
    assert.is(error.cause, thrown);
  }
});

for (const policy of ["fail-immediately", "fail-after-executable-nodes-complete"] as const) {
  const immediately = policy === "fail-immediately";
  const name = immediately ? "Now" : "Late";

  failing(`${immediately ? "stops" : "does not stop"} what has not started (${policy})`, async () => {
    const ran: string[] = [];
    const step = defineTask(`step${name}`, { name: m.text }, m.none, async (at: string) => void ran.push(at));
    const slow = defineTask(`slow${name}`, {}, m.none, async () => {
      await settled();
      ran.push("slow");
    });
    const fail = defineTask(`fail${name}`, {}, m.none, async () => Promise.reject(new Error("no")));
    const flow = defineWorkflow(
      `policy${name}`,
      {},
      m.none,
      async () => {
        const failed = fail();
        step("after the failure").after(failed);
        step("after the slow one").after(slow());
      },
      { failurePolicy: policy },
    );
    const error = await refusal(() => flow());
    assert.match(error.text, `task flows.fail${name} failed: Error: no`);
    // What ran when the failure came has ended before the error comes out.
    assert.equal(ran, immediately ? ["slow"] : ["slow", "after the slow one"]);
  });

  failing(`${immediately ? "stops" : "does not stop"} what waits for room (${policy})`, async () => {
    const { task, runs } = crowd(`waiting${name}`);
    const fail = defineTask(`failFirst${name}`, {}, m.none, async () => Promise.reject(new Error("no")));
    const body = async (): Promise<void> => {
      fail();
      for (let index = 0; index < 20; index++) task();
    };
    const flow = defineWorkflow(`full${name}`, {}, m.none, body, { failurePolicy: policy });
    await refusal(() => runLocally(flow, {}, { concurrency: 2 }));
    assert.is(runs(), immediately ? 1 : 20);
  });
}

failing("stops workflows beside it, and one inside does not stop those", async () => {
  const ran: string[] = [];
  const wait = gate();
  const step = defineTask("stepBeside", { name: m.text }, m.none, async (at: string) => {
    ran.push(at);
    await wait.opened;
  });
  const fail = defineTask("failBeside", {}, m.none, async () => {
    setTimeout(wait.open, 5);
    throw new Error("no");
  });
  const inner = bodyOf("beside", () => {
    step("second").after(step("first"));
  });
  const stops = bodyOf("stopsBeside", () => {
    inner();
    fail();
  });
  await refusal(() => stops());
  assert.equal(ran, ["first"], "the workflow inside stops with the one around it");
  ran.length = 0;
  const failingInner = bodyOf("failsInside", () => {
    step("never").after(fail());
  });
  const goesOn = defineWorkflow(
    "goesOn",
    {},
    m.none,
    async () => {
      failingInner();
      inner();
    },
    { failurePolicy: "fail-after-executable-nodes-complete" },
  );
  await refusal(() => goesOn());
  assert.equal(ran, ["first", "second"]);
});

failing("is the first one where there are several", async () => {
  const late = defineTask("failsLate", {}, m.none, async () => {
    await settled();
    throw new Error("late");
  });
  const early = defineTask("failsEarly", {}, m.none, async () => Promise.reject(new Error("early")));
  const flow = bodyOf("both", () => {
    late();
    early();
  });
  assert.match((await refusal(() => flow())).text, "task flows.failsEarly failed: Error: early");
});

failing("is tried again where it is recoverable and there are retries", async () => {
  let attempts = 0;
  const flaky = defineTask(
    "flaky",
    { until: m.int },
    m.value(m.int),
    async (until: number) => {
      if (++attempts < until) throw new RecoverableError(`attempt ${attempts}`);
      return attempts;
    },
    { retries: 2 },
  );
  const events: RunEvent[] = [];
  const flow = (name: string, until: number, retries?: number) =>
    defineWorkflow(name, {}, m.value(m.int), async () => {
      const call = flaky(until);
      return retries === undefined ? call : call.with({ retries });
    });
  assert.equal(
    await runLocally(flow("flaky3", 3), {}, { onEvent: (event) => events.push(event) }),
    new Map([["o0", 3]]),
  );
  assert.equal(events.map(text), [
    "node-started n0 flows.flaky",
    "node-retried n0 flows.flaky",
    "node-started n0 flows.flaky",
    "node-retried n0 flows.flaky",
    "node-started n0 flows.flaky",
    "node-succeeded n0 flows.flaky",
  ]);
  assert.equal(
    events.flatMap((event) => (event.kind === "node-started" ? [event.attempt] : [])),
    [0, 1, 2],
  );
  attempts = 0;
  assert.match((await refusal(() => flow("flaky4", 4)())).text, "RecoverableError: attempt 3");
  attempts = 0;
  assert.is(await flow("flaky6", 6, 5)(), 6);
  attempts = 0;
  assert.is(await flaky(3), 3, "a task alone has its retries too");
});

failing("of another kind is not tried again", async () => {
  let attempts = 0;
  const broken = defineTask(
    "broken",
    {},
    m.none,
    async () => {
      attempts++;
      throw new Error("no");
    },
    { retries: 5 },
  );
  await refusal(() => bodyOf("brokenOnce", () => broken())());
  assert.is(attempts, 1);
});

failing("is tried no more once another node has failed for good", async () => {
  let attempts = 0;
  const flaky = defineTask(
    "flakyBeside",
    {},
    m.none,
    async () => {
      attempts++;
      await settled();
      throw new RecoverableError("again");
    },
    { retries: 50 },
  );
  const fail = defineTask("failsForGood", {}, m.none, async () => Promise.reject(new Error("no")));
  const flow = bodyOf("flakyAndFailing", () => {
    flaky();
    fail();
  });
  assert.match((await refusal(() => flow())).text, "flows.failsForGood failed");
  assert.is(attempts, 1);
});

failing("comes before anything runs where nodes wait for each other", async () => {
  const { task, runs } = crowd("neverRuns");
  const flow = bodyOf("circular", () => {
    task();
    const a = task();
    const b = task().after(a);
    a.after(b);
    task().after(b);
  });
  assert.equal(spelled(await refusal(() => flow())), {
    code: "workflow-cycle",
    message: [
      "workflow flows.circular: nodes wait for each other in a circle: n1 → n2 → n1",
      "  at flows.ts:1:1",
      "  fix: remove one .after() of the circle",
    ].join("\n"),
  });
  assert.is(runs(), 0);
});

failing("comes before anything runs where two nodes have one id", async () => {
  const { task, runs } = crowd("neverRunsEither");
  const flow = bodyOf("twins", () => {
    task().with({ nodeName: "x" });
    task().with({ nodeName: "X" });
  });
  const error = await refusal(() => flow());
  assert.is(error.code, "compile-problems");
  assert.is(error.text, "workflow flows.twins, node x: 2 nodes have this id");
  assert.is(runs(), 0);
});

failing("inside a task that a task calls names the outer node", async () => {
  const outer = defineTask("callsWrongly", {}, m.none, async () => void (await callLoosely(add, "1", 2)));
  const error = await refusal(() => bodyOf("wrongInside", () => outer())());
  assert.is(error.code, "wrong-type");
  assert.equal(error.where, ["task flows.add (flows.ts:1:1)", "task flows.callsWrongly (flows.ts:1:1)", "node n0"]);
});

failing.run();
