import { invalidOption } from "../../errors/options.ts";

/** What a field of an entry has to be. Fields are named as the platform's database names them: `phase`, `workflow.name`. */
export interface Filter {
  readonly field: string;
  readonly is: "eq" | "ne" | "gt" | "gte" | "lt" | "lte" | "contains" | "value_in" | "value_not_in";
  /** Several values only for `value_in` and `value_not_in`. */
  readonly value: string | number | readonly (string | number)[];
}

/** Filters as the API takes them: `eq(project,flytesnacks)+value_in(phase,FAILED;ABORTED)`. */
export function filterText(filters: readonly Filter[]): string {
  return filters
    .map(({ field, is, value }) => {
      const isList = Array.isArray(value);
      if (isList !== is.startsWith("value_")) {
        throw invalidOption(
          `filter ${field}`,
          isList ? "value_in or value_not_in for a list" : `a list for ${is}`,
          value,
        );
      }
      const values = [value].flat().map(String);
      const wrong = values.find((text) => /[)+]/.test(text) || (isList && text.includes(";")));
      if (wrong !== undefined) throw invalidOption(`filter ${field}`, 'a value without ")", "+" and ";"', wrong);
      return `${is}(${field},${values.join(";")})`;
    })
    .join("+");
}
