import type { Literal } from "../../model/index.ts";
import { FlyteDirectory, FlyteFile, hasFormat, sameFormat } from "../../types/index.ts";
import { type Codec, type Decoding, type Encoding, noLiteral } from "../codec.ts";
import { describeLiteral, describePacked, describeValue } from "../describe-value.ts";
import { type Packed, PackedMap } from "../msgpack/packed.ts";
import { decodeInside } from "./primitive.ts";

/** What tells files from directories. */
interface Stored {
  readonly expected: string;
  readonly dimensionality: "single" | "multipart";
  readonly format: string;
  is(value: unknown): boolean;
  make(uri: string, run: Decoding): unknown;
  /** The URI that the value will have in storage; `undefined` where it is no value of the type. */
  store(value: unknown, run: Encoding): string | undefined;
}

/** `FlyteFile`: the literal holds a URI, a struct `{ "path": URI }`. A local file has to have the extension of the type. */
export function fileCodec(format: string): Codec {
  const expected = `a FlyteFile${format === "" ? "" : `<${JSON.stringify(format)}>`}`;
  return storedCodec({
    expected,
    dimensionality: "single",
    format,
    // Of several formats in a union, a local file's name tells which.
    is: (value) => value instanceof FlyteFile && (value.isStored || hasFormat(value.uri, format)),
    make: (uri, run) => new FlyteFile(uri, run.access),
    store: (value, run) => {
      if (!(value instanceof FlyteFile) || (!value.isStored && !hasFormat(value.uri, format))) return undefined;
      return run.outbox.file(value);
    },
  });
}

/** `FlyteDirectory`: the same for all files of a folder. */
export function directoryCodec(format: string): Codec {
  return storedCodec({
    expected: `a FlyteDirectory${format === "" ? "" : `<${JSON.stringify(format)}>`}`,
    dimensionality: "multipart",
    format,
    is: (value) => value instanceof FlyteDirectory,
    make: (uri, run) => new FlyteDirectory(uri, run.access),
    store: (value, run) => (value instanceof FlyteDirectory ? run.outbox.directory(value, format) : undefined),
  });
}

function storedCodec(stored: Stored): Codec {
  const { expected, dimensionality, format } = stored;
  const unpack = (packed: Packed, run: Decoding): unknown => {
    const path = packed instanceof PackedMap ? packed.values[packed.keys.indexOf("path")] : packed;
    if (typeof path === "string" && path !== "") return stored.make(path, run);
    run.problems.add(expected, describePacked(packed));
    return undefined;
  };
  const decode = (literal: Literal, run: Decoding): unknown => {
    if (literal.kind === "blob" && literal.dimensionality === dimensionality && literal.uri !== "") {
      if (sameFormat(literal.format, format)) return stored.make(literal.uri, run);
      run.problems.add(expected, `${describeLiteral(literal)} of the format ${JSON.stringify(literal.format)}`);
      return undefined;
    }
    return decodeInside(literal, { expected, decode, unpack }, run);
  };
  return {
    expected,
    exact: true,
    takes: stored.is,
    takesPacked: (packed) => packed instanceof PackedMap && packed.keys.includes("path"),
    encode(value, run) {
      const uri = stored.store(value, run);
      if (uri !== undefined) return { kind: "blob", uri, format, dimensionality };
      run.problems.add(expected, describeValue(value));
      return noLiteral;
    },
    pack(value, run) {
      const uri = stored.store(value, run);
      if (uri === undefined) return run.problems.add(expected, describeValue(value));
      run.out.mapHeader(1);
      run.out.string("path");
      run.out.string(uri);
    },
    decode,
    unpack,
  };
}
