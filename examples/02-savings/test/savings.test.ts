/** The example as its README runs it, and its numbers against the data. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const root = join(import.meta.dirname, "..");
const data = join(root, "node_modules/vega-datasets/data/stocks.csv");
const program = join(root, "node_modules/.bin/tsflyte");

function run(...args: readonly string[]): {
  readonly best: string | null;
  readonly total: string;
  readonly report: string;
} {
  const command = ["run", "src/flows/savings.ts", "savings", "--file", data, "--json", ...args];
  return JSON.parse(
    execFileSync(program, command, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );
}

/** The worth of one share's plan, in floats. */
function worthOf(share: string, monthly: number, from: number): number {
  const prices = readFileSync(data, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .filter(([symbol, date]) => symbol === share && Number(date?.slice(-4)) >= from)
    .map(([, , price]) => Number(price));
  return prices.reduce((held, price) => held + monthly / price, 0) * (prices.at(-1) ?? 0);
}

const test = suite("the savings example");

test("adds up every share's plan with exact decimals", () => {
  const { best, total } = run("--monthly", "99.50", "--period", '{"kind":"since","year":2005}');
  const worths = ["AMZN", "AAPL", "GOOG", "IBM", "MSFT"].map((share) => worthOf(share, 99.5, 2005));
  assert.is(best, "AAPL");
  assert.match(total, /^\d+\.\d\d?$/);
  assert.ok(Math.abs(Number(total) - worths.reduce((sum, worth) => sum + worth, 0)) < 0.05);
});

test("takes the other member of the union, and writes a line for each share", () => {
  const period = '{"kind":"between","from":"2004-01-01T00:00:00Z","to":"2004-07-31T00:00:00Z"}';
  const report = readFileSync(run("--monthly", "1", "--period", period).report, "utf8");
  assert.match(report, /^Prices as they were/);
  assert.match(report, /\| IBM \| 7 \| 7 \| /);
  assert.match(report, /\| GOOG \| 0 \| 0 \| 0 \|/);
});

test("refuses what is no amount", () => {
  const args = ["run", "src/flows/savings.ts", "savings", "--file", data, "--monthly", "much"];
  const { status, stderr } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  assert.is(status, 2);
  assert.match(stderr, /--monthly: expected a value of the codec "decimal", got the string "much"/);
});

test.run();
