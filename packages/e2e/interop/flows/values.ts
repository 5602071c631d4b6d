/** Values of the types in echo.ts. python/values.py has the same, under the same names. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlyteFile } from "@tsflyte/runtime";
import { type Address, Color, type Mixed, type Person, type Report, type Wide } from "./shapes.ts";

let folder: string | undefined;

/** A file of the task's own, which has to be stored. */
function file<F extends string = "">(name: string, text: string): FlyteFile<F> {
  folder ??= mkdtempSync(join(tmpdir(), "interop-values-"));
  const path = join(folder, name);
  writeFileSync(path, text);
  return new FlyteFile<F>(path);
}

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

/** The value of a name. */
export function namedValue<T>(values: Values<T>, name: string): T {
  const make = values[name];
  if (make === undefined) throw new RangeError(`values.ts has no value "${name}" here: it has ${Object.keys(values)}`);
  return make();
}
