import type { VariablesSchema } from "../../metadata/index.ts";
import type { Literal, LiteralType } from "../../model/index.ts";
import { columnRules, type Form, sameFormat } from "../../types/index.ts";
import { StructuredDataset } from "../../types/structured-dataset.ts";
import { type Codec, type Decoding, type Encoding, noLiteral } from "../codec.ts";
import { describeLiteral, describePacked, describeValue } from "../describe-value.ts";
import { type Packed, PackedMap } from "../msgpack/packed.ts";
import { decodeInside } from "./primitive.ts";

/** What rows are stored as where neither the value nor its type says it. */
const defaultFormat = "parquet";

/** `StructuredDataset`: the literal holds a URI, a struct `{ "uri": URI, "file_format": format }`. */
export function datasetCodec(
  form: Form & { readonly kind: "dataset" },
  root: VariablesSchema,
  type: LiteralType,
): Codec {
  const { format } = form;
  const expected = `a StructuredDataset${format === "" ? "" : ` of the format ${JSON.stringify(format)}`}`;
  const rules = columnRules(form.columns, root);
  const columns = type.kind === "structured-dataset" ? type.columns : [];

  /** Where the dataset will lie, and in what format. */
  const store = (value: unknown, run: Encoding): { readonly uri: string; readonly format: string } | undefined => {
    if (!(value instanceof StructuredDataset) || !sameFormat(value.format, format)) return undefined;
    const dataset: StructuredDataset<object, string> = value;
    if (dataset.isStored) return { uri: dataset.uri, format: dataset.format || format };
    if (dataset.uri !== "") return { uri: run.outbox.copied(dataset), format: dataset.format || format };
    const stored = dataset.format || format || defaultFormat;
    const uri = run.outbox.written(dataset, async (target, access) => {
      const { writeDataset } = await import("../../datasets/index.ts");
      await writeDataset(await dataset.rows(), rules, stored, target, access);
    });
    return { uri, format: stored };
  };
  const make = (uri: string, stored: string, run: Decoding): unknown =>
    new StructuredDataset(
      uri,
      { format: stored === "" ? format : stored },
      { access: run.access, ...(rules === undefined ? {} : { columns: rules }) },
    );
  const unpack = (packed: Packed, run: Decoding): unknown => {
    const field = (name: string): Packed | undefined =>
      packed instanceof PackedMap ? packed.values[packed.keys.indexOf(name)] : undefined;
    const uri = typeof packed === "string" ? packed : field("uri");
    const stored = field("file_format") ?? "";
    if (typeof uri === "string" && uri !== "" && typeof stored === "string" && sameFormat(stored, format)) {
      return make(uri, stored, run);
    }
    run.problems.add(expected, describePacked(packed));
    return undefined;
  };
  const decode = (literal: Literal, run: Decoding): unknown => {
    if (literal.kind === "structured-dataset" && literal.uri !== "") {
      const stored = literal.type?.format ?? "";
      if (sameFormat(stored, format)) return make(literal.uri, stored, run);
      run.problems.add(expected, `${describeLiteral(literal)} of the format ${JSON.stringify(stored)}`);
      return undefined;
    }
    return decodeInside(literal, { expected, decode, unpack }, run);
  };
  return {
    expected,
    exact: true,
    takes: (value) => value instanceof StructuredDataset,
    takesPacked: (packed) => packed instanceof PackedMap && packed.keys.includes("uri"),
    encode(value, run) {
      const stored = store(value, run);
      if (stored !== undefined) {
        const { uri } = stored;
        return {
          kind: "structured-dataset",
          uri,
          type: { kind: "structured-dataset", columns, format: stored.format },
        };
      }
      run.problems.add(expected, describeValue(value));
      return noLiteral;
    },
    pack(value, run) {
      const stored = store(value, run);
      if (stored === undefined) return run.problems.add(expected, describeValue(value));
      run.out.mapHeader(2);
      run.out.string("uri");
      run.out.string(stored.uri);
      run.out.string("file_format");
      run.out.string(stored.format);
    },
    decode,
    unpack,
  };
}
