import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TransferBudget } from "../../src/storage/transfer-budget.ts";

const budget = suite("transfer budget");

/** Runs transfers of these sizes; gives the largest sum and number of those that ran together. */
async function measure(
  sizes: readonly number[],
  total: number,
  most: number,
): Promise<{ bytes: number; count: number }> {
  const shared = new TransferBudget(total, most);
  const highest = { bytes: 0, count: 0 };
  let bytes = 0;
  let count = 0;
  const transfer = async (size: number): Promise<void> => {
    bytes += size;
    count++;
    highest.bytes = Math.max(highest.bytes, bytes);
    highest.count = Math.max(highest.count, count);
    await new Promise((resolve) => setImmediate(resolve));
    bytes -= size;
    count--;
  };
  await Promise.all(sizes.map((size) => shared.run(size, () => transfer(size))));
  return highest;
}

budget("bounds the number of small transfers", async () => {
  assert.equal(await measure(new Array(100).fill(1), 160, 16), { bytes: 16, count: 16 });
});

budget("bounds what large ones hold together", async () => {
  assert.equal(await measure(new Array(20).fill(50), 160, 16), { bytes: 150, count: 3 });
});

budget("runs one that wants more than there is alone", async () => {
  const { count } = await measure([1000, 1000, 1000], 160, 16);
  assert.is(count, 1);
});

budget("lets a large one not starve behind small ones", async () => {
  const shared = new TransferBudget(16, 16);
  const order: string[] = [];
  const run = (name: string, bytes: number): Promise<void> =>
    shared.run(bytes, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(name);
    });
  await Promise.all([run("small", 1), run("large", 16), run("late", 1)]);
  assert.equal(order, ["small", "large", "late"]);
});

budget("gives back the share of a transfer that failed", async () => {
  const shared = new TransferBudget(16, 1);
  const failed = shared.run(1, () => Promise.reject(new Error("no")));
  assert.is(await failed.catch((error: Error) => error.message), "no");
  assert.is(await shared.run(1, async () => "yes"), "yes");
});

budget.run();
