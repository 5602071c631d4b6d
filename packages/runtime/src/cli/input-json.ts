/** Inputs as JSON: values of the inputs' types, checked to the last part. */
import { existsSync, statSync } from "node:fs";
import { formatPath } from "../errors/values.ts";
import { codecOf, Outbox } from "../literals/index.ts";
import type { Json, Schema, VariablesSchema } from "../metadata/index.ts";
import { deref, FlyteFile, localPathOf, noStorage, readForm } from "../types/index.ts";

/** A value, or what is wrong about what should have become one. */
export type InputAttempt =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "problems"; readonly problems: readonly string[] };

/** Reads one input's JSON. */
export function valueFromJson(json: Json, schema: Schema, root: VariablesSchema): InputAttempt {
  const codec = codecOf(deref(schema, root), root);
  const { result, problems } = codec.tryFromJson(spelledNumber(json, schema, root), noStorage);
  if (problems.length > 0) return { kind: "problems", problems: problems.map(problemLine) };
  return checkValue(result, schema, root);
}

/** Whether a value can be what the task is given, files on this machine included. */
export function checkValue(value: unknown, schema: Schema, root: VariablesSchema): InputAttempt {
  const { problems } = codecOf(deref(schema, root), root).tryEncode(value, new Outbox(noStorage));
  const lines = [...problems.map(problemLine), ...fileProblems(value)];
  return lines.length === 0 ? { kind: "value", value } : { kind: "problems", problems: lines };
}

/** Parses JSON; an integer beyond 53 bits is a bigint instead of another number. */
export function parseJson(text: string): Json {
  const parse = JSON.parse as (
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ) => Json;
  return parse(text.replace(/^\uFEFF/, ""), (_key, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
      ? BigInt(source)
      : value,
  );
}

/** What a local file of a value is not, if anything: there, and a file. */
export function fileProblem(uri: string): string | undefined {
  const path = localPathOf(uri);
  if (path === undefined) return undefined;
  if (!existsSync(path)) return `there is no file ${uri}`;
  return statSync(path).isDirectory() ? `${uri} is a folder, and a file is needed` : undefined;
}

function fileProblems(value: unknown): readonly string[] {
  if (value instanceof FlyteFile) return [fileProblem(value.uri) ?? []].flat();
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(fileProblems);
}

function problemLine(problem: {
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly got: string;
}): string {
  const path = problem.path.length === 0 ? "" : `${formatPath("", problem.path).replace(/^\./, "")}: `;
  return `${path}expected ${problem.expected}, got ${problem.got}`;
}

/** What `--json` prints as a text, because JSON has no number for it. */
function spelledNumber(json: Json, schema: Schema, root: VariablesSchema): Json {
  if (typeof json !== "string") return json;
  const { kind } = readForm(schema, root);
  if (kind === "bigint" && /^-?\d+$/.test(json)) return BigInt(json) as unknown as Json;
  return kind === "float" && /^(?:NaN|-?Infinity)$/.test(json) ? Number(json) : json;
}
