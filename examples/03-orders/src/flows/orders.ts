/** The orders of a day: fetched from all shops, added up, looked at by somebody, and published. */
import {
  approve,
  bound,
  cron,
  dynamic,
  type FlyteFile,
  fail,
  ge,
  gt,
  type Int,
  launchPlan,
  mapTask,
  type Outputs,
  when,
  workflow,
} from "@tsflyte/runtime";
import { fetchOrders, fetchRates, merge } from "./fetch.js";
import { alert, publish, render } from "./report.js";
import { summarise } from "./summary.js";

/**
 * Reports a day's orders.
 * @param day midnight, at which the day begins
 * @param shops which shops are asked; half of them have to answer
 */
export const daily = workflow(
  { onFailure: alert },
  async (
    day: Date,
    shops: string[] = ["berlin", "lisbon", "oslo", "lima"],
  ): Promise<Outputs<{ report: FlyteFile<"md">; sent: string }>> => {
    const rates = fetchRates(day);
    const batches = mapTask(fetchOrders, { concurrency: 2, minSuccessRatio: 0.5 })(bound(day), shops);
    const { orders, silent } = await merge(batches, rates);
    const { countries, revenue } = await summarise(orders);
    const report = render(day, countries, silent);
    const approved = await approve(report, { name: "the report looks right", timeout: "1d" });
    const sent = await when(ge(revenue, 2000), () => publish(approved, "everyone"), { name: "audience" })
      .elseWhen(gt(revenue, 0), () => publish(approved, "team"))
      .otherwise(fail("nobody ordered anything"));
    return { report: approved, sent };
  },
);

/** Every night at three, for the day that begins then. */
export const nightly = launchPlan(daily, {
  name: "orders.nightly",
  fixedInputs: { shops: ["berlin", "lisbon", "oslo"] },
  schedule: cron("0 3 * * *", { kickoffTimeInput: "day" }),
  notifications: [{ type: "email", phases: ["failed", "timed-out"], recipients: ["orders@example.com"] }],
});

/**
 * Reports days that are over, each in an execution of its own.
 * @param from midnight of the first day
 * @param days how many
 * @returns what was sent
 */
export const backfill = dynamic(
  { nodeDependencyHints: [nightly] },
  async (from: Date, days: Int): Promise<string[]> => {
    const starts = Array.from({ length: days }, (_, index) => new Date(from.getTime() + index * 86_400_000));
    return Promise.all(starts.map(async (day) => (await nightly(day)).sent));
  },
);
