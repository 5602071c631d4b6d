/** Literals as the platform passes them on, and what two of them have in common whatever they are stored as. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { create, toJson } from "@bufbuild/protobuf";
import {
  type BindingData,
  type Literal,
  type LiteralMap,
  LiteralSchema,
} from "../../../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";
import type { PromiseAttribute } from "../../../../runtime/src/idl/gen/flyteidl/core/types_pb.ts";
import { cut, unpack } from "./msgpack.ts";

export type Literals = LiteralMap["literals"];

/** A literal of null. */
export function none(): Literal {
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "noneType", value: {} } } },
  });
}

/** The literal of a binding, from the outputs of nodes by id; inputs of the workflow stand under `""`. */
export function resolve(binding: BindingData | undefined, outputs: ReadonlyMap<string, Literals>): Literal {
  const { value } = binding ?? {};
  switch (value?.case) {
    case "scalar":
      return create(LiteralSchema, { value: { case: "scalar", value: value.value } });
    case "collection":
      return create(LiteralSchema, {
        value: {
          case: "collection",
          value: { literals: value.value.bindings.map((item) => resolve(item, outputs)) },
        },
      });
    case "map": {
      const literals = Object.fromEntries(
        Object.entries(value.value.bindings).map(([key, item]) => [key, resolve(item, outputs)]),
      );
      return create(LiteralSchema, { value: { case: "map", value: { literals } } });
    }
    case "promise": {
      const literal = outputs.get(value.value.nodeId)?.[value.value.var];
      return literal === undefined ? none() : partOf(literal, value.value.attrPath);
    }
    default:
      throw new Error(`a binding without a value: ${value?.case}`);
  }
}

function partOf(literal: Literal, path: readonly PromiseAttribute[]): Literal {
  const [first, ...rest] = path;
  const step = first?.value.value;
  if (step === undefined) return literal;
  const { value } = literal;
  if (value.case === "collection") return partOf(value.value.literals[Number(step)] ?? none(), rest);
  if (value.case === "map") return partOf(value.value.literals[String(step)] ?? none(), rest);
  const scalar = value.case === "scalar" ? value.value.value : undefined;
  if (scalar?.case === "union" && scalar.value.value !== undefined) return partOf(scalar.value.value, path);
  if (scalar?.case !== "binary") throw new Error(`a ${scalar?.case ?? value.case} has no parts`);
  const steps = path.map((attribute) => attribute.value.value ?? "");
  const bytes = cut(scalar.value.value, steps);
  return create(LiteralSchema, {
    value: {
      case: "scalar",
      value: { value: { case: "binary", value: { value: bytes, tag: scalar.value.tag } } },
    },
  });
}

/** What a literal says: values instead of bytes, and contents instead of places. */
export function meaning(literal: Literal | undefined): unknown {
  const { value } = literal ?? {};
  if (value?.case === "collection") return value.value.literals.map(meaning);
  if (value?.case === "map") return meanings(value.value.literals);
  const scalar = value?.case === "scalar" ? value.value.value : undefined;
  switch (scalar?.case) {
    case "union":
      return { [scalar.value.type?.structure?.tag ?? "?"]: meaning(scalar.value.value) };
    case "binary":
      return { [scalar.value.tag]: unpack(scalar.value.value).value };
    case "blob":
      return { [scalar.value.metadata?.type?.format || "blob"]: contents(scalar.value.uri.replace(/^file:\/\//, "")) };
    default:
      return literal === undefined ? undefined : toJson(LiteralSchema, literal);
  }
}

/** What literals say, by name. */
export function meanings(literals: Literals): { readonly [name: string]: unknown } {
  const entries = Object.entries(literals).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, meaning(item)]));
}

function contents(path: string): unknown {
  if (!statSync(path).isDirectory()) return readFileSync(path, "utf8");
  const names = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(files.map((file) => [file.slice(path.length), readFileSync(file, "utf8")]));
}
