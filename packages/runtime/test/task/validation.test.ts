import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as valibot from "valibot";
import * as zod from "zod";
import type { Schema } from "../../src/metadata/index.ts";
import { callLoosely, defineTask, defineWorkflow } from "../support/define.ts";
import { int, value } from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const rate: Schema = { type: "number", minimum: 0, maximum: 1 };
const text: Schema = { type: "string" };

const test = suite("validation of values");
let count = 0;
const unique = (): string => `t${count++}`;

test("an input outside its constraint is refused before the function runs", async () => {
  let ran = false;
  const half = defineTask(unique(), { rate }, value(rate), async (r: number) => {
    ran = true;
    return r / 2;
  });
  assert.is(await half(1), 0.5);
  ran = false;
  const error = await refusal(() => half(2));
  assert.is(error.code, "wrong-type");
  assert.match(error.text, 'The input "rate" of task flows.');
  assert.match(error.text, "expected a number of at most 1, got the number 2");
  assert.is(ran, false);
});

test("an output outside its constraint is refused", async () => {
  const double = defineTask(unique(), { rate }, value(rate), async (r: number) => r * 2);
  const { text: message } = await refusal(() => double(0.75));
  assert.match(message, /The output "o0" of task .*: o0: expected a number of at most 1, got the number 1.5/);
});

test("validate: false turns constraints off, and types are checked all the same", async () => {
  const double = defineTask(unique(), { rate }, value(rate), async (r: number) => r * 2, { validate: false });
  assert.is(await double(3), 6);
  assert.match(
    (await refusal(() => callLoosely(double as never, "3") as PromiseLike<unknown>)).text,
    "expected a number",
  );
});

test("TSFLYTE_VALIDATE=false turns constraints off for whoever says nothing", async () => {
  const double = defineTask(unique(), { rate }, value(rate), async (r: number) => r * 2);
  const strict = defineTask(unique(), { rate }, value(rate), async (r: number) => r * 2, { validate: true });
  process.env["TSFLYTE_VALIDATE"] = "false";
  try {
    assert.is(await double(3), 6);
    assert.match((await refusal(() => strict(3))).text, "at most 1");
  } finally {
    delete process.env["TSFLYTE_VALIDATE"];
  }
});

test("a workflow's own constraints hold at its edges, though its tasks' types are wider", async () => {
  const wide: Schema = { type: "number" };
  const double = defineTask(unique(), { r: wide }, value(wide), async (r: number) => r * 2);
  const outer = defineWorkflow(unique(), { rate }, value(rate), async (r: number) => double(r));
  assert.is(await outer(0.5), 1);
  assert.match((await refusal(() => outer(2))).text, /The input "rate" of workflow .*at most 1, got the number 2/);
  assert.match((await refusal(() => outer(0.75))).text, /The output "o0" of workflow .*at most 1, got the number 1.5/);
  const open = defineWorkflow(unique(), { rate }, value(rate), async (r: number) => double(r), { validate: false });
  assert.is(await open(4), 8);
});

test("a zod schema refuses an input in its own words, with the path", async () => {
  const schema = zod.object({ name: zod.string().min(2, "too short") });
  const person: Schema = {
    type: "object",
    properties: { name: text },
    required: ["name"],
    additionalProperties: false,
  };
  const greet = defineTask(unique(), { person }, value(text), async (p: { name: string }) => `hi ${p.name}`, {
    validators: { person: schema },
  });
  assert.is(await greet({ name: "Al" }), "hi Al");
  const error = await refusal(() => greet({ name: "A" }));
  assert.is(error.code, "wrong-type");
  assert.match(
    error.text,
    "person.name: expected a value that its validator accepts, got one of which it says: too short",
  );
});

test("what a validator makes of a value is what the function gets", async () => {
  const trimmed = valibot.pipe(valibot.string(), valibot.trim(), valibot.toUpperCase());
  const shout = defineTask(unique(), { s: text }, value(text), async (s: string) => s, { validators: { s: trimmed } });
  assert.is(await shout("  ab "), "AB");
});

test("an asynchronous validator is awaited, and all inputs are refused at once", async () => {
  const free = zod.string().refine(async (name) => name !== "taken", "is taken");
  const positive = zod.number().positive("must be positive");
  const book = defineTask(
    unique(),
    { name: text, seats: int },
    value(text),
    async (name: string, _seats: number) => name,
    {
      validators: { name: free, seats: positive },
    },
  );
  const { message } = await refusal(() => book("taken", -1));
  assert.match(message, "is taken");
  assert.match(message, "must be positive");
});

test("a validator of no input, or that is none, is refused where the task is defined", () => {
  const define = (validators: object): unknown =>
    defineTask(unique(), { s: text }, value(text), async (s: string) => s, { validators } as never);
  assert.throws(
    () => define({ other: zod.string() }),
    /option "validators": expected names of its inputs \(s\), got "other"/,
  );
  assert.throws(() => define({ s: /x/ }), /option "validators\.s": expected a schema that implements Standard Schema/);
});

test.run();
