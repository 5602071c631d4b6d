/** What tests are told that give the helpers something else than they take. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fixedOutput, graphOf, mockTask, runWorkflow, withContext } from "../../src/testing/index.ts";
import { callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import { int, value } from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const one = defineTask("hostileOne", { a: int }, value(int), async (a: number) => a);
const flow = defineWorkflow("hostileFlow", { a: int }, value(int), async (a: number) => one(a));
const body = (): void => {};

const cases: readonly (readonly [title: string, use: () => unknown, text: string])[] = [
  [
    "a graph of nothing",
    () => callLoosely(graphOf, undefined),
    "undefined has no graph: expected a workflow, or a launch plan of one",
  ],
  [
    "a run of a function",
    () => callLoosely(runWorkflow, () => 1, {}),
    "runWorkflow(): expected a task, workflow or launch plan, got a function",
  ],
  [
    "a run of a call",
    () => callLoosely(runWorkflow, flow(1), {}),
    "runWorkflow(): expected a task, workflow or launch plan, got {}",
  ],
  [
    "inputs that are none",
    () => callLoosely(runWorkflow, flow, null),
    "The inputs of workflow flows.hostileFlow: expected an object by name, got null",
  ],
  [
    "options that are none",
    () => callLoosely(runWorkflow, flow, { a: 1 }, null),
    "options of a local run: expected an object, got null",
  ],
  [
    "an option that does not exist",
    () => callLoosely(runWorkflow, flow, { a: 1 }, { concurency: 1 }),
    'options of a local run: there is no option "concurency"',
  ],
  [
    "a concurrency of none",
    () => runWorkflow(flow, { a: 1 }, { concurrency: 0 }),
    'option "concurrency": expected a number from 1, got 0',
  ],
  [
    "gates that are answers",
    () => callLoosely(runWorkflow, flow, { a: 1 }, { gates: true }),
    'option "gates": expected a function that answers gates, got true',
  ],
  [
    "a listener that is none",
    () => callLoosely(runWorkflow, flow, { a: 1 }, { onEvent: [] }),
    'option "onEvent": expected a function that is called with every event, got []',
  ],
  [
    "a signal that is a controller",
    () => callLoosely(runWorkflow, flow, { a: 1 }, { signal: {} }),
    'option "signal": expected the signal of an AbortController, got {}',
  ],
  [
    "a directory without a name",
    () => runWorkflow(flow, { a: 1 }, { directory: "" }),
    'option "directory": expected the path of a folder, got ""',
  ],
  [
    "a delay of another name",
    () => callLoosely(runWorkflow, flow, { a: 1 }, { retryDelay: { max: 1 } }),
    'option "retryDelay": there is no option "max"',
  ],
  [
    "a delay that is a number",
    () => callLoosely(runWorkflow, flow, { a: 1 }, { retryDelay: 5 }),
    'option "retryDelay": expected an object with first or most, got 5',
  ],
  [
    "outputs that are a list",
    () => callLoosely(runWorkflow, flow, { a: 1 }, { outputs: [1] }),
    'option "outputs": expected an object with outputs by node or entity, got [1]',
  ],
  [
    "an output of nothing",
    () => callLoosely(fixedOutput, null, 1),
    "fixedOutput(): expected a task, workflow or launch plan, got null",
  ],
  [
    "a mock of nothing",
    () => callLoosely(mockTask, undefined, body),
    "mockTask(): expected a task, workflow or launch plan, got undefined",
  ],
  [
    "a mock by a value",
    () => callLoosely(mockTask, one, 5),
    "mockTask() of task flows.hostileOne, implementation: expected a function that gives its result, got 5",
  ],
  [
    "a mock for no body",
    () => callLoosely(mockTask, one, body, null),
    "mockTask() of task flows.hostileOne, body: expected a function, got null",
  ],
  ["a context of nothing", () => callLoosely(withContext, null, body), "withContext(): expected an object with"],
  [
    "a context of another fact",
    () => callLoosely(withContext, { secret: {} }, body),
    'withContext(): there is no option "secret"',
  ],
  [
    "secrets without groups",
    () => callLoosely(withContext, { secrets: { token: "x" } }, body),
    'withContext(), option "secrets", group "token": expected an object of texts, got "x"',
  ],
  [
    "a context for no body",
    () => callLoosely(withContext, {}, undefined),
    "withContext(), body: expected a function, got undefined",
  ],
];

const hostile = suite("helpers of tests");
for (const [title, use, text] of cases) {
  hostile(`refuse ${title}`, async () => {
    const error = await refusal(async () => use());
    assert.ok(error.text.startsWith(text), error.text);
  });
}
hostile.run();
