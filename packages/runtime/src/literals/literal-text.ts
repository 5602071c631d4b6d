import type { Instant, Literal } from "../model/index.ts";

/** Longer texts are cut. */
const most = 60;

/** A literal as a reader takes it in: on one line, and short. */
export function literalText(literal: Literal): string {
  const text = wholeText(literal);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function wholeText(literal: Literal): string {
  switch (literal.kind) {
    case "integer":
    case "float":
    case "boolean":
      return String(literal.value);
    case "string":
      return JSON.stringify(literal.value);
    case "datetime":
      return new Date(milliseconds(literal.value)).toISOString();
    case "duration":
      return `${milliseconds(literal.value) / 1000} s`;
    case "none":
      return "null";
    case "union":
      return wholeText(literal.value);
    case "collection":
      return `[${literal.literals.slice(0, most).map(literalText).join(", ")}]`;
    case "map": {
      const entries = Object.entries(literal.literals).slice(0, most);
      return `{ ${entries.map(([key, item]) => `${key}: ${literalText(item)}`).join(", ")} }`;
    }
    case "blob":
    case "structured-dataset":
    case "offloaded":
      return literal.uri;
    case "binary":
      return literal.tag === "msgpack" ? "{ … }" : `${literal.value.length} bytes`;
    case "generic":
      return JSON.stringify(literal.value);
    case "error":
      return `error ${JSON.stringify(literal.message)}`;
  }
}

function milliseconds({ seconds, nanos }: Instant): number {
  return Number(seconds) * 1000 + nanos / 1e6;
}
