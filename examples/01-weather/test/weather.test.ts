/** The example as its README runs it, and its numbers against the data. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const root = join(import.meta.dirname, "..");
const data = join(root, "node_modules/vega-datasets/data/weather.csv");

function run(...args: readonly string[]): string {
  const program = join(root, "node_modules/.bin/tsflyte");
  return execFileSync(program, ["run", "src/flows/weather.ts", ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

interface Summary {
  readonly season: string;
  readonly days: number;
  readonly wetDays: number;
  readonly coldest: number;
}

const rows = readFileSync(data, "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","));

const test = suite("the weather example");

test("summarises every day of the city, by season", () => {
  const { seasons, report } = JSON.parse(run("report", "--file", data, "--city", "New York", "--json")) as {
    readonly seasons: readonly Summary[];
    readonly report: string;
  };
  const ours = rows.filter(([city]) => city === "New York");
  assert.equal(seasons.map(({ season }) => season).sort(), ["autumn", "spring", "summer", "winter"]);
  assert.is(
    seasons.reduce((sum, { days }) => sum + days, 0),
    ours.length,
  );
  assert.is(
    seasons.reduce((sum, { wetDays }) => sum + wetDays, 0),
    ours.filter((row) => Number(row[2]) > 0).length,
  );
  assert.is(Math.min(...seasons.map(({ coldest }) => coldest)), Math.min(...ours.map((row) => Number(row[4]))));
  assert.match(readFileSync(report, "utf8"), /^# Weather in New York\n\n\| season \|/);
});

test("prints a table for people", () => {
  assert.match(run("report", "--file", data), / {2}season +days +meanHigh +coldest +rain +wetDays +mostly\n/);
});

test("says which city is missing", () => {
  assert.throws(() => run("report", "--file", data, "--city", "Atlantis"), /Command failed/);
});

test.run();
