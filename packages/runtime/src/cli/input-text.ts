/** Inputs on the command line: texts as values of the inputs' types. */
import { existsSync, readFileSync } from "node:fs";
import { badInputText } from "../errors/cli.ts";
import { pathNotFound } from "../errors/load.ts";
import type { ValuePlace } from "../errors/values.ts";
import { codecOf } from "../literals/index.ts";
import type { Json, Schema, VariablesSchema } from "../metadata/index.ts";
import { deref, describeSchema, type FileAccess, FlyteFile, localPathOf, readForm } from "../types/index.ts";

/** Storage of values that JSON spells: files are on this machine or behind a URI, and nothing is stored yet. */
const noStorage: FileAccess = {
  newUri: (basename) => basename,
  put: async () => {},
  get: async (uri) => uri,
  read: async (uri) => readFileSync(uri),
  write: async () => {},
};

/** Reads one input's text. */
export function valueFromText(text: string, schema: Schema, root: VariablesSchema, place: ValuePlace): unknown {
  const fail = (): never => {
    throw badInputText(place.variable, describeSchema(schema, root), text);
  };
  const form = readForm(schema, root);
  switch (form.kind) {
    case "string":
      return text;
    case "boolean":
      return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : fail();
    case "integer": {
      const number = Number(text);
      return text.trim() !== "" && Number.isSafeInteger(number) ? number : fail();
    }
    case "bigint":
      return /^[+-]?\d+$/.test(text.trim()) ? BigInt(text.trim().replace(/^\+/, "")) : fail();
    case "float":
      return text.trim() !== "" && (!Number.isNaN(Number(text)) || text === "NaN") ? Number(text) : fail();
    case "none":
      return text === "null" || text === "" ? form.readsAs : fail();
    case "datetime":
      return dateFromText(text) ?? fail();
    case "values": {
      const value = form.values.find((item) => String(item) === text);
      return value === undefined ? fail() : form.base === "bigint" ? BigInt(String(value)) : value;
    }
    case "file":
      return fileFromText(text);
    case "union":
      return unionFromText(text, form.variants, root, place) ?? fail();
    case "pickle":
    case "array":
    case "tuple":
    case "record":
    case "struct":
      return valueFromJson(jsonFromText(text, fail), schema, root, place);
  }
}

/** Reads one input's JSON. */
export function valueFromJson(json: Json, schema: Schema, root: VariablesSchema, place: ValuePlace): unknown {
  return codecOf(deref(schema, root), root).fromJson(json, place, noStorage);
}

/** `now`, `today`, or anything that a Date reads. */
function dateFromText(text: string): Date | undefined {
  if (text === "now") return new Date();
  if (text === "today") return new Date(new Date().setUTCHours(0, 0, 0, 0));
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function fileFromText(text: string): FlyteFile {
  const path = localPathOf(text);
  if (path !== undefined && !existsSync(path)) throw pathNotFound(text);
  return new FlyteFile(text);
}

/** JSON, or the path of a file that holds it. */
function jsonFromText(text: string, fail: () => never): Json {
  const json = /\.json$/i.test(text.trim()) && existsSync(text) ? readFileSync(text, "utf8") : text;
  try {
    return JSON.parse(json) as Json;
  } catch {
    return fail();
  }
}

/** The first member of the union that the text is a value of; unions are ordered from narrow to wide. */
function unionFromText(text: string, variants: readonly Schema[], root: VariablesSchema, place: ValuePlace): unknown {
  if (text === "null") {
    const none = variants.map((variant) => readForm(variant, root)).find((form) => form.kind === "none");
    if (none?.kind === "none") return none.readsAs ?? null;
  }
  for (const variant of variants) {
    if (readForm(variant, root).kind === "none") continue;
    try {
      return valueFromText(text, variant, root, place);
    } catch {
      // Another member may take it.
    }
  }
  return undefined;
}
