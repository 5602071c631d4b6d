/** Values of the types in echo.ts. python/values.py has the same, under the same names. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FlyteDirectory, FlyteFile, StructuredDataset, Temporal } from "@tsflyte/runtime";
import {
  type Address,
  Color,
  type Mixed,
  type Moments,
  type Person,
  type Report,
  type Sale,
  type Stored,
  type Wide,
} from "./shapes.ts";

let folder: string | undefined;

/** A file of the task's own, which has to be stored. */
function file<F extends string = "">(name: string, text: string): FlyteFile<F> {
  folder ??= mkdtempSync(join(tmpdir(), "interop-values-"));
  const path = join(folder, name);
  writeFileSync(path, text);
  return new FlyteFile<F>(path);
}

function directory(name: string, files: { readonly [path: string]: string }): FlyteDirectory {
  const root = join(mkdtempSync(join(tmpdir(), "interop-values-")), name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return new FlyteDirectory(root);
}

const saleRows: readonly Sale[] = [
  { item: "pear", count: 1, price: 1, paid: true },
  { item: "é ✓", count: -2, price: 2.5, paid: false },
  { item: 'x,"y"\n', count: 2 ** 40, price: -0.25, paid: true },
];

const street: Address = { street: "Main Street", zip: 12345, tags: ["a", "é"] };
const empty: Address = { street: "", zip: 0, tags: [] };

const full: Person = {
  name: "Zoë ✓",
  age: 41,
  height: 1.5,
  active: true,
  born: new Date("2001-02-03T04:05:06.789Z"),
  color: Color.GREEN,
  address: street,
  nick: "zo",
  second: empty,
  scores: { math: 2.0, art: -0.5 },
  friends: [street, empty],
  places: { home: street },
};

const spare: Person = {
  name: "x",
  age: -1,
  height: 2.0,
  active: false,
  born: new Date("1969-12-31T00:00:00Z"),
  color: Color.RED,
  address: empty,
  nick: null,
  second: null,
  scores: {},
  friends: [],
  places: {},
};

/** The values of one type, each made when it is asked for: some have files. */
type Values<T> = { readonly [name: string]: () => T };

export const ints: Values<number> = {
  zero: () => 0,
  one: () => 1,
  negative: () => -1,
  largest: () => Number.MAX_SAFE_INTEGER,
  smallest: () => Number.MIN_SAFE_INTEGER,
};

export const bigints: Values<bigint> = {
  largest: () => 2n ** 63n - 1n,
  smallest: () => -(2n ** 63n),
  beyond: () => 2n ** 53n + 1n,
  zero: () => 0n,
};

export const floats: Values<number> = {
  half: () => 1.5,
  whole: () => 2,
  zero: () => 0,
  minus_zero: () => -0,
  nan: () => Number.NaN,
  infinite: () => Number.POSITIVE_INFINITY,
  minus_infinite: () => Number.NEGATIVE_INFINITY,
  tiny: () => 5e-324,
  huge: () => Number.MAX_VALUE,
  third: () => 1 / 3,
};

export const strings: Values<string> = {
  empty: () => "",
  ascii: () => "hello",
  unicode: () => "héllo ✓ 😀 \u0000 \n\t\u2028",
  number: () => "1",
  long: () => "ab✓".repeat(20_000),
};

export const booleans: Values<boolean> = { yes: () => true, no: () => false };

export const dates: Values<Date> = {
  millis: () => new Date("2024-02-29T12:30:15.123Z"),
  epoch: () => new Date(0),
  before: () => new Date(-500),
  first: () => new Date("0001-01-01T00:00:00Z"),
  last: () => new Date("9999-12-31T23:59:59.999Z"),
  zoned: () => new Date("2024-02-29T12:30:00-05:00"),
};

export const intLists: Values<number[]> = {
  some: () => [1, 2, -3],
  none: () => [],
  many: () => Array.from({ length: 1000 }, (_, i) => i),
};

export const nestedLists: Values<number[][]> = {
  some: () => [[1, 2.5], [], [Number.POSITIVE_INFINITY]],
  none: () => [],
};

export const stringRecords: Values<Record<string, string>> = {
  some: () => ({ b: "2", a: "1", "": "empty", ["__proto__"]: "p", "é ✓": "u", 1: "index" }),
  none: () => ({}),
};

export const nestedRecords: Values<Record<string, Record<string, number>[]>> = {
  some: () => ({ k: [{ x: 1 }, {}], l: [] }),
  none: () => ({}),
};

export const untypedRecords: Values<Record<string, unknown>> = {
  some: () => ({ a: 1, b: [1, 2.5, "s", null, true], c: { d: "e" } }),
  none: () => ({}),
  numbers: () => ({ whole: 7, large: 2 ** 40, negative: -129, fraction: 0.1 }),
};

export const optionalInts: Values<number | null> = { some: () => 5, none: () => null, zero: () => 0 };
export const optionalLists: Values<string[] | null> = { some: () => ["a"], none: () => null, empty: () => [] };
export const listsOfOptional: Values<(number | null)[]> = { some: () => [1, null, 2.5], none: () => [] };

export const unions: Values<number | string | string[]> = {
  int: () => 5,
  str: () => "5",
  list: () => ["5"],
  empty_list: () => [],
};

export const booleanUnions: Values<boolean | number | string> = { yes: () => true, one: () => 1, str: () => "true" };
export const recordsOfUnions: Values<Record<string, number | string | null>> = {
  some: () => ({ f: 1, s: "x", n: null }),
};
export const structUnions: Values<string | Address | null> = {
  struct: () => street,
  str: () => "x",
  none: () => null,
};

export const enums: Values<Color> = { green: () => Color.GREEN };
export const enumLists: Values<Color[]> = { some: () => [Color.RED, Color.BLUE], none: () => [] };
export const optionalEnums: Values<Color | null> = { some: () => Color.BLUE, none: () => null };
export const constants: Values<"only"> = { only: () => "only" };

export const addresses: Values<Address> = { full: () => street, empty: () => empty };
export const persons: Values<Person> = { full: () => full, spare: () => spare };
export const wides: Values<Wide> = {
  numbers: () => ({ big: 2n ** 63n - 1n, id: 7, grid: [[1, 2.5], []] }),
  text: () => ({ big: -(2n ** 63n), id: "seven", grid: [[-0, Number.POSITIVE_INFINITY]] }),
};
export const mixed: Values<Mixed> = {
  struct: () => ({
    either: street,
    several: [1, "1"],
    times: [new Date("2001-02-03T04:05:06.789Z")],
    colors: { a: Color.RED },
    anything: { x: [1, null, { y: 0.5 }] },
    maybe: [street, null],
    size: 2,
    shade: Color.BLUE,
  }),
  text: () => ({ either: "x", several: [], times: [], colors: {}, anything: {}, maybe: [], shade: null }),
};
export const structLists: Values<Address[]> = { some: () => [street, empty], none: () => [] };
export const structRecords: Values<Record<string, (Address | null)[]>> = { some: () => ({ k: [street, null], l: [] }) };

export const files: Values<FlyteFile> = {
  text: () => file("a.txt", "héllo\n"),
  odd_name: () => file("b c#é+&.bin", "odd"),
  empty: () => file("empty", ""),
};
export const csvFiles: Values<FlyteFile<"csv">> = { table: () => file<"csv">("t.csv", "a,b\n1,2\n") };
export const fileLists: Values<FlyteFile[]> = {
  some: () => [file("1.txt", "one"), file("2.txt", "two")],
  none: () => [],
};
export const optionalFiles: Values<FlyteFile | null> = { some: () => file("opt.txt", "opt"), none: () => null };
export const reports: Values<Report> = {
  full: () => ({
    title: "r",
    file: file("main.md", "# main"),
    others: [file("o.txt", "other")],
    extra: file("extra.bin", "extra"),
  }),
  spare: () => ({ title: "", file: file("only.md", "only"), others: [], extra: null }),
};

export const instants: Values<Temporal.Instant> = {
  micros: () => Temporal.Instant.from("2024-02-29T12:30:15.123456Z"),
  before: () => Temporal.Instant.from("1969-12-31T23:59:59.999999Z"),
  first: () => Temporal.Instant.from("0001-01-01T00:00:00Z"),
  last: () => Temporal.Instant.from("9999-12-31T23:59:59.999999Z"),
};
export const days: Values<Temporal.PlainDate> = {
  leap: () => Temporal.PlainDate.from("2024-02-29"),
  first: () => Temporal.PlainDate.from("0001-01-01"),
  last: () => Temporal.PlainDate.from("9999-12-31"),
  before: () => Temporal.PlainDate.from("1969-12-31"),
};
export const durations: Values<Temporal.Duration> = {
  long: () => Temporal.Duration.from({ days: 1, microseconds: 5 }),
  zero: () => Temporal.Duration.from("PT0S"),
  negative: () => Temporal.Duration.from({ seconds: -1, milliseconds: -500 }),
  least: () => Temporal.Duration.from({ microseconds: -1 }),
  years: () => Temporal.Duration.from({ days: 3000 }),
};
export const optionalDurations: Values<Temporal.Duration | null> = {
  some: () => Temporal.Duration.from({ minutes: 5 }),
  none: () => null,
};
export const dayLists: Values<Temporal.PlainDate[]> = {
  some: () => [Temporal.PlainDate.from("2024-02-29"), Temporal.PlainDate.from("1900-01-01")],
};
export const urls: Values<URL> = { page: () => new URL("https://example.com/a%20b?c=d#e") };
export const tuples: Values<[number, string]> = { pair: () => [1, "x"] };
export const moments: Values<Moments> = {
  full: () => ({
    at: full.born,
    day: Temporal.PlainDate.from("2024-02-29"),
    length: Temporal.Duration.from({ seconds: 90, milliseconds: 500 }),
    others: [Temporal.Duration.from({ days: 2 }), new Temporal.Duration()],
    last: Temporal.PlainDate.from("0001-01-01"),
  }),
  spare: () => ({
    at: full.born,
    day: Temporal.PlainDate.from("9999-12-31"),
    length: Temporal.Duration.from({ microseconds: -1 }),
    others: [],
    last: null,
  }),
};

export const directories: Values<FlyteDirectory> = {
  some: () => directory("d", { "a.txt": "a", "sub/b é.txt": "bé", "sub/deep/c": "" }),
};
export const directoryLists: Values<FlyteDirectory[]> = {
  some: () => [directory("e", { a: "1" }), directory("f", { b: "2" })],
  none: () => [],
};
export const datasets: Values<StructuredDataset> = {
  parquet: () => StructuredDataset.fromRows(saleRows.map((row) => ({ ...row }))),
};
export const sales: Values<StructuredDataset<Sale>> = { parquet: () => StructuredDataset.fromRows(saleRows) };
export const csvSales: Values<StructuredDataset<Sale, "csv">> = {
  csv: () => StructuredDataset.fromRows(saleRows, { format: "csv" }),
};
export const stored: Values<Stored> = {
  full: () => ({
    folder: directory("g", { a: "1" }),
    table: StructuredDataset.fromRows(saleRows.map((row) => ({ ...row }))),
  }),
};

/** The value of a name. */
export function namedValue<T>(values: Values<T>, name: string): T {
  const make = values[name];
  if (make === undefined) throw new RangeError(`values.ts has no value "${name}" here: it has ${Object.keys(values)}`);
  return make();
}
