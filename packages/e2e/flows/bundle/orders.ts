import { dynamic, eager, type Int, mapTask, task, workflow } from "@tsflyte/runtime";
import { priceOf } from "./prices.js";

class QuotaError extends Error {}

interface Order {
  /** @minimum 1 */
  count: Int;
  /** @format email */
  mail: string;
  /** @maximum 1000 */
  number?: bigint;
  /** @uniqueItems */
  tags?: string[];
}

export const total = task(async (order: Order): Promise<number> => order.count * priceOf(order.count));

export const refuse = task({ enableDeck: true }, async (order: Order): Promise<string> => {
  if (order.count > 1) {
    throw new QuotaError(`no quota for ${order.mail}`);
  }
  return order.mail;
});

export const double = task(async (n: Int): Promise<Int> => n * 2);

/** Calls another task in its own process. */
export const quadruple = task(async (n: Int): Promise<Int> => double(await double(n)));

export const doubles = workflow(async (numbers: Int[]): Promise<Int[]> => await mapTask(double)(numbers));

export const spread = dynamic(async (count: Int): Promise<Int> => {
  let last = 1;
  for (let at = 0; at < count; at++) last = await double(last);
  return last;
});

export const follow = eager(async (n: Int): Promise<Int> => double(n));
