/** Getting the day's orders and exchange rates. */
import { currentContext, type Int, type Outputs, RecoverableError, task } from "@tsflyte/runtime";
import { type Currency, fetchPage, type Order, pages, ShopBusy } from "./shops.js";

/** Euros for one unit of each currency. */
export type Rates = Record<string, number>;

/**
 * All orders of a shop. What was fetched before a failure is in the checkpoint, and is not fetched again.
 * @param day midnight, at which the day begins
 * @param shop the shop's name
 */
export const fetchOrders = task(
  { retries: 2, timeout: "5m", secretRequests: [{ group: "shops", key: "token" }] },
  async (day: Date, shop: string): Promise<Order[]> => {
    const { attempt, checkpoint, logger, secrets } = currentContext();
    const token = secrets.get("token", { group: "shops" });
    const saved = await checkpoint.read();
    const fetched: Order[][] = saved === undefined ? [] : JSON.parse(new TextDecoder().decode(saved));
    if (fetched.length > 0) logger.info("goes on", { shop, page: fetched.length });
    for (let page = fetched.length; page < pages; page++) {
      try {
        fetched.push(await fetchPage(shop, day, page, token, attempt));
      } catch (error) {
        if (error instanceof ShopBusy) throw new RecoverableError(error.message, { cause: error });
        throw error;
      }
      await checkpoint.write(new TextEncoder().encode(JSON.stringify(fetched)));
    }
    return fetched.flat().map((order) => ({ ...order, placed: new Date(order.placed) }));
  },
);

/** The exchange rates of a day. They do not change any more, so they are fetched once. */
export const fetchRates = task({ cache: { version: "1" } }, async (day: Date): Promise<Rates> => {
  currentContext().logger.info("fetches exchange rates", { day });
  const rates: Record<Currency, number> = { EUR: 1, NOK: 0.085, USD: 0.9 };
  return rates;
});

/** Puts the shops' orders together in euros, and counts the shops that did not answer. */
export const merge = task(
  async (batches: (Order[] | null)[], rates: Rates): Promise<Outputs<{ orders: Order[]; silent: Int }>> => {
    const answers = batches.filter((batch) => batch !== null);
    const orders = answers.flat().map((order) => {
      const rate = rates[order.currency] ?? Number.NaN;
      return { ...order, amount: Math.round(order.amount * rate * 100) / 100, currency: "EUR" as const };
    });
    return { orders, silent: batches.length - answers.length };
  },
);
