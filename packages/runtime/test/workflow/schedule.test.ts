import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cron, fixedRate } from "../../src/index.ts";
import { callLoosely } from "../support/define.ts";
import { refusal, spelled } from "../support/refusal.ts";

const crons = suite("cron()");

const accepted = [
  "*/5 * * * *",
  "0 3 * * 1-5",
  "0,30 8-18/2 1,15 jan-MAR ?",
  "@daily",
  "@every 1h30m",
  "CRON_TZ=Europe/Berlin 0 9 * * *",
  "0 0 31 2 *",
];
for (const expression of accepted) {
  crons(`takes "${expression}" as it stands`, () => {
    assert.equal(cron(expression), {
      expression: { kind: "cron", schedule: expression, offset: "" },
      kickoffTimeInputArg: "",
    });
  });
}

const refused: readonly (readonly [expression: string, problem: string])[] = [
  ["not a cron", "expected 5 fields or an alias, found 3"],
  ["", "expected 5 fields or an alias, found 0"],
  ["0 0 3 * * *", "expected 5 fields or an alias, found 6"],
  ["60 * * * *", 'its minute "60" goes beyond 0 to 59'],
  ["0 24 * * *", 'its hour "24" goes beyond 0 to 23'],
  ["0 0 * foo *", 'its month "foo" goes beyond 1 to 12'],
  ["0 0 * * 7", 'its day of the week "7" goes beyond 0 to 6'],
  ["5-1 * * * *", 'its minute "5-1" ends before it starts'],
  ["*/0 * * * *", 'its minute "*/0" has a step of 0'],
  ["1.5 * * * *", 'its minute "1.5" is not of the form *, 3, 1-5 or */15'],
  ["CRON_TZ=Nowhere/Land 0 9 * * *", 'there is no time zone "Nowhere/Land"'],
];
for (const [expression, problem] of refused) {
  crons(`says of "${expression}" what is wrong`, async () => {
    const error = await refusal(() => cron(expression));
    assert.equal(spelled(error), {
      code: "invalid-option",
      message: [
        `cron(): ${problem}, got "${expression}"`,
        '  fix: give five fields, as in "0 3 * * 1-5", or an alias such as "@daily" or "@every 90m"',
      ].join("\n"),
    });
  });
}

crons("names the alias that is meant", async () => {
  const error = await refusal(() => cron("hourly"));
  assert.is(error.message, 'cron(): the server knows no such alias, got "hourly"\n  fix: write "@hourly"');
});

crons("writes an offset in ISO 8601", () => {
  const offsetOf = (offset: string | number | { hours: number }): unknown => cron("@daily", { offset }).expression;
  assert.equal(offsetOf("PT1H"), { kind: "cron", schedule: "@daily", offset: "PT1H" });
  assert.equal(offsetOf({ hours: 1.5 }), { kind: "cron", schedule: "@daily", offset: "PT1H30M" });
  assert.equal(offsetOf(90), { kind: "cron", schedule: "@daily", offset: "PT1M30S" });
});

crons("refuses options that it does not have", async () => {
  const error = await refusal(() => callLoosely(cron, "@daily", { kickoffTimeInputArg: "day" }));
  assert.match(
    error.message,
    /^cron\(\): there is no option "kickoffTimeInputArg"\n {2}fix: did you mean "kickoffTimeInput"\?$/,
  );
  const unnamed = await refusal(() => cron("@daily", { kickoffTimeInput: "" }));
  assert.is(unnamed.text, 'cron(), option "kickoffTimeInput": expected the name of an input, got ""');
});

crons.run();

const rates = suite("fixedRate()");

rates("is written in the largest unit that divides it", () => {
  assert.equal(fixedRate({ minutes: 10 }).expression, { kind: "rate", value: 10, unit: "minute" });
  assert.equal(fixedRate({ minutes: 90 }).expression, { kind: "rate", value: 90, unit: "minute" });
  assert.equal(fixedRate("6h").expression, { kind: "rate", value: 6, unit: "hour" });
  assert.equal(fixedRate({ hours: 48 }, { kickoffTimeInput: "day" }), {
    expression: { kind: "rate", value: 2, unit: "day" },
    kickoffTimeInputArg: "day",
  });
});

for (const duration of [30, 0, "90s", { seconds: 61 }]) {
  rates(`refuses ${JSON.stringify(duration)}, which is not whole minutes`, async () => {
    const error = await refusal(() => fixedRate(duration));
    assert.is(
      error.message,
      `fixedRate(): expected a duration of whole minutes, at least one, got ${JSON.stringify(duration)}`,
    );
  });
}

rates.run();
