import { suite } from "uvu";
import * as assert from "uvu/assert";
import { renderError, renderValue, renderVariables } from "../../../src/context/decks/render-value.ts";
import type { VariablesSchema } from "../../../src/metadata/index.ts";
import { FlyteFile, Temporal } from "../../../src/types/index.ts";

/** What a reader sees of HTML: its text, with a space for each tag. */
function seen(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const show = (value: unknown): string => seen(renderValue(value).text);

const test = suite("values on decks");

for (const [name, value, text] of [
  ["text", "a\nb", "a b"],
  ["a number", 1.5, "1.5"],
  ["a bigint", 2n ** 60n, "1152921504606846976"],
  ["nothing", null, "null"],
  ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["an instant", Temporal.Instant.from("2024-01-01T00:00:00Z"), "2024-01-01T00:00:00Z"],
  ["a URL", new URL("http://x/?a=1&b=2"), "http://x/?a=1&amp;b=2"],
  ["a file", new FlyteFile("s3://b/k.csv"), "a FlyteFile (s3://b/k.csv)"],
  ["bytes", new Uint8Array(3), "a Uint8Array of 3 bytes"],
  ["a list", [1, "x"], "1 x"],
  ["rows", [{ a: 1 }, { b: 2 }], "a b 1 2"],
  ["fields", { a: { b: 1 } }, "a b 1"],
  ["an empty list", [], "empty list"],
  ["an empty object", {}, "empty object"],
] as const) {
  test(`${name} is shown`, () => assert.is(show(value), text));
}

test("no value of a user is HTML", () => {
  const evil = `<img src=x onerror="alert(1)">`;
  const values = [evil, [evil], [{ [evil]: evil }], { [evil]: evil }, new URL(`http://x/${evil}`), new (class {})()];
  for (const value of values) assert.not.match(renderValue(value).text, "<img");
  const schema: VariablesSchema = {
    type: "object",
    properties: { [evil]: { type: "object", title: evil } },
    required: [],
    additionalProperties: false,
  };
  assert.not.match(renderVariables(schema, { [evil]: evil }).text, "<img");
  assert.not.match(renderError(new Error(evil)).text, "<img");
});

test("long values are cut, and say so", () => {
  assert.match(show("x".repeat(6000)), /^x{5000}… \(6000 characters\)$/);
  assert.match(show(["x".repeat(600)]), /^x{500}… \(600 characters\)$/);
  assert.match(show(Array.from({ length: 60 }, (_, index) => index)), /48 49 the first 50 of 60 elements$/);
  const wide = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}`, index]));
  assert.match(show(wide), /f49 49 the first 50 of 60 fields$/);
  assert.match(show([wide]), /the first 30 of 60 columns$/);
  const nested = (depth: number): unknown => (depth === 0 ? 1 : Array.from({ length: 50 }, () => nested(depth - 1)));
  assert.ok(renderValue(nested(3)).text.length < 1_000_000);
});

test("values that go in circles or deep end", () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  assert.match(show(circle), /^self self self self an object with the fields self$/);
});

test("a field that throws takes no other with it", () => {
  const value = {
    get bad() {
      throw new Error("no");
    },
    good: 1,
  };
  assert.is(show(value), "bad a value that cannot be looked at good 1");
  assert.is(show(new Proxy({}, { ownKeys: () => assert.unreachable() as never })), "a value that cannot be looked at");
});

test("variables are shown with their types", () => {
  const schema: VariablesSchema = {
    type: "object",
    properties: { n: { type: "integer" }, who: { anyOf: [{ type: "string" }, { type: "null" }] } },
    required: ["n", "who"],
    additionalProperties: false,
  };
  assert.is(
    seen(renderVariables(schema, { n: 1n, who: null }).text),
    "Name Type Value n integer 1 who string or null null",
  );
  assert.is(seen(renderVariables({ ...schema, properties: {} }, {}).text), "None");
});

test("errors are shown with their stacks, whatever they are", () => {
  assert.match(seen(renderError(new TypeError("bad")).text), /^TypeError: bad at /);
  assert.is(seen(renderError("just text").text), "just text");
  assert.is(seen(renderError(Object.create(null)).text), "something was thrown that cannot be looked at");
});

test.run();
