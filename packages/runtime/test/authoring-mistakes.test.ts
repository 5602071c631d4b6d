/** What code that no type checker has seen is told: other values than the authoring functions take. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  and,
  dynamic,
  eq,
  FlyteFile,
  html,
  ImperativeWorkflow,
  launchPlan,
  registerCodec,
  registerTaskResolver,
  type Workflow,
  when,
} from "../src/index.ts";
import { callLoosely, defineTask, defineWorkflow } from "./support/define.ts";
import { int, metadata, value } from "./support/metadata.ts";
import { refusal } from "./support/refusal.ts";

const one = defineTask("mistakenOne", { a: int }, value(int), async (a: number) => a);
const flow = defineWorkflow("mistakenFlow", { a: int }, value(int), async (a: number) => one(a));
const withOption = (options: object): unknown =>
  defineTask("mistakenOption", { a: int }, value(int), async (a: number) => a, options);

interface Loop {
  self?: Loop;
}
const endless: Loop = {};
endless.self = endless;

const cases: readonly (readonly [title: string, use: () => unknown, text: string])[] = [
  [
    "a file without a path",
    () => callLoosely((uri: never) => new FlyteFile(uri), Symbol("x")),
    "new FlyteFile(): expected a path or URI, got Symbol(x)",
  ],
  [
    "a codec without functions",
    () => callLoosely(registerCodec, "mistaken", { type: { kind: "simple", simple: "string" } }),
    'The codec "mistaken" is incomplete',
  ],
  ["a codec without a name", () => callLoosely(registerCodec, 5, {}), "A codec cannot be registered under 5"],
  ["html as a function", () => callLoosely(html, "<b>"), 'html: expected a template, html`…`, got "<b>"'],
  [
    "a launch plan whose name is a number",
    () => callLoosely(launchPlan, flow, { name: 5 }),
    'launchPlan() of flows.mistakenFlow, option "name": expected a text that is not empty, got 5',
  ],
  [
    "defaults that are null",
    () => callLoosely(launchPlan, flow, { name: "mistaken", defaultInputs: null }),
    'launch plan mistaken, option "defaultInputs": expected an object of inputs, got null',
  ],
  [
    "a resolver without functions",
    () => callLoosely(registerTaskResolver, { location: "flows.resolver" }),
    'registerTaskResolver(): expected a TaskResolver: { location: "module.constant", name, loaderArgs, loadTask }, got "flows.resolver"',
  ],
  [
    "no resolver",
    () => callLoosely(registerTaskResolver, undefined),
    'registerTaskResolver(): expected a TaskResolver: { location: "module.constant", name, loaderArgs, loadTask }, got undefined',
  ],
  [
    "inputs to ignore as a text",
    () => withOption({ ignoreInputVars: "a" }),
    'task flows.mistakenOption, option "ignoreInputVars": expected a list of its inputs, got "a"',
  ],
  [
    "no validators",
    () => withOption({ validators: null }),
    'task flows.mistakenOption, option "validators": expected an object with a schema for some of its inputs, got null',
  ],
  [
    "a conjunction of something else, outside a workflow",
    () => when(callLoosely(and, eq(1, 1), undefined) as never, () => one(1)).otherwise(() => one(2)),
    "branch branch: expected a condition, got undefined",
  ],
  [
    "a comparison of an object, outside a workflow",
    () => when(eq<unknown>({}, 1), () => one(1)).otherwise(() => one(2)),
    "branch branch: expected eq(…) to look at a number, string, boolean, date or duration, got {}, which is a value of type object",
  ],
  [
    "a case that is an object",
    () => callLoosely(when, eq(1, 1), Object.create(null)),
    "branch branch: expected a case to be a function that makes a call, got {}",
  ],
  [
    "an output that holds itself",
    () => new ImperativeWorkflow("mistaken-output").addOutput("x", endless as never),
    'workflow mistaken-output: expected its output "x" to be an input, an output of a node, or a list or record of these',
  ],
  [
    "an input that holds itself",
    async () => {
      const imperative = new ImperativeWorkflow("mistaken-input");
      imperative.addTask(one, endless as never);
      await imperative.compile();
    },
    'The input "self" is unknown to task flows.mistakenOne, which has the inputs a',
  ],
];

const mistakes = suite("mistakes without types");
for (const [title, use, text] of cases) {
  mistakes(`${title} is refused`, async () => {
    const error = await refusal(use);
    assert.ok(error.text.startsWith(text), error.text);
  });
}
mistakes("URLs are compared by what they say", async () => {
  const same = when(eq(new URL("http://a/b"), new URL("http://a/b")), () => one(1)).otherwise(() => one(2));
  assert.is(await same, 1);
});
mistakes("a dynamic task that calls itself without end is stopped", async () => {
  const facts = metadata("mistakenEndless", { a: int }, value(int), { kind: "dynamic" });
  const endless = callLoosely(dynamic, async (a: number) => again(a + 1), facts) as Workflow<typeof again>;
  function again(a: number): Promise<number> {
    return endless(a);
  }
  const error = await refusal(() => endless(1));
  assert.is(error.code, "workflow-cycle");
  assert.match(error.message, "was asked for inside 500 others: dynamic tasks call each other without end\n  fix: ");
});
mistakes.run();
