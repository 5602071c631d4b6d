/** Extract, transform, load: tables by region, quarantined rows, a launch plan for every night and a backfill. */
import {
  bound,
  cron,
  dynamic,
  type Int,
  launchPlan,
  mapTask,
  StructuredDataset,
  Temporal,
  task,
  workflow,
} from "@tsflyte/runtime";

export type Region = "eu" | "us" | "apac";

export interface Order {
  readonly id: Int;
  readonly region: string;
  readonly total: number;
  readonly at: Date;
}

export interface Loaded {
  readonly region: Region;
  readonly day: Date;
  readonly rows: Int;
  readonly revenue: number;
}

export const extract = task(
  { retries: 3, secretRequests: [{ group: "shop", key: "token" }] },
  async (region: Region, day: Date): Promise<StructuredDataset<Order>> => {
    const orders = [1, 2, 3].map((id) => ({ id, region: region as string, total: id * 10.5, at: day }));
    return StructuredDataset.fromRows<Order>(orders);
  },
);

export const load = task(async (orders: StructuredDataset<Order>, region: Region, day: Date): Promise<Loaded> => {
  const rows = await orders.rows();
  return { region, day, rows: rows.length, revenue: rows.reduce((sum, { total }) => sum + total, 0) };
});

export const etl = workflow(async ({ region, day }: { region: Region; day: Date }): Promise<Loaded> => {
  const orders = extract(region, day);
  return await load(orders, region, day);
});

export const summarize = task(async (loaded: Loaded[]): Promise<Record<string, number>> => {
  const totals: Record<string, number> = {};
  for (const { region, revenue } of loaded) totals[region] = (totals[region] ?? 0) + revenue;
  return totals;
});

export const regions = workflow(async (day: Date, names: Region[] = ["eu", "us"]): Promise<Record<string, number>> => {
  const tables = mapTask(extract)(names, bound(day));
  const loaded = await mapTask(load)(tables, names, bound(day));
  return await summarize(loaded);
});

export const nightly = launchPlan(etl, {
  name: "nightly-eu",
  fixedInputs: { region: "eu" },
  schedule: cron("0 3 * * *", { kickoffTimeInput: "day" }),
  notifications: [{ type: "email", phases: ["failed", "timed-out"], recipients: ["data@example.com"] }],
  labels: { team: "data" },
});

export const backfill = dynamic(async (from: Date, days: Int, region: Region): Promise<Loaded[]> => {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime());
  const runs = Array.from({ length: days }, (_, index) =>
    etl({ region, day: new Date(start.add({ hours: 24 * index }).epochMilliseconds) }),
  );
  return await Promise.all(runs);
});

export const catchUp = workflow(async (from: Date, days: Int = 3): Promise<Record<string, number>> => {
  return await summarize(backfill(from, days, "us"));
});

export const eveningRun = workflow(async (day: Date): Promise<number> => {
  const loaded = await nightly({ day });
  return loaded.revenue;
});
