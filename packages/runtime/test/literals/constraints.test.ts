import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { checkConstraints } from "../../src/literals/check-constraints.ts";
import { hasConstraints } from "../../src/literals/has-constraints.ts";
import type { Schema, VariablesSchema } from "../../src/metadata/index.ts";

function variables(
  properties: { readonly [name: string]: Schema },
  $defs?: { readonly [name: string]: Schema },
): VariablesSchema {
  const base = { type: "object", properties, required: Object.keys(properties), additionalProperties: false } as const;
  return $defs === undefined ? base : { ...base, $defs };
}

const place = { entity: "task flows.mean", role: "input", source: "flows.ts:1:1" } as const;

async function refusal(schema: VariablesSchema, values: { readonly [name: string]: unknown }): Promise<TsflyteError> {
  try {
    await checkConstraints(schema, values, place);
  } catch (error) {
    if (error instanceof TsflyteError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const test = suite("constraints");

test("a schema without constraints loads no validator", () => {
  assert.is(
    hasConstraints(variables({ a: { type: "integer" }, b: { type: "array", items: { type: "string" } } })),
    false,
  );
  assert.is(
    hasConstraints(
      variables({ t: { type: "array", prefixItems: [{ type: "string" }], items: false, minItems: 1, maxItems: 1 } }),
    ),
    false,
  );
  const date: Schema = { type: "string", format: "date-time", "x-flyte": { type: "datetime" } };
  assert.is(hasConstraints(variables({ date })), false);
});

test("a constraint deep inside is found", () => {
  const row: Schema = {
    type: "object",
    properties: { n: { type: "integer", minimum: 0 } },
    required: ["n"],
    additionalProperties: false,
  };
  assert.is(hasConstraints(variables({ rows: { type: "array", items: { $ref: "#/$defs/Row" } } }, { Row: row })), true);
});

test("values within the constraints pass", async () => {
  const schema = variables({
    rate: { type: "number", minimum: 0, exclusiveMaximum: 1 },
    code: { type: "string", pattern: "^[A-Z]{2}$", minLength: 2 },
    mail: { type: "string", format: "email" },
    when: { type: "string", format: "date-time", "x-flyte": { type: "datetime" } },
    big: { type: "integer", minimum: 5, "x-flyte": { type: "bigint" } },
    maybe: { anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }] },
  });
  await checkConstraints(
    schema,
    { rate: 0, code: "DE", mail: "a@b.de", when: new Date(), big: 2n ** 60n, maybe: null },
    place,
  );
  await checkConstraints(schema, { rate: 0.5, code: "DE", mail: "a@b.de", when: new Date(), big: 5n, maybe: 2 }, place);
});

test("one wrong value is named with its path, what was expected and what came", async () => {
  const row: Schema = {
    type: "object",
    properties: { n: { type: "integer", minimum: 0 } },
    required: ["n"],
    additionalProperties: false,
  };
  const schema = variables({ rows: { type: "array", items: { $ref: "#/$defs/Row" } } }, { Row: row });
  const error = await refusal(schema, { rows: [{ n: 1 }, { n: -2 }] });
  assert.is(error.code, "wrong-type");
  assert.match(error.text, 'The input "rows" of task flows.mean');
  assert.match(error.text, "rows[1].n: expected a number of at least 0, got the number -2");
  assert.match(error.message, "flows.ts:1:1");
});

test("all wrong values are named at once", async () => {
  const schema = variables({
    rate: { type: "number", maximum: 1 },
    code: { type: "string", pattern: "^[A-Z]{2}$", maxLength: 2 },
    list: { type: "array", items: { type: "integer" }, minItems: 1, uniqueItems: true },
    big: { type: "integer", maximum: 5, "x-flyte": { type: "bigint" } },
  });
  const { message } = await refusal(schema, { rate: 2, code: "deu", list: [], big: 6n });
  assert.match(message, "rate: expected a number of at most 1, got the number 2");
  assert.match(message, 'code: expected a string that matches ^[A-Z]{2}$, got the string "deu"');
  assert.match(message, "code: expected a string of at most 2 characters");
  assert.match(message, "list: expected an array of at least 1 element, got an array of 0 elements");
  assert.match(message, "big: expected a bigint within maximum 5, got the bigint 6n");
});

test("a member of an optional is named for itself", async () => {
  const schema = variables({
    maybe: {
      anyOf: [
        { type: "integer", minimum: 1 },
        { type: "null", "x-flyte": { type: "undefined" } },
      ],
    },
  });
  const { text } = await refusal(schema, { maybe: 0 });
  assert.match(text, "maybe: expected a number of at least 1, got the number 0");
  await checkConstraints(schema, { maybe: undefined }, place);
});

test("keys that name a prototype do no harm", async () => {
  const schema = variables({ record: { type: "object", additionalProperties: { type: "string", minLength: 1 } } });
  const record = JSON.parse('{"__proto__": "x", "constructor": "y"}') as object;
  await checkConstraints(schema, { record }, place);
  const { text } = await refusal(schema, { record: JSON.parse('{"__proto__": ""}') });
  assert.match(text, "expected a string of at least 1 character");
});

test.run();
