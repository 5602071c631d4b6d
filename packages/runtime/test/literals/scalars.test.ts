import { suite } from "uvu";
import * as assert from "uvu/assert";
import { codecOf, Outbox } from "../../src/literals/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import type { Literal } from "../../src/model/index.ts";
import { Temporal } from "../../src/types/index.ts";
import {
  decode,
  encode,
  encodedBytes,
  goldenLiteral,
  goldenLiterals,
  messageOf,
  rootOf,
  roundTrip,
  typeJson,
} from "../support/literals.ts";
import { date as datetime, int, list, nullable, struct, text, union } from "../support/metadata.ts";
import { memoryAccess, place } from "../support/values.ts";

const instant: Schema = { type: "string", format: "date-time", "x-flyte": { type: "instant" } };
const day: Schema = { type: "string", format: "date", "x-flyte": { type: "date" } };
const duration: Schema = { type: "string", format: "duration", "x-flyte": { type: "duration" } };
const bytes: Schema = { type: "string", contentEncoding: "base64", "x-flyte": { type: "bytes" } };
const url: Schema = { type: "string", format: "uri", "x-flyte": { type: "url" } };
const bigint: Schema = { type: "integer", "x-flyte": { type: "bigint" } };

const fromJson = (schema: Schema, json: string | number): unknown =>
  codecOf(schema, rootOf()).fromJson(json, place, memoryAccess());
const packedHex = (schema: Schema, value: unknown): string => {
  const literal = codecOf(struct("S", { v: schema }), rootOf()).encode({ v: value }, place, new Outbox(memoryAccess()));
  return literal.kind === "binary" ? Buffer.from(literal.value).toString("hex").slice(6) : "";
};
/** Compares by text where deep equality cannot look inside. */
const sameText = (actual: unknown, expected: unknown): void => assert.is(String(actual), String(expected));

const times = suite("times and durations");

times("instants are flytekit's datetimes, to the nanosecond", () => {
  assert.equal(typeJson(instant), goldenLiterals["dt_naive"]?.type);
  for (const [name, spelled] of [
    ["dt_utc_micros", "2024-02-29T12:30:15.123456Z"],
    ["dt_tz", "2024-02-29T07:00:15.123456Z"],
    ["dt_naive", "2024-02-29T12:30:15Z"],
    ["dt_pre1970", "1969-12-31T23:59:59.5Z"],
    ["dt_min", "0001-01-01T00:00:00Z"],
    ["dt_max", "9999-12-31T23:59:59.999999Z"],
  ] as const) {
    const value = Temporal.Instant.from(spelled);
    assert.is(encodedBytes(instant, value), goldenLiterals[name]?.literal_bytes_b64, name);
    sameText(decode(instant, goldenLiteral(name)), value);
  }
  const fine = Temporal.Instant.from("2024-02-29T12:30:15.123456789Z");
  sameText(roundTrip(instant, fine), fine);
  sameText((roundTrip(struct("S", { at: instant }), { at: fine }) as { at: unknown }).at, fine);
  const before = Temporal.Instant.from("1969-12-31T23:59:59.999999999Z");
  sameText((roundTrip(struct("S", { at: instant }), { at: before }) as { at: unknown }).at, before);
});

times("a Date cuts the finer parts of a time off, towards the past", () => {
  const read = (spelled: string): unknown => decode(datetime, encode(instant, Temporal.Instant.from(spelled)));
  assert.equal(read("2024-02-29T12:30:15.123999999Z"), new Date("2024-02-29T12:30:15.123Z"));
  assert.equal(read("1969-12-31T23:59:59.9995Z"), new Date(-1));
});

times("a day is flytekit's date, and in a struct the day alone", () => {
  const value = Temporal.PlainDate.from("2024-02-29");
  assert.equal(typeJson(day), goldenLiterals["date"]?.type);
  assert.equal(typeJson(nullable(day))["unionType"], {
    variants: [
      { simple: "DATETIME", structure: { tag: "date" } },
      { simple: "NONE", structure: { tag: "none" } },
    ],
  });
  assert.is(encodedBytes(day, value), goldenLiterals["date"]?.literal_bytes_b64);
  sameText(decode(day, goldenLiteral("date")), value);
  sameText(decode(day, goldenLiteral("dt_utc_micros")), value);
  assert.is(packedHex(day, value), `aa${Buffer.from("2024-02-29").toString("hex")}`);
  sameText((roundTrip(struct("S", { d: day }), { d: value }) as { d: unknown }).d, value);
  sameText(fromJson(day, "0001-01-01"), "0001-01-01");
});

times("a duration is flytekit's timedelta, and in a struct a number of seconds", () => {
  assert.equal(typeJson(duration), goldenLiterals["td_pos"]?.type);
  for (const [name, spelled, read] of [
    ["td_zero", "PT0S", "PT0S"],
    ["td_pos", "P1DT0.000005S", "PT24H0.000005S"],
    ["td_neg", "-PT1.5S", "-PT1.5S"],
    ["td_neg_small", "-PT0.000001S", "-PT0.000001S"],
  ] as const) {
    assert.is(encodedBytes(duration, Temporal.Duration.from(spelled)), goldenLiterals[name]?.literal_bytes_b64, name);
    sameText(decode(duration, goldenLiteral(name)), read);
  }
  assert.is(packedHex(duration, Temporal.Duration.from("PT90S")), "cb4056800000000000");
  const inside = (value: Temporal.Duration): unknown =>
    (roundTrip(struct("S", { d: duration }), { d: value }) as { d: unknown }).d;
  for (const spelled of ["PT1H30M", "-PT0.000000001S", "PT26H0.123456789S", "PT0S"]) {
    sameText(inside(Temporal.Duration.from(spelled)), spelled);
    sameText(roundTrip(duration, Temporal.Duration.from(spelled)), spelled);
  }
  sameText(fromJson(duration, "PT5M"), "PT5M");
  sameText(fromJson(duration, 1.5), "PT1.5S");
});

const wrong: readonly (readonly [string, Schema, unknown, RegExp])[] = [
  ["a Date for an instant", instant, new Date(0), /expected a Temporal\.Instant .*, got the Date 1970/],
  ["an instant for a Date", datetime, Temporal.Instant.from("2024-01-01T00Z"), /got the Temporal\.Instant 2024/],
  [
    "an instant before the year 1",
    instant,
    Temporal.Instant.from("-000001-01-01T00:00Z"),
    /between the years 1 and 9999/,
  ],
  ["a day of the year 10000", day, Temporal.PlainDate.from("+010000-01-01"), /between the years 1 and 9999/],
  [
    "a duration of a month",
    duration,
    Temporal.Duration.from("P1M"),
    /without years, months and weeks.* got the Temporal\.Duration P1M/,
  ],
  ["a duration of a week", duration, Temporal.Duration.from("P1W"), /without years, months and weeks/],
  ["a duration of 20,000 years", duration, Temporal.Duration.from({ hours: 20_000 * 8766 }), /at most 10,000 years/],
  ["a text for a URL", url, "https://a/", /expected a URL, got the string/],
  ["an array for bytes", bytes, [1, 2], /expected a Uint8Array, got an array of 2 elements/],
];

for (const [name, schema, value, message] of wrong) {
  times(`${name} is refused, alone and in a struct`, () => {
    assert.match(
      messageOf(() => encode(schema, value)),
      message,
    );
    assert.match(
      messageOf(() => encode(struct("S", { v: schema }), { v: value })),
      /p\.v: /,
    );
  });
}

for (const [schema, json] of [
  [instant, "2024-02-30T00:00:00Z"],
  [instant, "2024-01-01T25:00:00Z"],
  [instant, "yesterday"],
  [day, "2024-13-01"],
  [duration, "5 minutes"],
  [duration, "P1Y"],
  [url, "not a url"],
  [bytes, "a"],
  [bytes, "a$=="],
] as const) {
  times(`the text ${json} is no ${schema["x-flyte"]?.type}`, () => {
    assert.match(
      messageOf(() => fromJson(schema, json)),
      /expected .*, got the string/,
    );
  });
}

times("the Temporal API is the platform's or the polyfill's, and its classes know their own", () => {
  assert.ok(Temporal.Instant.from("2024-01-01T00Z") instanceof Temporal.Instant);
  assert.ok("PlainDate" in Temporal);
  assert.ok(Object.keys(Object.getOwnPropertyDescriptors(Temporal)).length > 5);
});

times.run();

const plain = suite("bytes and URLs");

plain("bytes cross as they are, and what is read is neither a Buffer nor a view of the document", () => {
  assert.equal(typeJson(bytes), { simple: "BINARY" });
  for (const value of [Uint8Array.of(), Uint8Array.of(0, 255), new Uint8Array(70_000).fill(7)]) {
    assert.equal(roundTrip(bytes, value), value);
    assert.equal(roundTrip(struct("S", { b: bytes }), { b: value }), { b: value });
    assert.equal(roundTrip(list(bytes), [value]), [value]);
  }
  const read = roundTrip(bytes, Buffer.from("abc"));
  assert.is(Object.getPrototypeOf(read), Uint8Array.prototype);
  assert.equal(fromJson(bytes, "YWJj"), new Uint8Array(Buffer.from("abc")));
});

plain("bytes that the server cuts out of a struct are read", () => {
  const literal: Literal = { kind: "binary", value: Uint8Array.of(0xc4, 2, 1, 2), tag: "msgpack" };
  assert.equal(decode(bytes, literal), Uint8Array.of(1, 2));
});

plain("a URL is a string to everyone else", () => {
  const value = new URL("https://example.org/a b?q=é");
  assert.equal(typeJson(url), { simple: "STRING" });
  assert.equal(encode(url, value), { kind: "string", value: "https://example.org/a%20b?q=%C3%A9" });
  sameText(roundTrip(url, value), value.href);
  assert.ok(roundTrip(url, value) instanceof URL);
  sameText((roundTrip(struct("S", { u: url }), { u: value }) as { u: unknown }).u, value.href);
});

plain.run();

const unions = suite("types of one union that are one to Flyte");

unions("come back as what they were", () => {
  assert.is(roundTrip(union(int, bigint), 5n), 5n);
  assert.is(roundTrip(union(int, bigint), 5), 5);
  assert.is(roundTrip(union(text, url), "https://a/"), "https://a/");
  assert.ok(roundTrip(union(text, url), new URL("https://a/")) instanceof URL);
  assert.ok(roundTrip(union(datetime, instant), new Date(5)) instanceof Date);
  sameText(roundTrip(union(datetime, instant), Temporal.Instant.from("2024-01-01T00Z")), "2024-01-01T00:00:00Z");
  assert.equal(roundTrip(union(list(int), list(bigint)), [5n]), [5n]);
  assert.equal(roundTrip(union(list(int), list(bigint)), [5]), [5]);
});

unions("say so in an annotation, and only where it is needed", () => {
  assert.equal(typeJson(union(int, bigint))["unionType"], {
    variants: [
      { simple: "INTEGER", annotation: { annotations: { "typescript-type": "integer" } }, structure: { tag: "int" } },
      { simple: "INTEGER", annotation: { annotations: { "typescript-type": "bigint" } }, structure: { tag: "int" } },
    ],
  });
  assert.equal(typeJson(union(bigint, text))["unionType"], {
    variants: [
      { simple: "INTEGER", structure: { tag: "int" } },
      { simple: "STRING", structure: { tag: "str" } },
    ],
  });
});

unions("of times, days and texts are told apart in a struct by their spelling", () => {
  const any = struct("S", { v: union(text, instant, day) });
  const read = (value: unknown): unknown => (roundTrip(any, { v: value }) as { v: unknown }).v;
  sameText(read(Temporal.Instant.from("2024-01-01T00Z")), "2024-01-01T00:00:00Z");
  sameText(read(Temporal.PlainDate.from("2024-01-01")), "2024-01-01");
  assert.is(read("noon"), "noon");
});

unions.run();
