import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type DurationInput, durationMs } from "../../src/settings/index.ts";
import { refusal, spelled } from "../support/refusal.ts";

const durations = suite("durations");
const ms = (input: unknown): number => durationMs(input as DurationInput, 'task flows.t, option "timeout"');

/** What a `Temporal.Duration` looks like: its units are getters of its prototype. */
class DurationLike {
  readonly #units: { readonly [unit: string]: number };
  constructor(units: { readonly [unit: string]: number }) {
    this.#units = units;
  }
  get years(): number {
    return this.#units["years"] ?? 0;
  }
  get months(): number {
    return this.#units["months"] ?? 0;
  }
  get weeks(): number {
    return this.#units["weeks"] ?? 0;
  }
  get days(): number {
    return this.#units["days"] ?? 0;
  }
  get hours(): number {
    return this.#units["hours"] ?? 0;
  }
  get minutes(): number {
    return this.#units["minutes"] ?? 0;
  }
  get seconds(): number {
    return this.#units["seconds"] ?? 0;
  }
  get milliseconds(): number {
    return this.#units["milliseconds"] ?? 0;
  }
  get microseconds(): number {
    return this.#units["microseconds"] ?? 0;
  }
  get nanoseconds(): number {
    return this.#units["nanoseconds"] ?? 0;
  }
  get [Symbol.toStringTag](): string {
    return "Temporal.Duration";
  }
}

const forms: readonly (readonly [unknown, number])[] = [
  [0, 0],
  [90, 90_000],
  [0.5, 500],
  ["90s", 90_000],
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["1h 30m", 5_400_000],
  ["2d", 172_800_000],
  ["1w", 604_800_000],
  ["1.5h", 5_400_000],
  ["250ms", 250],
  [" 5m ", 300_000],
  ["PT5M", 300_000],
  ["pt5m", 300_000],
  ["P1DT2H3M4.5S", 93_784_500],
  ["P2W", 1_209_600_000],
  [{ minutes: 5 }, 300_000],
  [{ hours: 1, seconds: 30 }, 3_630_000],
  [{ weeks: 1, days: 1, milliseconds: 7 }, 691_200_007],
  [new DurationLike({ minutes: 5 }), 300_000],
  [new DurationLike({ microseconds: 1_500_000 }), 1500],
  [new DurationLike({}), 0],
];

for (const [input, expected] of forms) {
  const name = input instanceof DurationLike ? "a Temporal.Duration" : JSON.stringify(input);
  durations(`${name} is ${expected} ms`, () => assert.is(ms(input), expected));
}

const junk: readonly unknown[] = [
  ...[-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 5n, true, null, undefined],
  ...["", " ", "5", "m", "P", "PT", "-5m", "-PT5M", "5 parsecs", "P1Y", "P1M", "5m5", "1s1h", "tomorrow", "1e3s"],
  ...[{}, [], { minute: 5 }, { minutes: "5" }, { minutes: -5 }, { hours: Number.NaN }, { minutes: 5, months: 1 }],
  ...[new Date(), new Map(), Object.create({ minutes: 5 }), () => 5],
  ...[new DurationLike({ months: 1 }), new DurationLike({ years: 1 }), new DurationLike({ minutes: -1 })],
];

durations("refuse what has no length", async () => {
  for (const input of junk) {
    const error = await refusal(() => ms(input));
    assert.is(error.code, "invalid-option", String(error.message));
    assert.match(error.message, /^task flows\.t, option "timeout": expected a number of seconds/);
  }
});

durations("say what came instead", async () => {
  assert.equal(spelled(await refusal(() => ms("5 parsecs"))), {
    code: "invalid-option",
    message:
      'task flows.t, option "timeout": expected a number of seconds, a text like "5m" or "PT5M", or { minutes: 5 }, not negative, got "5 parsecs"',
  });
});

durations("above zero never become none", () => {
  assert.is(ms(0.0001), 1);
  assert.is(ms({ milliseconds: 0.2 }), 1);
});

durations.run();
