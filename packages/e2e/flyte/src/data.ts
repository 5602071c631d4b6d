/** Values of every kind that cross between containers. */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  currentContext,
  FlyteDirectory,
  FlyteFile,
  html,
  type Int,
  type Outputs,
  StructuredDataset,
  Temporal,
  task,
  workflow,
} from "@tsflyte/runtime";

export interface Sale {
  item: string;
  count: Int;
  price: number;
}

export interface Order {
  id: string;
  sales: Sale[];
  note: string | null;
  color: "red" | "green";
  byItem: Record<string, Sale>;
}

export const upper = task(async (file: FlyteFile<"txt">): Promise<FlyteFile<"txt">> => {
  const path = join(currentContext().workingDirectory, "upper.txt");
  await writeFile(path, (await file.text()).toUpperCase());
  return new FlyteFile(path);
});

export const pages = task(async (n: Int): Promise<FlyteDirectory> => {
  const folder = join(currentContext().workingDirectory, "pages");
  await mkdir(join(folder, "more"), { recursive: true });
  for (let page = 0; page < n; page++) await writeFile(join(folder, "more", `${page}.txt`), `page ${page}`);
  return new FlyteDirectory(folder);
});

export const read = task(async (file: FlyteFile<"txt">, folder: FlyteDirectory): Promise<string> => {
  const names = (await folder.list()).toSorted();
  const texts = await Promise.all(names.map((name) => folder.file(name).text()));
  return [await file.text(), ...texts].join("; ");
});

export const files = workflow(async (file: FlyteFile<"txt">): Promise<string> => await read(upper(file), pages(2)));

/** Some megabytes, so that it takes more than one part of an upload. */
export const large = task(async (megabytes: Int): Promise<FlyteFile> => {
  const path = join(currentContext().workingDirectory, "large.bin");
  await writeFile(path, Buffer.alloc(megabytes << 20, "tsflyte"));
  return new FlyteFile(path);
});

export const digest = task(
  async (file: FlyteFile): Promise<string> =>
    createHash("sha256")
      .update(await file.bytes())
      .digest("hex"),
);

export const digested = workflow(async (megabytes: Int): Promise<string> => await digest(large(megabytes)));

export const table = task(
  async (sales: Sale[]): Promise<StructuredDataset<Sale, "parquet">> =>
    StructuredDataset.fromRows(sales, { format: "parquet" }),
);

export const revenue = task(
  async (sales: StructuredDataset<Sale, "parquet">): Promise<number> =>
    (await sales.rows()).reduce((all, { count, price }) => all + count * price, 0),
);

export const sold = workflow(async (sales: Sale[]): Promise<number> => await revenue(table(sales)));

/** Takes every kind of value in, and gives it back. */
export const echo = task(
  async (
    order: Order,
    at: Temporal.Instant,
    wait: Temporal.Duration,
    bytes: Uint8Array,
    key: Int | string,
    big: bigint,
    flags: Record<string, boolean>,
  ): Promise<
    Outputs<{
      order: Order;
      at: Temporal.Instant;
      wait: Temporal.Duration;
      bytes: Uint8Array;
      key: Int | string;
      big: bigint;
      flags: Record<string, boolean>;
    }>
  > => ({ order, at, wait, bytes, key, big, flags }),
);

export const echoed = workflow(async (order: Order, key: Int | string): Promise<[first: Sale, key: Int | string]> => {
  const out = await echo(
    order,
    Temporal.Instant.from("2026-03-01T12:00:00.123456789Z"),
    Temporal.Duration.from({ seconds: 90 }),
    new Uint8Array([0, 255]),
    key,
    9_007_199_254_740_993n,
    { yes: true },
  );
  return [out.order.sales[0] as Sale, out.key];
});

/** Writes a page beside its outputs. */
export const decked = task({ enableDeck: true }, async (title: string): Promise<string> => {
  currentContext().decks.deck("Result").append(html`<h1>${title}</h1>`);
  return title;
});
