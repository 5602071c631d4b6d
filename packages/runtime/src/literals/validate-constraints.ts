/** The validator behind constraints: ajv, which compiles each schema once. Loaded with the first schema that has a constraint. */
import type { ValueProblem } from "../errors/values.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { describeConstraint, type Violation } from "./describe-constraint.ts";
import { describeValue } from "./describe-value.ts";
import { valueSchemaOf } from "./value-schema.ts";
import type { Values } from "./variables.ts";

interface Validator {
  (value: unknown): boolean;
  errors?: readonly Violation[] | null;
}

/** Gives the problems of values, by variable. */
export type ConstraintCheck = (values: Values) => ReadonlyMap<string, readonly ValueProblem[]>;

/** Compiles the constraints of a schema. */
export async function compileConstraints(schema: VariablesSchema): Promise<ConstraintCheck> {
  const validator = await compile(schema);
  return (values) => {
    // A variable that is not given is no value of another type.
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    const problems = new Map<string, ValueProblem[]>();
    if (validator(given)) return problems;
    for (const violation of relevant(validator.errors ?? [])) {
      const [first = "", ...path] = pathOf(violation.instancePath);
      const problem = { path, expected: describeConstraint(violation), got: describeValue(violation.data) };
      problems.set(String(first), [...(problems.get(String(first)) ?? []), problem]);
    }
    return problems;
  };
}

async function compile(schema: VariablesSchema): Promise<Validator> {
  const [{ Ajv2020 }, formats] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    ownProperties: true,
    validateFormats: true,
  });
  // The package is CommonJS: its default export is the module itself.
  const addFormats = formats.default as unknown as (ajv: InstanceType<typeof Ajv2020>) => void;
  addFormats(ajv);
  ajv.addKeyword({ keyword: "x-bigint", validate: withinBigint, errors: false });
  return ajv.compile(valueSchemaOf(schema)) as unknown as Validator;
}

interface BigintLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** JavaScript compares a bigint with a number exactly, whatever their sizes. */
function withinBigint(limits: BigintLimits, value: unknown): boolean {
  if (typeof value !== "bigint") return false;
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
    multipleOf,
  } = limits;
  const divides = multipleOf === undefined || !Number.isInteger(multipleOf) || value % BigInt(multipleOf) === 0n;
  return value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum && divides;
}

/** A union that fails gives the errors of all its members; that of the union itself says it shorter. */
function relevant(violations: readonly Violation[]): readonly Violation[] {
  const unions = violations.filter(({ keyword }) => keyword === "anyOf").map(({ schemaPath }) => schemaPath);
  const outside = violations.filter(
    ({ keyword, schemaPath }) => keyword === "anyOf" || !unions.some((union) => schemaPath.startsWith(`${union}/`)),
  );
  // Where only one member is no null, its own errors say more than the union's.
  return outside.flatMap((violation) => {
    if (violation.keyword !== "anyOf") return [violation];
    const inside = violations.filter(
      ({ schemaPath, keyword }) =>
        schemaPath.startsWith(`${violation.schemaPath}/`) && keyword !== "type" && keyword !== "const",
    );
    return inside.length > 0 ? inside : [violation];
  });
}

/** The steps of a JSON pointer; digits are indices. */
function pathOf(pointer: string): readonly (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((step, index) => (index > 0 && /^(0|[1-9]\d*)$/.test(step) ? Number(step) : step));
}
