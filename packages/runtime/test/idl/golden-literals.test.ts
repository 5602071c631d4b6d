import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBinary, fromJson, type JsonObject, toBinary, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LiteralMapSchema, LiteralSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { LiteralTypeSchema } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import {
  literalFromIdl,
  literalMapFromIdl,
  literalMapToIdl,
  literalToIdl,
  literalTypeFromIdl,
  literalTypeToIdl,
} from "../../src/idl/index.ts";

interface Case {
  readonly type?: JsonObject;
  readonly literal?: JsonObject;
  readonly literal_bytes_b64?: string;
}

const file = join(import.meta.dirname, "../golden/literals.json");
const { _literal_map_all_b64: allBytes, ...cases } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly [name: string]: Case;
} & { readonly _literal_map_all_b64: string };

const golden = suite("flytekit's literals through the model");

for (const [name, { type, literal, literal_bytes_b64 }] of Object.entries(cases)) {
  if (type !== undefined) {
    golden(`the type of ${name} comes back as it was`, () => {
      const model = literalTypeFromIdl(fromJson(LiteralTypeSchema, type));
      assert.equal(toJson(LiteralTypeSchema, literalTypeToIdl(model)), type);
    });
  }
  if (literal !== undefined) {
    golden(`the literal of ${name} comes back as it was`, () => {
      const model = literalFromIdl(fromJson(LiteralSchema, literal));
      assert.equal(toJson(LiteralSchema, literalToIdl(model)), literal);
      if (literal_bytes_b64 === undefined) return;
      // Entries of maps have no order in protobuf, so the bytes are compared with what the bytes themselves give.
      const fromBytes = literalFromIdl(
        fromBinary(LiteralSchema, Uint8Array.from(Buffer.from(literal_bytes_b64, "base64"))),
      );
      assert.equal(fromBytes, model);
      assert.is(Buffer.from(toBinary(LiteralSchema, literalToIdl(fromBytes))).toString("base64"), literal_bytes_b64);
    });
  }
}

const variantsFile = join(import.meta.dirname, "../golden/union_variants.json");
const variants = JSON.parse(readFileSync(variantsFile, "utf8")) as { readonly [name: string]: JsonObject };

for (const [name, type] of Object.entries(variants)) {
  golden(`the type of a union's variant ${name} comes back as it was`, () => {
    const model = literalTypeFromIdl(fromJson(LiteralTypeSchema, type));
    assert.equal(toJson(LiteralTypeSchema, literalTypeToIdl(model)), type);
  });
}

golden("all of them in one map come back, byte for byte", () => {
  const bytes = Buffer.from(allBytes, "base64");
  const model = literalMapFromIdl(fromBinary(LiteralMapSchema, bytes));
  assert.ok(Object.keys(model).length > 50);
  assert.is(Buffer.from(toBinary(LiteralMapSchema, literalMapToIdl(model))).toString("base64"), allBytes);
});

golden.run();
