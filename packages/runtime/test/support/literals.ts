/** Values through literals and their bytes, for tests of types. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { TsflyteError } from "../../src/errors/index.ts";
import { LiteralTypeSchema } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import { literalTypeToIdl } from "../../src/idl/index.ts";
import { codecOf, decodeLiteral, encodeLiteral, Outbox } from "../../src/literals/index.ts";
import type { Schema, VariablesSchema } from "../../src/metadata/index.ts";
import type { Literal } from "../../src/model/index.ts";
import { literalTypeOf } from "../../src/types/index.ts";
import { memoryAccess, place } from "./values.ts";

/** What flytekit wrote for one value. */
export interface GoldenLiteral {
  readonly type?: JsonObject;
  readonly literal_bytes_b64?: string;
}

/** What flytekit wrote, by name. */
export const goldenLiterals: { readonly [name: string]: GoldenLiteral } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../golden/literals.json"), "utf8"),
) as { readonly [name: string]: GoldenLiteral };

/** A root without variables, of these definitions. */
export function rootOf($defs: { readonly [name: string]: Schema } = {}): VariablesSchema {
  return { type: "object", properties: {}, required: [], additionalProperties: false, $defs };
}

const noDefinitions: VariablesSchema = rootOf();

export function encode(schema: Schema, value: unknown, root: VariablesSchema = noDefinitions): Literal {
  return codecOf(schema, root).encode(value, place, new Outbox(memoryAccess()));
}

export function decode(schema: Schema, literal: Literal, root: VariablesSchema = noDefinitions): unknown {
  return codecOf(schema, root).decode(literal, place, memoryAccess());
}

/** The value after its way through the bytes of its literal. */
export function roundTrip(schema: Schema, value: unknown, root: VariablesSchema = noDefinitions): unknown {
  return decode(schema, decodeLiteral(encodeLiteral(encode(schema, value, root))), root);
}

/** The literal that flytekit wrote. */
export function goldenLiteral(name: string): Literal {
  return decodeLiteral(new Uint8Array(Buffer.from(goldenLiterals[name]?.literal_bytes_b64 ?? "", "base64")));
}

/** The bytes of a value's literal, in base64. */
export function encodedBytes(schema: Schema, value: unknown, root: VariablesSchema = noDefinitions): string {
  return Buffer.from(encodeLiteral(encode(schema, value, root))).toString("base64");
}

/** The Flyte type of a schema in protobuf's JSON. */
export function typeJson(schema: Schema, root: VariablesSchema = noDefinitions): JsonObject {
  return toJson(LiteralTypeSchema, literalTypeToIdl(literalTypeOf(schema, root))) as JsonObject;
}

/** The message of the error that the work ends with. */
export function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof TsflyteError) return error.message;
    throw error;
  }
  throw new Error("expected an error, and nothing was thrown");
}
