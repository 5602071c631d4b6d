/**
 * What a monthly savings plan would have become: reads a file, keeps the quotes as a typed table, computes each share on its own with
 * exact decimals, and writes a report. One type of every kind that crosses the wire.
 */
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlyteFile, type Int, type Outputs, StructuredDataset, task, workflow } from "@tsflyte/runtime";
import { csvParse } from "d3-dsv";
import { Decimal, type Money } from "./money.js";

/** The shares in the data, by the names that the exchange gives them. */
enum Share {
  Amazon = "AMZN",
  Apple = "AAPL",
  Google = "GOOG",
  Ibm = "IBM",
  Microsoft = "MSFT",
}

/** A month's price of one share: a row of the table. */
interface Quote {
  share: string;
  month: Date;
  /** Dollars. */
  price: number;
}

/** Which months count: all from a year on, or those between two days. */
type Period = { kind: "since"; year: Int } | { kind: "between"; from: Date; to: Date };

/** What became of one plan. */
interface Plan {
  share: Share;
  months: Int;
  paid: Money;
  worth: Money;
}

/** Reads prices as a table of typed columns. */
export const quotes = task(async (file: FlyteFile<"csv">): Promise<StructuredDataset<Quote, "parquet">> => {
  const rows = csvParse(await file.text()).map((row) => ({
    share: String(row["symbol"]),
    month: new Date(`${row["date"]} UTC`),
    price: Number(row["price"]),
  }));
  return StructuredDataset.fromRows(rows, { format: "parquet" });
});

const covers = (period: Period, day: Date): boolean =>
  period.kind === "since" ? day.getUTCFullYear() >= period.year : day >= period.from && day <= period.to;

/** Buys for the same amount each month, in whole cents and fractions of shares. */
export const invest = task(
  async (table: StructuredDataset<Quote, "parquet">, share: Share, monthly: Money, period: Period): Promise<Plan> => {
    const prices = (await table.rows()).filter((row) => row.share === share && covers(period, row.month));
    let held = new Decimal(0);
    for (const { price } of prices) held = held.plus(monthly.div(price));
    const last = prices.at(-1)?.price ?? 0;
    const paid = monthly.times(prices.length);
    return { share, months: prices.length, paid: paid.toDecimalPlaces(2), worth: held.times(last).toDecimalPlaces(2) };
  },
);

/** Orders the plans by what they became, and writes a line for each. */
export const compare = task(
  async (
    plans: Plan[],
    note?: string,
  ): Promise<Outputs<{ best: Share | null; total: Money; report: FlyteFile<"md"> }>> => {
    const ranked = plans.toSorted((a, b) => b.worth.comparedTo(a.worth));
    const total = ranked.reduce((sum, plan) => sum.plus(plan.worth), new Decimal(0));
    const lines = ranked.map(({ share, months, paid, worth }) => `| ${share} | ${months} | ${paid} | ${worth} |`);
    const path = join(tmpdir(), `savings-${process.pid}-${Date.now()}.md`);
    const head = ["| share | months | paid | worth |", "|---|--:|--:|--:|"];
    await writeFile(path, [...(note === undefined ? [] : [note, ""]), ...head, ...lines, ""].join("\n"));
    return { best: ranked[0]?.share ?? null, total, report: new FlyteFile(path) };
  },
);

/**
 * Compares a monthly savings plan in each share.
 * @param file monthly prices with the columns symbol, date and price
 * @param monthly dollars a month, for example 99.50
 * @param period which months count
 */
export const savings = workflow(
  async (
    file: FlyteFile<"csv">,
    monthly: Money,
    period: Period = { kind: "since", year: 2000 },
  ): Promise<Outputs<{ best: Share | null; total: Money; report: FlyteFile<"md"> }>> => {
    const table = await quotes(file);
    const plans = Object.values(Share).map((share) => invest(table, share, monthly, period));
    return await compare(plans, "Prices as they were, without dividends and fees.");
  },
);
