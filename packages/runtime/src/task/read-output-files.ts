/** The outputs of a program: one file each. */
import { readFile, stat } from "node:fs/promises";
import { badOutputFile, noOutputFile } from "../errors/programs.ts";
import { codecOf } from "../literals/codec-of.ts";
import type { Json, Schema, VariablesSchema } from "../metadata/index.ts";
import { FlyteDirectory, FlyteFile, noStorage, readForm, takesNull, withoutNull } from "../types/index.ts";

/**
 * Reads each output from its file as its type says.
 *
 * @param files paths by output
 * @param entity whose they are, for errors: `task flows.area`
 */
export async function readOutputFiles(
  files: ReadonlyMap<string, string>,
  outputs: VariablesSchema,
  entity: string,
): Promise<ReadonlyMap<string, unknown>> {
  const entries = Object.entries(outputs.properties).map(async ([output, schema]) => {
    const path = files.get(output) ?? "";
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) {
      if (takesNull(schema, outputs)) return [output, null] as const;
      throw noOutputFile(entity, output, path);
    }
    const { kind } = readForm(withoutNull(schema, outputs), outputs);
    if (kind === "file" && found.isFile()) return [output, new FlyteFile(path)] as const;
    if (kind === "directory" && found.isDirectory()) return [output, new FlyteDirectory(path)] as const;
    if (!found.isFile()) {
      throw badOutputFile(entity, output, codecOf(schema, outputs).expected, `the folder ${path}`);
    }
    return [output, valueIn(await readFile(path, "utf8"), schema, outputs, { entity, output })] as const;
  });
  return new Map(await Promise.all(entries));
}

interface OutputPlace {
  readonly entity: string;
  readonly output: string;
}

function valueIn(text: string, schema: Schema, root: VariablesSchema, { entity, output }: OutputPlace): unknown {
  const inner = withoutNull(schema, root);
  const json = jsonOf(text, readForm(inner, root).kind);
  const codec = codecOf(inner, root);
  const { result, count } = json === undefined ? { result: undefined, count: 1 } : codec.tryFromJson(json, noStorage);
  if (count > 0) throw badOutputFile(entity, output, codec.expected, text);
  return result;
}

/** Texts stand as they are; everything else may have a line end behind it. */
function jsonOf(text: string, kind: ReturnType<typeof readForm>["kind"]): Json | undefined {
  const trimmed = text.trim();
  switch (kind) {
    case "string":
      return text;
    case "integer":
      return /^[+-]?\d+$/.test(trimmed) ? Number(trimmed) : undefined;
    case "bigint":
      return /^[+-]?\d+$/.test(trimmed) ? (BigInt(trimmed) as unknown as Json) : undefined;
    case "float":
      return trimmed === "" ? undefined : Number(trimmed);
    case "boolean":
    case "array":
    case "tuple":
    case "record":
    case "struct":
    case "json":
    case "union":
    case "pickle":
      return parsed(trimmed);
    case "values":
      return parsed(trimmed) ?? trimmed;
    default:
      return trimmed;
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
