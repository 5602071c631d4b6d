import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { formatPath } from "../../src/errors/values.ts";
import { checkConstraints, codecOf, decodeLiteral, encodeLiteral, Outbox } from "../../src/literals/index.ts";
import type { Schema, VariablesSchema } from "../../src/metadata/index.ts";
import { arbitraryTypes } from "../support/arbitrary-types.ts";
import { rootOf } from "../support/literals.ts";
import { memoryAccess, place } from "../support/values.ts";

/** One seed, so that a run that fails can be run again. */
const parameters = { seed: 20_261_122, numRuns: 400 };

const variables = (schema: Schema): VariablesSchema => ({ ...rootOf(), properties: { p: schema }, required: ["p"] });

/** A value and its type. */
const typedValues = arbitraryTypes(3).chain(({ schema, values }) => values.map((value) => ({ schema, value })));

/** What has no own properties is compared by its text. */
function comparable(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(comparable);
  const tag = Object.prototype.toString.call(value);
  if (tag !== "[object Object]") return `${tag} ${String(value)}`;
  return new Map(Object.entries(value).map(([key, item]) => [key, comparable(item)]));
}

const properties = suite("generated values of generated types");

properties("come back from the bytes of their literals, and give the same bytes again", () => {
  fc.assert(
    fc.property(typedValues, ({ schema, value }) => {
      const codec = codecOf(schema, variables(schema));
      const encode = (item: unknown): Uint8Array =>
        encodeLiteral(codec.encode(item, place, new Outbox(memoryAccess())));
      const bytes = encode(value);
      const read = codec.decode(decodeLiteral(bytes), place, memoryAccess());
      if (!isDeepStrictEqual(comparable(read), comparable(value))) return false;
      return Buffer.compare(encode(read), bytes) === 0;
    }),
    parameters,
  );
});

properties("come back from inside a struct", () => {
  fc.assert(
    fc.property(typedValues, ({ schema, value }) => {
      const wrapper: Schema = {
        type: "object",
        properties: { v: schema },
        required: ["v"],
        additionalProperties: false,
      };
      const codec = codecOf(wrapper, variables(wrapper));
      const literal = codec.encode({ v: value }, place, new Outbox(memoryAccess()));
      return isDeepStrictEqual(comparable(codec.decode(literal, place, memoryAccess())), comparable({ v: value }));
    }),
    parameters,
  );
});

properties("are accepted by the validator", async () => {
  await fc.assert(
    fc.asyncProperty(typedValues, async ({ schema, value }) => {
      await checkConstraints(variables(schema), { p: value }, { entity: "task t", role: "input" });
    }),
    { ...parameters, numRuns: 60 },
  );
});

/** All parts of a value, as paths. */
function pathsOf(value: unknown, path: readonly (string | number)[]): readonly (readonly (string | number)[])[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (Object.prototype.toString.call(value) !== "[object Object]") return [path];
  return [path, ...Object.entries(value as object).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]) => [key, key === step ? replaced(item, rest, by) : item]),
  );
}

properties("of which one part is wrong are refused at that part, or at the union around it", () => {
  fc.assert(
    fc.property(
      typedValues,
      fc.nat(),
      fc.constantFrom(Symbol("wrong"), () => 1, new Map()),
      ({ schema, value }, pick, wrong) => {
        const paths = pathsOf(value, []);
        const path = paths[pick % paths.length] ?? [];
        const codec = codecOf(schema, variables(schema));
        const { problems, count } = codec.tryEncode(replaced(value, path, wrong), new Outbox(memoryAccess()));
        assert.ok(count > 0, formatPath("p", path));
        return problems.some((problem) => isDeepStrictEqual(problem.path, path.slice(0, problem.path.length)));
      },
    ),
    parameters,
  );
});

properties("bytes of any kind are read as a value or refused, and nothing else", () => {
  fc.assert(
    fc.property(arbitraryTypes(2), fc.uint8Array({ maxLength: 60 }), fc.boolean(), ({ schema }, bytes, packed) => {
      try {
        const codec = codecOf(schema, variables(schema));
        const literal = packed ? ({ kind: "binary", value: bytes, tag: "msgpack" } as const) : decodeLiteral(bytes);
        codec.decode(literal, place, memoryAccess());
      } catch (error) {
        return error instanceof TsflyteError;
      }
      return true;
    }),
    { ...parameters, numRuns: 2000 },
  );
});

properties.run();
