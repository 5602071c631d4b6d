/** The inputs of a container as files: one for each, named like it, and one with all of them. */
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import {
  type Literal,
  LiteralMapSchema,
  LiteralSchema,
  type Scalar,
} from "../../../idl/gen/flyteidl/core/literals_pb.ts";
import { DataLoadingConfig_LiteralMapFormat as Format } from "../../../idl/gen/flyteidl/core/tasks_pb.ts";
import { BlobType_BlobDimensionality as Dimensionality } from "../../../idl/gen/flyteidl/core/types_pb.ts";
import { createFileAccess } from "../../../storage/index.ts";
import { durationText, floatText, instantText } from "../go-text.ts";

type Value = null | boolean | bigint | number | string | readonly Value[] | { readonly [key: string]: Value };

/** A literal as it is inside of the container, and as the file with all inputs has it. */
interface Brought {
  readonly literal: Literal;
  readonly value: Value;
}

/** Writes inputs into a folder, which is made. Throws where one is of a kind that no file can be made of. */
export async function bringInputs(
  literals: { readonly [name: string]: Literal },
  folder: string,
  format: Format,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { literal, value } = await bringMap(literals, folder);
  const map = literal.value.case === "map" ? literal.value.value : create(LiteralMapSchema);
  await writeFile(join(folder, "inputs.pb"), toBinary(LiteralMapSchema, map));
  if (format === Format.JSON) await writeFile(join(folder, "inputs.json"), jsonText(value));
  if (format === Format.YAML) {
    const { stringify } = await import("yaml");
    await writeFile(join(folder, "inputs.yaml"), stringify(value));
  }
}

async function bringMap(literals: { readonly [name: string]: Literal }, folder: string): Promise<Brought> {
  const entries = await Promise.all(
    Object.entries(literals).map(async ([name, literal]) => {
      try {
        return [name, await bring(literal, join(folder, name))] as const;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`variable [${name}] download/store failed: ${why}`, { cause: error });
      }
    }),
  );
  const map = Object.fromEntries(entries.map(([name, { literal }]) => [name, literal]));
  return {
    literal: create(LiteralSchema, { value: { case: "map", value: { literals: map } } }),
    value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
  };
}

async function bring(literal: Literal, path: string): Promise<Brought> {
  const { value } = literal;
  switch (value.case) {
    case "scalar":
      return bringScalar(value.value, literal, path);
    case "collection": {
      await mkdir(path, { recursive: true });
      const items = await Promise.all(
        value.value.literals.map((item, index) => bring(item, join(path, String(index)))),
      );
      const literals = items.map((item) => item.literal);
      return {
        literal: create(LiteralSchema, { value: { case: "collection", value: { literals } } }),
        value: items.map((item) => item.value),
      };
    }
    case "map":
      await mkdir(path, { recursive: true });
      return bringMap(value.value.literals, path);
    default:
      throw new Error(`unsupported literal type [${value.case ?? "none"}]`);
  }
}

async function bringScalar({ value }: Scalar, literal: Literal, path: string): Promise<Brought> {
  switch (value.case) {
    case "primitive": {
      const { text, value: own } = primitive(value.value.value);
      await writeFile(path, text);
      return { literal, value: own };
    }
    case "blob": {
      const { uri, metadata } = value.value;
      const isFolder = metadata?.type?.dimensionality === Dimensionality.MULTIPART;
      await fetchTo(uri, path, isFolder);
      const blob = { ...value.value, uri: path };
      return {
        literal: create(LiteralSchema, { value: { case: "scalar", value: { value: { case: "blob", value: blob } } } }),
        value: path,
      };
    }
    case "schema": {
      await fetchTo(value.value.uri, path, true);
      const schema = { ...value.value, uri: path };
      return {
        literal: create(LiteralSchema, {
          value: { case: "scalar", value: { value: { case: "schema", value: schema } } },
        }),
        value: path,
      };
    }
    case "binary":
      await writeFile(path, value.value.value);
      return { literal, value: Buffer.from(value.value.value).toString("base64") };
    case "error":
      await writeFile(path, value.value.message);
      return { literal, value: value.value.message };
    case "generic": {
      const text = JSON.stringify(value.value);
      await writeFile(path, text);
      return { literal, value: JSON.parse(text) as Value };
    }
    case "noneType":
      await writeFile(path, "null");
      return { literal, value: null };
    default:
      throw new Error(`unsupported scalar type [${value.case ?? "none"}]`);
  }
}

type Primitive = Extract<Scalar["value"], { readonly case: "primitive" }>["value"]["value"];

function primitive(value: Primitive): { readonly text: string; readonly value: Value } {
  switch (value.case) {
    case "stringValue":
      return { text: value.value, value: value.value };
    case "floatValue":
      return { text: floatText(value.value), value: value.value };
    case "integer":
    case "boolean":
      return { text: String(value.value), value: value.value };
    case "datetime":
      return { text: instantText(value.value), value: instantText(value.value) };
    case "duration":
      // The platform leaves durations out of the file with all inputs.
      return { text: durationText(Number(value.value.seconds) + value.value.nanos / 1e9), value: null };
    default:
      return { text: "null", value: null };
  }
}

async function fetchTo(uri: string, path: string, isFolder: boolean): Promise<void> {
  const access = createFileAccess({ rawOutputPrefix: path });
  const local = await (isFolder ? access.getTree(uri) : access.get(uri));
  await cp(local, path, { recursive: true });
}

/** JSON with integers of any size, and keys in order. */
function jsonText(value: Value): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(",")}}`;
}
