/** What flytekit's client lists, reads, starts and follows: python/remote/use_typescript.py. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  cron,
  currentContext,
  FlyteFile,
  type Int,
  launchPlan,
  mapTask,
  type Outputs,
  task,
  waitForInput,
  workflow,
} from "@tsflyte/runtime";

export interface Item {
  name: string;
  price: number;
  tags: string[];
}

/**
 * Adds up prices.
 * @param items what is bought
 * @param factor what each price is multiplied by
 * @returns the total
 */
export const total = task(
  { retries: 2 },
  async (items: Item[], factor: number = 1): Promise<number> =>
    items.reduce((sum, { price }) => sum + price, 0) * factor,
);

export const discount = task(
  async (item: Item, percent: Int): Promise<Item> => ({
    ...item,
    price: item.price * (1 - percent / 100),
  }),
);

export const receipt = task(
  async (
    items: Item[],
    sum: number,
    day: Date,
    color: "red" | "green",
    note: string | null,
  ): Promise<[file: FlyteFile<"txt">, best: Item]> => {
    const path = join(currentContext().workingDirectory, "receipt.txt");
    const lines = items.map(({ name, price, tags }) => `${name} ${price} ${tags.join("+")}`);
    writeFileSync(path, [...lines, `${sum} ${day.toISOString()} ${color} ${note ?? "none"}`].join("\n"));
    return [new FlyteFile(path), items.toSorted((a, b) => b.price - a.price)[0] as Item];
  },
);

export const half = task(async (item: Item): Promise<Item> => ({ ...item, price: item.price / 2 }));

/**
 * Sells everything at half its price.
 *
 * The receipt is a file.
 * @param items what is bought
 */
export const sale = workflow(
  async (
    items: Item[],
    day: Date,
    color: "red" | "green",
    factor: number = 2,
    note: string | null = null,
  ): Promise<Outputs<{ sum: number; file: FlyteFile<"txt">; best: Item }>> => {
    const halved = mapTask(half, { concurrency: 4 })(items);
    const sum = total(halved, factor);
    const [file, best] = await receipt(halved, sum, day, color, note);
    return { sum: await sum, file, best };
  },
);

export const nightly = launchPlan(sale, {
  name: "shop.nightly",
  fixedInputs: { color: "green" },
  defaultInputs: { items: [{ name: "tea", price: 4, tags: ["hot"] }], note: "at night" },
  schedule: cron("0 3 * * *", { kickoffTimeInput: "day" }),
});

export const refuse = task(async (text: string): Promise<string> => {
  throw new RangeError(`no ${text}`);
});
export const refused = workflow(async (text: string): Promise<string> => await refuse(text));

export const asked = workflow(async (): Promise<number> => {
  const percent = await waitForInput<Int>({ name: "percent", timeout: "1h" });
  const item = await discount({ name: "tea", price: 4, tags: [] }, percent);
  return await total([item]);
});
