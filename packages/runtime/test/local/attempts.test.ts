import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { IgnoreOutputs, RecoverableError } from "../../src/errors/user-errors.ts";
import { currentContext } from "../../src/index.ts";
import { type RunEvent, runLocally } from "../../src/local/index.ts";
import { addTask, bodyOf, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";

const add = addTask("addInAttempt");
const never = (): Promise<never> => new Promise(() => {});
const pass = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const retries = suite("attempts");

retries("wait twice as long every time, and no longer than they may", async () => {
  const flaky = defineTask("alwaysFlaky", {}, m.none, async () => Promise.reject(new RecoverableError("again")), {
    retries: 4,
  });
  const delays: number[] = [];
  const onEvent = (event: RunEvent): void => {
    if (event.kind === "node-retried") delays.push(event.delayMilliseconds);
  };
  await Promise.resolve(runLocally(flaky, {}, { retryDelay: { first: 4, most: 10 }, onEvent })).catch(() => {});
  assert.is(delays.length, 4);
  for (const [index, around] of [4, 8, 10, 10].entries()) {
    const delay = delays[index] ?? 0;
    assert.ok(delay >= around / 2 && delay <= around * 1.5, `${delay} is about ${around}`);
  }
});

retries("need delays that are numbers", async () => {
  const error = await refusal(() => runLocally(add, { a: 1, b: 2 }, { retryDelay: { first: -1 } }));
  assert.is(error.text, 'option "retryDelay.first": expected milliseconds from 0, got -1');
});

retries("hand checkpoints to each other", async () => {
  const counts = defineTask(
    "countsAttempts",
    {},
    m.value(m.text),
    async () => {
      const { checkpoint, attempt } = currentContext();
      const before = new TextDecoder().decode((await checkpoint.read()) ?? new Uint8Array());
      await checkpoint.write(new TextEncoder().encode(`${before}${attempt}`));
      if (attempt < 2) throw new RecoverableError("again");
      return before;
    },
    { retries: 2 },
  );
  assert.equal(await runLocally(counts, {}, { retryDelay: { first: 1 } }), new Map([["o0", "01"]]));
});

retries("of a task that throws IgnoreOutputs end well where it has none", async () => {
  const ignoring = defineTask("ignoring", {}, m.none, async () => Promise.reject(new IgnoreOutputs("other worker")));
  assert.equal(await runLocally(ignoring, {}), new Map());
  const wrong = defineTask("ignoringOutputs", {}, m.value(m.int), async () => Promise.reject(new IgnoreOutputs("no")));
  const error = await refusal(() => runLocally(wrong, {}));
  assert.equal(spelled(error), {
    code: "task-failed",
    message: [
      "task flows.ignoringOutputs threw IgnoreOutputs, and has the outputs o0",
      "  fix: throw it only where something else writes the outputs, as in one worker of several",
    ].join("\n"),
  });
});

retries.run();

const timeouts = suite("a timeout in a local run");

timeouts("ends an attempt and aborts its signal, though the function goes on", async () => {
  const reasons: unknown[] = [];
  const slow = defineTask(
    "tooSlow",
    {},
    m.none,
    () => {
      const { signal } = currentContext();
      signal.addEventListener("abort", () => reasons.push(signal.reason));
      return never();
    },
    { timeout: { milliseconds: 20 } },
  );
  const error = await refusal(() => bodyOf("runsTooLong", () => slow())());
  assert.equal(spelled(error), {
    code: "timed-out",
    message: [
      "task flows.tooSlow took longer than its timeout of 20 ms",
      "  at task flows.tooSlow (flows.ts:1:1)",
      "  at node n0",
      "  fix: raise the option timeout, or that of the call's .with(); currentContext().signal tells the task that its time is over",
    ].join("\n"),
  });
  assert.is((reasons[0] as Error).message.startsWith("task flows.tooSlow took longer"), true);
});

timeouts("uses up an attempt, and is that of the call where the call has one", async () => {
  let attempts = 0;
  const slow = defineTask("slowAtFirst", {}, m.value(m.int), async () => {
    attempts++;
    if (attempts < 3) await never();
    return attempts;
  });
  const flow = defineWorkflow("slowThenQuick", {}, m.value(m.int), async () =>
    slow().with({ timeout: { milliseconds: 10 }, retries: 2 }),
  );
  assert.equal(await runLocally(flow, {}, { retryDelay: { first: 1 } }), new Map([["o0", 3]]));
});

timeouts("of a task alone counts too", async () => {
  const slow = defineTask("slowAlone", {}, m.none, never, { timeout: { milliseconds: 5 } });
  assert.is((await refusal(() => slow())).code, "timed-out");
});

timeouts.run();

const cancelling = suite("a local run that is cancelled");

cancelling("aborts the signals of what runs, starts nothing, and says so", async () => {
  const seen: string[] = [];
  const patient = defineTask("patient", {}, m.none, async () => {
    const { signal } = currentContext();
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    seen.push("aborted");
  });
  const after = defineTask("afterCancel", {}, m.none, async () => void seen.push("after"));
  const flow = bodyOf("cancelled", () => {
    after().after(patient());
  });
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 10);
  const error = await refusal(() => runLocally(flow, {}, { signal: controller.signal }));
  assert.is(error.code, "cancelled");
  assert.is(error.text, "The run was cancelled");
  assert.is(error.cause, "enough");
  assert.equal(seen, ["aborted"]);
});

cancelling("does not wait for ever for a task that does not look at its signal", async () => {
  const deaf = defineTask("deaf", {}, m.none, never);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  const error = await refusal(() =>
    runLocally(
      bodyOf("runsDeaf", () => deaf()),
      {},
      { signal: controller.signal },
    ),
  );
  assert.is(error.code, "cancelled");
  assert.is(error.text, "task flows.deaf was running when the run was cancelled");
  assert.equal(error.where, ["task flows.deaf (flows.ts:1:1)", "node n0"]);
});

cancelling("before it has started runs nothing", async () => {
  let runs = 0;
  const count = defineTask("countRuns", {}, m.none, async () => void runs++);
  const error = await refusal(() => runLocally(count, {}, { signal: AbortSignal.abort() }));
  assert.is(error.code, "cancelled");
  assert.is(runs, 0);
});

cancelling("is what ended a task that throws because of it", async () => {
  const fetching = defineTask("fetching", {}, m.none, async () => {
    const { signal } = currentContext();
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
  });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  const options = { signal: controller.signal };
  assert.is((await refusal(() => runLocally(fetching, {}, options))).text, "The run was cancelled");
  // The failure inside comes out later than what it makes the task beside it throw.
  const fails = defineTask("failsDeep", {}, m.none, async () => {
    await pass(5);
    throw new Error("deep");
  });
  const inner = bodyOf("failsDeepInner", () => {
    fails();
    fetching();
  });
  const outer = bodyOf("failsDeepOuter", () => {
    inner();
    fetching();
  });
  assert.match((await refusal(() => outer())).text, "flows.failsDeep failed: Error: deep");
});

cancelling("aborts what runs beside a node that fails, too", async () => {
  let aborted = false;
  const patient = defineTask("patientBeside", {}, m.none, async () => {
    const { signal } = currentContext();
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    aborted = true;
  });
  const fail = defineTask("failsBesidePatient", {}, m.none, async () => {
    await pass(5);
    throw new Error("no");
  });
  const flow = bodyOf("patientAndFailing", () => {
    patient();
    fail();
  });
  assert.match((await refusal(() => flow())).text, "flows.failsBesidePatient failed");
  assert.is(aborted, true);
});

cancelling.run();

const nested = suite("a task that calls tasks");

nested("lends them its room, so that they run though there is room for one", async () => {
  let now = 0;
  let most = 0;
  const leaf = defineTask("leaf", { n: m.int }, m.value(m.int), async (n: number) => {
    most = Math.max(most, ++now);
    await pass(1);
    now--;
    return n;
  });
  const parent = defineTask("parent", { n: m.int }, m.value(m.int), async (n: number) => {
    const values = await Promise.all([leaf(n), leaf(n + 1), leaf(n + 2)]);
    return values.reduce((sum, value) => sum + value, 0);
  });
  const flow = defineWorkflow("parents", {}, m.value(m.int), async () => add(parent(1), parent(2)));
  assert.equal(await runLocally(flow, {}, { concurrency: 1 }), new Map([["o0", 15]]));
  assert.is(most, 1);
});

nested("shows their calls as part of its node", async () => {
  const parent = defineTask("tellingParent", {}, m.value(m.int), async () => add(await add(1, 2), 3));
  const events: RunEvent[] = [];
  await runLocally(
    bodyOf("telling", () => parent()),
    {},
    { onEvent: (event) => events.push(event) },
  );
  assert.equal(
    events.map(({ kind, node, entity }) => `${kind} ${node} ${entity}`),
    [
      "node-started n0 flows.tellingParent",
      "node-started n0/call0 flows.addInAttempt",
      "node-succeeded n0/call0 flows.addInAttempt",
      "node-started n0/call1 flows.addInAttempt",
      "node-succeeded n0/call1 flows.addInAttempt",
      "node-succeeded n0 flows.tellingParent",
    ],
  );
});

nested("is told that they were not run once another node has failed", async () => {
  let caught: unknown;
  const fail = defineTask("failsBesideParent", {}, m.none, async () => Promise.reject(new Error("no")));
  const parent = defineTask("callsLate", {}, m.none, async () => {
    await pass(5);
    caught = await Promise.resolve(add(1, 2)).catch((error: unknown) => error);
  });
  const flow = bodyOf("callingLate", () => {
    parent();
    fail();
  });
  await refusal(() => flow());
  assert.is((caught as Error).message, "task flows.addInAttempt was not run, since another node has failed");
});

nested("gets their errors as they threw them", async () => {
  const cause = new RangeError("inner");
  const inner = defineTask("innerThrows", {}, m.none, async () => Promise.reject(cause));
  const parent = defineTask("catching", {}, m.value(m.flag), async () => {
    const caught = await Promise.resolve(inner()).catch((error: unknown) => error);
    return caught === cause;
  });
  assert.is(await parent(), true);
});

nested.run();

const kept = suite("a run that is kept");

kept("has the inputs and outputs of every node, and what was stored", async () => {
  const { mkdtempSync } = process.getBuiltinModule("node:fs");
  const directory = mkdtempSync(`${process.getBuiltinModule("node:os").tmpdir()}/tsflyte-kept-`);
  const inner = defineWorkflow("keptInner", { n: m.int }, m.value(m.int), async (n: number) => add(n, 1));
  const flow = defineWorkflow("kept", { n: m.int }, m.value(m.int), async (n: number) => inner(add(n, 1)));
  await runLocally(flow, { n: 1 }, { directory });
  const read = (path: string): unknown => JSON.parse(readFileSync(`${directory}/nodes/${path}`, "utf8"));
  const integer = (value: number): object => ({ scalar: { primitive: { integer: String(value) } } });
  assert.equal(read("inputs.json"), { literals: { n: integer(1) } });
  assert.equal(read("n0/inputs.json"), { literals: { a: integer(1), b: integer(1) } });
  assert.equal(read("n1/n0/outputs.json"), { literals: { o0: integer(3) } });
  assert.equal(read("outputs.json"), { literals: { o0: integer(3) } });
});

kept("has the decks of its tasks, and says where", async () => {
  const { mkdtempSync } = process.getBuiltinModule("node:fs");
  const directory = mkdtempSync(`${process.getBuiltinModule("node:os").tmpdir()}/tsflyte-decks-`);
  const shows = defineTask("showsDecks", { n: m.int }, m.none, async (_n: number) => {}, { enableDeck: true });
  const flow = defineWorkflow("showing", { n: m.int }, m.none, async (n: number) => void shows(n));
  const paths: string[] = [];
  const onEvent = (event: RunEvent): void => {
    if (event.kind === "decks-written") paths.push(`${event.node} ${event.entity} ${event.path}`);
  };
  await runLocally(flow, { n: 1 }, { directory, onEvent });
  assert.equal(paths, [`n0 flows.showsDecks ${directory}/nodes/n0/deck.html`]);
  assert.match(readFileSync(`${directory}/nodes/n0/deck.html`, "utf8"), "<html");
});

kept.run();
