/** Code with branches gives the same when it runs as it stands, and when it is compiled and its graph is run. */
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf } from "../../src/compile/index.ts";
import { TsflyteError } from "../../src/errors/index.ts";
import type { Condition } from "../../src/graph/index.ts";
import { and, eq, fail, ge, gt, type Invocation, le, lt, ne, or, when } from "../../src/index.ts";
import { runLocally } from "../../src/local/index.ts";
import { addTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";

const add = addTask("add");

/** A number that the code has, or makes by a call. */
type Operand = { readonly kind: "input" } | { readonly kind: "call"; readonly plus: number };

type Test =
  | { readonly kind: "compare"; readonly operator: number; readonly operand: Operand; readonly constant: number }
  | { readonly kind: "join"; readonly isAnd: boolean; readonly parts: readonly Test[] };

type Code =
  | { readonly kind: "call"; readonly plus: number }
  | { readonly kind: "calls"; readonly plus: readonly number[]; readonly rest: Code }
  | {
      readonly kind: "branch";
      readonly cases: readonly { readonly test: Test; readonly run: Code }[];
      readonly last: Code | "fail";
    };

type Compare = (left: number | Invocation<number>, right: number) => Condition;
const comparisons: readonly Compare[] = [eq<number>, ne<number>, gt<number>, ge<number>, lt<number>, le<number>];

function operandOf(operand: Operand, n: number): number | Invocation<number> {
  return operand.kind === "input" ? n : add(n, operand.plus);
}

function conditionOf(test: Test, n: number): Condition {
  if (test.kind === "join") return (test.isAnd ? and : or)(...test.parts.map((part) => conditionOf(part, n)));
  return (comparisons[test.operator] ?? eq)(operandOf(test.operand, n), test.constant);
}

/** What a user would have written. */
function write(code: Code, n: number): Invocation<number> {
  switch (code.kind) {
    case "call":
      return add(n, code.plus);
    case "calls": {
      const value = code.plus.reduce<number | Invocation<number>>((sum, plus) => add(sum, plus), n);
      return add(value, write(code.rest, n));
    }
    case "branch": {
      const [first, ...others] = code.cases;
      if (first === undefined) return add(n, 0);
      let branch = when(conditionOf(first.test, n), () => write(first.run, n));
      for (const { test, run } of others) branch = branch.elseWhen(conditionOf(test, n), () => write(run, n));
      const { last } = code;
      return last === "fail" ? branch.otherwise(fail("none")) : branch.otherwise(() => write(last, n));
    }
  }
}

const small = fc.integer({ min: -3, max: 3 });
const operands: fc.Arbitrary<Operand> = fc.oneof(
  fc.constant({ kind: "input" } as const),
  small.map((plus) => ({ kind: "call", plus }) as const),
);
const { test } = fc.letrec<{ test: Test }>((tie) => ({
  test: fc.oneof(
    { depthSize: "small" },
    fc.record({
      kind: fc.constant("compare" as const),
      operator: fc.integer({ min: 0, max: 5 }),
      operand: operands,
      constant: small,
    }),
    fc.record({
      kind: fc.constant("join" as const),
      isAnd: fc.boolean(),
      parts: fc.array(tie("test"), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));
const { code } = fc.letrec<{ code: Code }>((tie) => ({
  code: fc.oneof(
    { depthSize: "small" },
    fc.record({ kind: fc.constant("call" as const), plus: small }),
    fc.record({
      kind: fc.constant("calls" as const),
      plus: fc.array(small, { minLength: 1, maxLength: 2 }),
      rest: tie("code"),
    }),
    fc.record({
      kind: fc.constant("branch" as const),
      cases: fc.array(fc.record({ test, run: tie("code") }), { minLength: 1, maxLength: 3 }),
      last: fc.oneof(tie("code"), fc.constant("fail" as const)),
    }),
  ),
}));

async function outcome(run: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof TsflyteError) return error.code;
    throw error;
  }
}

let counter = 0;
const properties = suite("branches");

properties("mean the same compiled as when they run", async () => {
  await fc.assert(
    fc.asyncProperty(code, fc.array(small, { minLength: 1, maxLength: 3 }), async (program, inputs) => {
      const name = `program${++counter}`;
      const flow = defineWorkflow(name, { n: m.int }, m.value(m.int), async (n: number) => write(program, n));
      assert.equal(await problemsOf([flow]), []);
      for (const n of inputs) {
        const compiled = await outcome(async () => (await runLocally(flow, { n })).get("o0"));
        assert.equal(compiled, await outcome(async () => write(program, n)));
      }
    }),
    { numRuns: 200 },
  );
});

properties.run();
