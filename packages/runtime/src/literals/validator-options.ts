/** How ajv compiles constraints: when a task runs, and ahead of time for a bundle. */
import type * as Ajv from "ajv";
import type { CodeKeywordDefinition, KeywordCxt, Name, Options } from "ajv";

/** Every problem at once, with the values in question. */
export const validatorOptions: Options = {
  allErrors: true,
  verbose: true,
  strict: false,
  ownProperties: true,
  validateFormats: true,
};

interface BigintLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** The keyword for limits of bigints, as code: JavaScript compares a bigint with a number exactly, whatever their sizes. */
export function bigintKeyword({ _ }: Pick<typeof Ajv, "_">): CodeKeywordDefinition {
  return {
    keyword: "x-bigint",
    code(context: KeywordCxt): void {
      // In the schema of a keyword's code every value is a name or an expression.
      const data = context.data as Name;
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = context.schema as BigintLimits;
      const limits = [
        ...(minimum === undefined ? [] : [_`${data} < ${minimum}`]),
        ...(maximum === undefined ? [] : [_`${data} > ${maximum}`]),
        ...(exclusiveMinimum === undefined ? [] : [_`${data} <= ${exclusiveMinimum}`]),
        ...(exclusiveMaximum === undefined ? [] : [_`${data} >= ${exclusiveMaximum}`]),
        ...(multipleOf === undefined || !Number.isInteger(multipleOf) ? [] : [_`${data} % BigInt(${multipleOf}) != 0`]),
      ];
      context.fail(limits.reduce((all, one) => _`${all} || ${one}`, _`typeof ${data} != "bigint"`));
    },
  };
}
