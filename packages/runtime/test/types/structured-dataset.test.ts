import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Table } from "apache-arrow";
import { parquetMetadata } from "hyparquet";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { loadLibrary } from "../../src/datasets/load-library.ts";
import { codecOf, decodeLiteral, encodeLiteral, Outbox } from "../../src/literals/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import { Temporal } from "../../src/types/index.ts";
import { StructuredDataset } from "../../src/types/structured-dataset.ts";
import { decode, encode, goldenLiteral, goldenLiterals, messageOf, rootOf, typeJson } from "../support/literals.ts";
import { date, flag, float, int, list, nullable, optional, record, struct, text, union } from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";
import { place } from "../support/values.ts";

type Row = { readonly [column: string]: unknown };

const bigint: Schema = { type: "integer", "x-flyte": { type: "bigint" } };
const instant: Schema = { type: "string", format: "date-time", "x-flyte": { type: "instant" } };
const dataset = (columns?: Schema, format = ""): Schema => ({
  type: "object",
  "x-flyte": { type: "dataset", format, ...(columns === undefined ? {} : { columns }) },
});
const temporary = (): string => mkdtempSync(join(tmpdir(), "tsflyte-dataset-"));

/** Stores a dataset as a task's output does, and gives it as the next task gets it. */
async function handOver(
  schema: Schema,
  value: StructuredDataset<object, string>,
  reader: Schema = schema,
): Promise<StructuredDataset<Row>> {
  const access = createFileAccess({ rawOutputPrefix: temporary() });
  const outbox = new Outbox(access);
  const literal = codecOf(schema, rootOf()).encode(value, place, outbox);
  await outbox.settle();
  const read = decodeLiteral(encodeLiteral(literal));
  return codecOf(reader, rootOf()).decode(read, place, access) as StructuredDataset<Row>;
}

const columns = struct("Row", {
  name: text,
  n: int,
  big: bigint,
  x: float,
  ok: flag,
  at: date,
  fine: instant,
  maybe: nullable(int),
  absent: optional(text),
  color: { type: "string", enum: ["red", "green"] },
});

const rows = [
  {
    name: 'a "quoted", text\nwith lines é😀',
    n: -1,
    big: 2n ** 63n - 1n,
    x: 1.5,
    ok: true,
    at: new Date("2024-02-29T12:30:15.123Z"),
    fine: Temporal.Instant.from("2024-02-29T12:30:15.123456789Z"),
    maybe: null,
    color: "red",
  },
  {
    name: "",
    n: 2 ** 53 - 1,
    big: -(2n ** 63n),
    x: -0,
    ok: false,
    at: new Date("0001-01-01T00:00:00Z"),
    fine: Temporal.Instant.from("1969-12-31T23:59:59.999999999Z"),
    maybe: 7,
    absent: "there",
    color: "green",
  },
  {
    name: "NaN",
    n: 0,
    big: 0n,
    x: Number.NaN,
    ok: true,
    at: new Date("2262-04-12T00:00:00.001Z"),
    fine: Temporal.Instant.from("2024-01-01T00:00:00Z"),
    maybe: 0,
    absent: "",
    color: "red",
  },
];
const spelled = (row: Row): Row => ({ ...row, fine: String(row["fine"]) });

const datasets = suite("StructuredDataset");

for (const format of ["parquet", "csv"] as const) {
  datasets(`rows cross as ${format}, each column as its type`, async () => {
    const given = StructuredDataset.fromRows(rows, { format });
    assert.is(given.isStored, false);
    const read = await handOver(dataset(columns), given);
    assert.is(read.isStored, true);
    assert.is(read.format, format);
    assert.equal((await read.rows()).map(spelled), rows.map(spelled));
    assert.ok(Object.is((await read.rows())[1]?.["x"], -0));
    const seen: unknown[] = [];
    for await (const row of read) seen.push(row["n"]);
    assert.equal(
      seen,
      rows.map((row) => row.n),
    );
  });

  datasets(`a ${format} dataset without rows crosses`, async () => {
    const read = await handOver(dataset(struct("R", { a: int })), StructuredDataset.fromRows([], { format }));
    assert.equal(await read.rows(), []);
  });

  datasets(`columns that nobody declared are read as what ${format} holds`, async () => {
    const value = [
      { a: 1, b: "x", c: 0.5 },
      { a: 2, b: null, c: 1 },
    ];
    const read = await handOver(dataset(), StructuredDataset.fromRows(value, { format }));
    const expected =
      format === "parquet"
        ? value
        : [
            { a: "1", b: "x", c: "0.5" },
            { a: "2", b: null, c: "1" },
          ];
    assert.equal(await read.rows(), expected);
  });
}

datasets("is written as Parquet unless the type or the value says another format", async () => {
  const value = [{ a: 1 }];
  const row = struct("R", { a: int });
  assert.is((await handOver(dataset(row), StructuredDataset.fromRows(value))).format, "parquet");
  assert.is((await handOver(dataset(row, "csv"), StructuredDataset.fromRows(value))).format, "csv");
  assert.match(
    messageOf(() => encode(dataset(row, "csv"), StructuredDataset.fromRows(value, { format: "parquet" }))),
    /expected a StructuredDataset of the format "csv", got a StructuredDataset/,
  );
});

datasets("lies in a folder, in the files that Python reads and writes", async () => {
  const parquet = await handOver(dataset(columns), StructuredDataset.fromRows(rows));
  assert.equal(readdirSync(parquet.uri), ["00000"]);
  const bytes = readFileSync(join(parquet.uri, "00000"));
  const metadata = parquetMetadata(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  assert.equal(
    metadata.schema.slice(1).map(({ name, type, repetition_type }) => `${name} ${type} ${repetition_type}`),
    [
      "name BYTE_ARRAY REQUIRED",
      "n INT64 REQUIRED",
      "big INT64 REQUIRED",
      "x DOUBLE REQUIRED",
      "ok BOOLEAN REQUIRED",
      "at INT64 REQUIRED",
      "fine INT64 REQUIRED",
      "maybe INT64 OPTIONAL",
      "absent BYTE_ARRAY OPTIONAL",
      "color BYTE_ARRAY REQUIRED",
    ],
  );
  const csv = await handOver(dataset(), StructuredDataset.fromRows([{ a: 1, b: true }], { format: "csv" }));
  assert.equal(readdirSync(csv.uri), [".csv"]);
  assert.is(readFileSync(join(csv.uri, ".csv"), "utf8"), "a,b\n1,true\n");
});

datasets("gives a table of Arrow with a type for each column", async () => {
  const read = await handOver(dataset(columns), StructuredDataset.fromRows(rows));
  const table = await read.table();
  assert.ok(table instanceof Table);
  assert.is(table.numRows, 3);
  assert.equal(
    (table as unknown as Table).schema.fields.map((field) => String(field.type)),
    [
      "Utf8",
      "Int64",
      "Int64",
      "Float64",
      "Bool",
      "Timestamp<MILLISECOND, UTC>",
      "Timestamp<NANOSECOND, UTC>",
      "Int64",
      "Utf8",
      "Utf8",
    ],
  );
  assert.is(table.getChild("big")?.get(0), 2n ** 63n - 1n);
  assert.is(table.getChild("maybe")?.get(0), null);
});

datasets("is flytekit's, as a type and as a literal", () => {
  const row = struct("R", { name: text, age: int });
  assert.equal(typeJson(dataset()), goldenLiterals["sd_uri"]?.type);
  assert.equal(typeJson(dataset(row)), goldenLiterals["sd_uri_cols"]?.type);
  assert.equal(typeJson(dataset(undefined, "csv")), goldenLiterals["sd_csv"]?.type);
  assert.equal(typeJson(nullable(dataset()))["unionType"], {
    variants: [
      { structuredDatasetType: {}, structure: { tag: "StructuredDataset Transformer" } },
      { simple: "NONE", structure: { tag: "none" } },
    ],
  });
  for (const [name, schema, uri, format] of [
    ["sd_uri", dataset(), "s3://bucket/ds.parquet", "parquet"],
    ["sd_uri_cols", dataset(row), "s3://bucket/ds.parquet", ""],
    ["sd_csv", dataset(undefined, "csv"), "s3://bucket/ds.csv", "csv"],
  ] as const) {
    const value = new StructuredDataset(uri, { format });
    const bytes = Buffer.from(encodeLiteral(encode(schema, value))).toString("base64");
    assert.is(bytes, goldenLiterals[name]?.literal_bytes_b64, name);
    const read = decode(schema, goldenLiteral(name)) as StructuredDataset;
    assert.equal([read.uri, read.format], [uri, format]);
  }
});

datasets("in a struct and in a list is stored too, each once", async () => {
  const row = struct("R", { a: int });
  const schema = struct("S", { d: dataset(row), more: list(dataset(row)), by: record(dataset(row)) });
  const access = createFileAccess({ rawOutputPrefix: temporary() });
  const outbox = new Outbox(access);
  const value = StructuredDataset.fromRows([{ a: 1 }]);
  const literal = codecOf(schema, rootOf()).encode({ d: value, more: [value], by: { k: value } }, place, outbox);
  await outbox.settle();
  const read = codecOf(schema, rootOf()).decode(literal, place, access) as {
    readonly d: StructuredDataset;
    readonly more: readonly StructuredDataset[];
  };
  assert.is(read.more[0]?.uri, read.d.uri);
  assert.equal(await read.d.rows(), [{ a: 1 }]);
});

datasets("a local file or folder is uploaded", async () => {
  const folder = temporary();
  writeFileSync(join(folder, "in.csv"), '\uFEFFa,b\r\n1,x\r\n2,"y"\r\n');
  const schema = dataset(struct("R", { a: int, b: text }));
  for (const path of [join(folder, "in.csv"), folder]) {
    const read = await handOver(schema, new StructuredDataset(path, { format: "csv" }));
    assert.not.equal(read.uri, path);
    assert.equal(await read.rows(), [
      { a: 1, b: "x" },
      { a: 2, b: "y" },
    ]);
  }
  assert.equal(await new StructuredDataset(join(folder, "in.csv")).rows(), [
    { a: "1", b: "x" },
    { a: "2", b: "y" },
  ]);
});

datasets("several files are read one behind the other, without hidden ones and markers", async () => {
  const folder = join(temporary(), "ds");
  mkdirSync(join(folder, "_logs"), { recursive: true });
  writeFileSync(join(folder, "part-1.csv"), "a\n1\n");
  writeFileSync(join(folder, "part-2.csv"), "a\n2\n");
  writeFileSync(join(folder, "_SUCCESS"), "");
  writeFileSync(join(folder, "_logs/x"), "noise");
  assert.equal(await new StructuredDataset(folder, { format: "csv" }).rows(), [{ a: "1" }, { a: "2" }]);
});

datasets("what data frames write for values that are not there is read", async () => {
  const path = join(temporary(), "frame.csv");
  writeFileSync(path, "n,x,ok\n3.0,,True\n+4,-inf,False\n");
  const read = await handOver(
    dataset(struct("R", { n: int, x: float, ok: flag }), "csv"),
    new StructuredDataset(path, { format: "csv" }),
  );
  assert.equal(await read.rows(), [
    { n: 3, x: Number.NaN, ok: true },
    { n: 4, x: Number.NEGATIVE_INFINITY, ok: false },
  ]);
});

datasets("columns that are not declared are left away", async () => {
  const wide = struct("R", { a: int, b: text });
  const read = await handOver(
    dataset(wide),
    StructuredDataset.fromRows([{ a: 1, b: "x" }]),
    dataset(struct("R", { b: text })),
  );
  assert.equal(await read.rows(), [{ b: "x" }]);
});

datasets.run();

const refusals = suite("datasets that are not of their type");

const stored = async (schema: Schema, value: readonly object[]): Promise<string> =>
  (await refusal(() => handOver(schema, StructuredDataset.fromRows(value)))).message;

refusals("a wrong value is named by its row and column", async () => {
  const schema = dataset(struct("R", { a: int, b: nullable(text) }));
  assert.is(
    await stored(schema, [
      { a: 1, b: "x" },
      { a: 1.5, b: null },
    ]),
    [
      "The rows of a dataset are not of its type: rows[1].a: expected integer, got the number 1.5",
      '  at column "a", row 2',
      "  fix: return rows of the declared type, or change the column's type and build again",
    ].join("\n"),
  );
  assert.match(await stored(schema, [{ b: "x" }]), /rows\[0\]\.a: expected integer, got undefined/);
  assert.match(
    await stored(schema, [{ a: 1, b: "x", c: 1 }]),
    /rows\[0\]\.c: expected no such column \(there are a, b\)/,
  );
  assert.match(
    await stored(dataset(struct("R", { c: { type: "string", enum: ["x"] } })), [{ c: "y" }]),
    /expected one of "x"/,
  );
  assert.match(
    await stored(dataset(), [{ c: 1 }, { c: "y" }]),
    /rows\[1\]\.c: expected string|rows\[1\]\.c: expected number/,
  );
  assert.match(await stored(dataset(), [{ c: { d: 1 } }]), /rows\[0\]\.c: expected string, got an object/);
});

refusals("a wrong cell is named by its file, row and column", async () => {
  const folder = temporary();
  const path = join(folder, "in.csv");
  const read = async (content: string, columnsOfRow: Schema): Promise<string> => {
    writeFileSync(path, content);
    return (
      await refusal(async () => (await handOver(dataset(columnsOfRow, "csv"), new StructuredDataset(path))).rows())
    ).message;
  };
  const row = struct("R", { a: int });
  assert.match(
    await read("a\n1\nx\n", row),
    /^The dataset .*\/in\.csv is not of its type: rows\[1\]\.a: expected integer, got the string "x"\n {2}at column "a", row 2\n {2}fix: correct the data/,
  );
  assert.match(await read("a,b\n,1\n", row), /rows\[0\]\.a: expected integer, got nothing/);
  assert.match(
    await read("b\n1\n", row),
    /has no column "a" \(integer\): it has the columns b\n {2}fix: correct the data/,
  );
  assert.match(await read("a\n1,2\n", row), /cannot be read as CSV: /);
  assert.match(await read("a\n99999999999999999999\n", row), /expected integer/);
  assert.match(await read(`a\n${2n ** 60n}\n`, row), /rows\[0\]\.a: expected integer, got the bigint/);
});

refusals("bytes that are no Parquet and formats that nobody knows are refused", async () => {
  const path = join(temporary(), "x.parquet");
  writeFileSync(path, "PAR1 and no more");
  assert.match(
    (await refusal(() => new StructuredDataset(path).rows())).message,
    /^The dataset .* cannot be read as Parquet: .*\n {2}fix: check the format/,
  );
  assert.match(
    (await refusal(() => new StructuredDataset(path, { format: "orc" }).rows())).message,
    /^The format "orc" of the dataset .* is neither read nor written here\n {2}fix: use "parquet" or "csv"/,
  );
});

refusals("a remote one outside a run, and one without a path, say what to do", async () => {
  assert.match(
    (await refusal(() => new StructuredDataset("s3://b/x").rows())).message,
    /The dataset s3:\/\/b\/x is remote/,
  );
  assert.throws(() => new StructuredDataset(""), /for rows use StructuredDataset.fromRows/);
  assert.match((await refusal(() => new StructuredDataset("/no/such").rows())).message, /no such file|There is no/);
});

refusals("a library that is not installed is named with the command that installs it", async () => {
  const missing = "no-such-library";
  const error = await refusal(() => loadLibrary(["hyparquet"], "read Parquet", () => import(missing)));
  assert.is(error.code, "missing-library");
  assert.is(error.message, "To read Parquet this library needs hyparquet\n  fix: npm install hyparquet");
  const broken = Object.assign(new Error("broken"), { code: "ERR_DLOPEN_FAILED" });
  await loadLibrary(["x"], "y", () => Promise.reject(broken)).then(assert.unreachable, (thrown: unknown) =>
    assert.is(thrown, broken),
  );
});

refusals("a type whose columns no table can hold is refused", () => {
  assert.match(
    messageOf(() => codecOf(dataset(struct("R", { a: list(int) })), rootOf())),
    /the column "a" holds array, which no table can/,
  );
  assert.match(
    messageOf(() => codecOf(dataset(union(int, text)), rootOf())),
    /the columns of a dataset are no object type/,
  );
});

refusals.run();
