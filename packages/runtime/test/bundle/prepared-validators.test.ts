/** Validators that were compiled ahead of time say what those say that are compiled when a task runs. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { preparedValidators } from "../../src/bundle/prepare-validators.ts";
import { constraintCheck, type Validator } from "../../src/literals/constraint-check.ts";
import { schemaKey } from "../../src/literals/prepared-validators.ts";
import { compileConstraints } from "../../src/literals/validate-constraints.ts";
import type { Schema, VariablesSchema } from "../../src/metadata/index.ts";

const variables = (properties: { readonly [name: string]: Schema }): VariablesSchema => ({
  type: "object",
  properties,
  required: [],
  additionalProperties: false,
});
const none = variables({});
const entityOf = (inputs: VariablesSchema) => ({ embedded: { inputs, outputs: none } }) as never;

/** The validators of a schema, as a bundle has them. */
async function prepared(schema: VariablesSchema): Promise<Validator> {
  const text = (await preparedValidators([entityOf(schema)])) ?? "";
  const own = text
    .replace(
      /^import .*$/m,
      'import { createRequire } from "node:module"; const require = createRequire(import.meta.dirname);',
    )
    .replace(/createRequire\(import\.meta\.dirname\)/, `createRequire(${JSON.stringify(import.meta.filename)})`)
    .replace(/^provideValidators\(.*$/m, "export default validators;");
  const file = join(mkdtempSync(join(tmpdir(), "tsflyte-validators-")), "validators.mjs");
  writeFileSync(file, own);
  const { default: validators } = (await import(pathToFileURL(file).href)) as {
    readonly default: { readonly [key: string]: Validator };
  };
  const validator = validators[schemaKey(schema)];
  if (validator === undefined) throw new Error("there is no validator");
  return validator;
}

const test = suite("validators that were compiled ahead of time");

const cases: readonly (readonly [Schema, readonly unknown[]])[] = [
  [{ type: "integer", minimum: 1, exclusiveMaximum: 10, multipleOf: 3 }, [0, 3, 10, 4, 9]],
  [{ type: "string", minLength: 2, maxLength: 4, pattern: "^a" }, ["", "ab", "b", "abcde", "a\u{1f600}\u{1f600}"]],
  [{ type: "string", format: "email" }, ["nobody", "ann@example.org"]],
  [{ type: "string", format: "date-time" }, ["2020-02-30T00:00:00Z", "2020-02-29T00:00:00Z"]],
  [{ type: "string", format: "uri" }, ["nothing", "https://example.org"]],
  [{ type: "array", items: { type: "string" }, uniqueItems: true, maxItems: 2 }, [["a", "a"], ["a", "b", "c"], []]],
  [{ type: "integer", "x-flyte": { type: "bigint" }, minimum: 2, multipleOf: 2 }, [1n, 2n, 3n, 2n ** 70n]],
  [{ anyOf: [{ type: "string", minLength: 3 }, { type: "null" }] }, [null, "ab", "abc"]],
  [
    { type: "object", properties: { n: { type: "number", maximum: 1 } }, required: ["n"], maxProperties: 1 },
    [{ n: 2 }, { n: 1, m: 1 }, { n: 0.5 }],
  ],
];

for (const [schema, values] of cases) {
  test(`say the same of ${JSON.stringify(schema)}`, async () => {
    const root = variables({ value: schema });
    const [now, before] = [await compileConstraints(root), constraintCheck(await prepared(root))];
    for (const value of values) assert.equal([...before({ value })], [...now({ value })]);
    assert.ok(values.some((value) => [...now({ value })].length > 0));
  });
}

test("are none where no schema has a constraint, and the same text for the same schemas", async () => {
  assert.is(await preparedValidators([entityOf(variables({ a: { type: "string" } }))]), undefined);
  const [one, other] = [
    variables({ a: { type: "string", minLength: 1 } }),
    variables({ a: { type: "string", minLength: 2 } }),
  ];
  const texts = [
    await preparedValidators([entityOf(one), entityOf(other)]),
    await preparedValidators([entityOf(other), entityOf(one), entityOf(one)]),
  ];
  assert.is(texts[0], texts[1]);
});

test("are found by all that a schema says", () => {
  const keys = ["a", "b"].flatMap((name) =>
    [1, 2].map((least) => schemaKey(variables({ [name]: { type: "string", minLength: least } }))),
  );
  assert.is(new Set(keys).size, 4);
  assert.is(schemaKey(none), schemaKey(variables({})));
});

test.run();
