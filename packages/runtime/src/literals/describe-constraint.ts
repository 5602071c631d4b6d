/** What a validator says of one broken constraint. */
export interface Violation {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: { readonly [name: string]: unknown };
  readonly schema?: unknown;
  readonly data?: unknown;
}

/** What was expected, in words: `a number of at least 0`. */
export function describeConstraint({ keyword, params, schema }: Violation): string {
  const limit = String(params["limit"] ?? "");
  switch (keyword) {
    case "minimum":
      return `a number of at least ${limit}`;
    case "maximum":
      return `a number of at most ${limit}`;
    case "exclusiveMinimum":
      return `a number above ${limit}`;
    case "exclusiveMaximum":
      return `a number below ${limit}`;
    case "multipleOf":
      return `a multiple of ${String(params["multipleOf"])}`;
    case "minLength":
      return `a string of at least ${counted(limit, "character")}`;
    case "maxLength":
      return `a string of at most ${counted(limit, "character")}`;
    case "pattern":
      return `a string that matches ${String(params["pattern"])}`;
    case "format":
      return `a string of the format ${String(params["format"])}`;
    case "minItems":
      return `an array of at least ${counted(limit, "element")}`;
    case "maxItems":
      return `an array of at most ${counted(limit, "element")}`;
    case "uniqueItems":
      return "an array without equal elements";
    case "minProperties":
      return `an object of at least ${counted(limit, "property", "properties")}`;
    case "maxProperties":
      return `an object of at most ${counted(limit, "property", "properties")}`;
    case "x-bigint":
      return `a bigint within ${describeLimits(schema)}`;
    default:
      return `a value that fulfils ${keyword} ${JSON.stringify(schema)?.slice(0, 80)}`;
  }
}

function counted(limit: string, noun: string, plural = `${noun}s`): string {
  return `${limit} ${limit === "1" ? noun : plural}`;
}

function describeLimits(schema: unknown): string {
  return Object.entries(schema as object)
    .filter(([, limit]) => limit !== undefined)
    .map(([keyword, limit]) => `${keyword} ${String(limit)}`)
    .join(", ");
}
