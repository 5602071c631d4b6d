/** Inputs on the command line: texts as values of the inputs' types. */
import { existsSync, readFileSync } from "node:fs";
import type { Json, Schema, VariablesSchema } from "../metadata/index.ts";
import { describeSchema, FlyteDirectory, FlyteFile, type Form, readForm, userCodec } from "../types/index.ts";
import { StructuredDataset } from "../types/structured-dataset.ts";
import { checkValue, fileProblem, type InputAttempt, parseJson, valueFromJson } from "./input-json.ts";

/** Reads one input's text. */
export function valueFromText(text: string, schema: Schema, root: VariablesSchema): InputAttempt {
  const form = readForm(schema, root);
  if (form.kind === "union") return unionFromText(text, form.variants, schema, root);
  const given = readText(text, form);
  if (given.kind === "json") return valueFromJson(given.json, schema, root);
  if (given.kind === "problems") return given;
  if (given.kind === "value") return checkValue(given.value, schema, root);
  return unreadable(text, schema, root);
}

type Given = InputAttempt | { readonly kind: "json"; readonly json: Json } | { readonly kind: "unreadable" };

const no: Given = { kind: "unreadable" };

function readText(text: string, form: Exclude<Form, { readonly kind: "union" }>): Given {
  const given = (value: unknown): Given => ({ kind: "value", value });
  switch (form.kind) {
    case "string":
      return given(text);
    case "boolean":
      return /^(true|1)$/.test(text) ? given(true) : /^(false|0)$/.test(text) ? given(false) : no;
    case "integer":
      return /^[+-]?\d+$/.test(text) ? given(Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)) : no;
    case "bigint":
      return /^[+-]?\d+$/.test(text) ? given(BigInt(text)) : no;
    case "float":
      return text.trim() !== "" && (text === "NaN" || !Number.isNaN(Number(text))) ? given(Number(text)) : no;
    case "none":
      return text === "null" || text === "" ? given(form.readsAs) : no;
    case "datetime":
      if (text === "now") return given(new Date());
      if (text === "today") return given(new Date(new Date().setUTCHours(0, 0, 0, 0)));
      return { kind: "json", json: text };
    case "instant":
    case "date":
    case "duration":
    case "url":
    case "bytes":
      return { kind: "json", json: text };
    case "values": {
      const value = form.values.find((item) => String(item) === text);
      return value === undefined ? no : { kind: "json", json: value };
    }
    case "file": {
      const problem = text === "" ? "expected a path or URI" : fileProblem(text);
      return problem === undefined ? given(new FlyteFile(text)) : { kind: "problems", problems: [problem] };
    }
    case "directory":
      return text === "" ? no : given(new FlyteDirectory(text));
    case "dataset":
      return text === "" ? no : given(new StructuredDataset(text));
    case "codec": {
      // The codec says what crosses the wire: a text as it stands, or JSON.
      const { type } = userCodec(form.name);
      const isText =
        type.kind === "enum" || (type.kind === "simple" && ["string", "datetime", "duration"].includes(type.simple));
      return isText ? { kind: "json", json: text } : jsonFromText(text);
    }
    case "pickle":
    case "json":
      return pickledText(text);
    case "array":
    case "tuple":
    case "record":
    case "struct":
    case "error":
      return jsonFromText(text);
    default:
      return form satisfies never;
  }
}

function unreadable(text: string, schema: Schema, root: VariablesSchema): InputAttempt {
  return { kind: "problems", problems: [`expected ${describeSchema(schema, root)}, got ${JSON.stringify(text)}`] };
}

/** JSON, or the path of a file that holds it. */
function jsonFromText(text: string): Given {
  const isPath = /\.json$/i.test(text) && !/^\s*[[{"]/.test(text);
  if (isPath && !existsSync(text)) return { kind: "problems", problems: [`there is no file ${text}`] };
  try {
    return { kind: "json", json: parseJson(isPath ? readFileSync(text, "utf8") : text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const hint = isPath ? `${text} holds no JSON` : "expected JSON, or the path of a .json file";
    return { kind: "problems", problems: [`${hint}: ${reason}`] };
  }
}

/** A value of any type: JSON where the text is some, else the text. */
function pickledText(text: string): Given {
  const given = jsonFromText(text);
  return { kind: "value", value: given.kind === "json" ? given.json : text };
}

/** From narrow to wide: what nearly every text is comes last. */
const breadth: readonly Form["kind"][] = [
  "values",
  "boolean",
  "integer",
  "bigint",
  "float",
  "datetime",
  "instant",
  "date",
  "duration",
  "struct",
  "record",
  "tuple",
  "array",
  "file",
  "directory",
  "dataset",
  "union",
  "url",
  "codec",
  "bytes",
  "string",
  "json",
  "pickle",
];

/** The narrowest member of the union that the text is a value of; `null` is none where the union has it. */
function unionFromText(text: string, variants: readonly Schema[], schema: Schema, root: VariablesSchema): InputAttempt {
  const members = variants.map((variant) => ({ variant, form: readForm(variant, root) }));
  const others = members.filter(({ form }) => form.kind !== "none");
  if (text === "null" && others.length < members.length) return valueFromJson(null, schema, root);
  const ranked = others.sort((a, b) => breadth.indexOf(a.form.kind) - breadth.indexOf(b.form.kind));
  const attempts = ranked.map(({ variant }) => valueFromText(text, variant, root));
  const taken = attempts.find(({ kind }) => kind === "value");
  if (taken !== undefined) return taken;
  return attempts.length === 1 && attempts[0] !== undefined ? attempts[0] : unreadable(text, schema, root);
}
