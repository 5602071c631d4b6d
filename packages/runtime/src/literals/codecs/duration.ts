import type { Instant } from "../../model/index.ts";
import { isTemporal, Temporal, totalNanos } from "../../types/index.ts";
import type { Codec } from "../codec.ts";
import { nothing, primitiveCodec } from "./primitive.ts";

/** What protobuf's `Duration` holds: some 10,000 years in either direction. */
const maxNanos = 315_576_000_000n * 1_000_000_000n;

const units = [
  ["days", 86_400_000_000_000n],
  ["hours", 3_600_000_000_000n],
  ["minutes", 60_000_000_000n],
  ["seconds", 1_000_000_000n],
  ["milliseconds", 1_000_000n],
  ["microseconds", 1000n],
  ["nanoseconds", 1n],
] as const;

/**
 * `Temporal.Duration`: exact to the nanosecond as a literal, and in a struct a number of seconds, as Python has it there,
 * of 15 to 17 digits in all. Years, months and weeks have no length of their own and are refused. What is read has hours
 * for its largest unit.
 */
export const durationCodec: Codec = primitiveCodec({
  expected: "a Temporal.Duration without years, months and weeks, of at most 10,000 years",
  is: (value) => nanosOf(value) !== undefined,
  literal: (value) => ({ kind: "duration", value: signedParts(nanosOf(value) ?? 0n) }),
  pack: (value, out) => out.float(Number(nanosOf(value)) / 1e9),
  fromLiteral: (literal) => (literal.kind === "duration" ? durationOf(totalNanos(literal.value)) : nothing),
  fromPacked: (packed) => {
    if (typeof packed === "bigint") return durationOf(packed * 1_000_000_000n);
    if (typeof packed !== "number" || !Number.isFinite(packed)) return nothing;
    const whole = Math.trunc(packed);
    return durationOf(BigInt(whole) * 1_000_000_000n + BigInt(Math.round((packed - whole) * 1e9)));
  },
  fromText: (text) => {
    try {
      const nanos = nanosOf(Temporal.Duration.from(text));
      return nanos === undefined ? nothing : durationOf(nanos);
    } catch {
      return nothing;
    }
  },
});

function nanosOf(value: unknown): bigint | undefined {
  if (!isTemporal(value, "Duration") || value.years !== 0 || value.months !== 0 || value.weeks !== 0) return undefined;
  const total = units.reduce((sum, [unit, length]) => sum + BigInt(value[unit]) * length, 0n);
  return total <= maxNanos && total >= -maxNanos ? total : undefined;
}

/** Both parts have the sign of the whole, as protobuf asks. */
function signedParts(nanos: bigint): Instant {
  return { seconds: nanos / 1_000_000_000n, nanos: Number(nanos % 1_000_000_000n) };
}

function durationOf(nanos: bigint): unknown {
  if (nanos > maxNanos || nanos < -maxNanos) return nothing;
  let rest = nanos;
  const parts: { [unit: string]: number } = {};
  for (const [unit, length] of units.slice(1)) {
    parts[unit] = Number(rest / length);
    rest %= length;
  }
  return Temporal.Duration.from(parts);
}
