/** The shops' order service. A stand-in that needs no network: it gives the same orders for the same day, and fails as services do. */

/** One order, as a shop reports it. */
export interface Order {
  id: string;
  shop: string;
  country: string;
  currency: Currency;
  amount: number;
  placed: Date;
}

export type Currency = "EUR" | "NOK" | "USD";

/** A shop that has too much to do; it is worth asking again. */
export class ShopBusy extends Error {}

const countries = [
  ["DE", "EUR"],
  ["NO", "NOK"],
  ["PT", "EUR"],
  ["US", "USD"],
] as const;

/** How many pages a shop's orders of a day take. */
export const pages = 3;
const ordersPerPage = 5;

/**
 * One page of a shop's orders. The third page makes the shop so busy that it answers the second time only; the shop in Lima is shut.
 *
 * @param attempt how often was asked before
 */
export async function fetchPage(
  shop: string,
  day: Date,
  page: number,
  token: string,
  attempt: number,
): Promise<Order[]> {
  if (token === "") throw new Error("the shops want a token");
  if (shop === "lima") throw new Error("the shop in lima is shut");
  if (page === 2 && attempt === 0) throw new ShopBusy(`the shop in ${shop} is busy`);
  const seed = [...shop].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), day.getTime() / 86_400_000);
  return Array.from({ length: ordersPerPage }, (_, index) => {
    const number = page * ordersPerPage + index;
    const dice = Math.floor((seed * 7919 + number * 104_729) % 9973);
    const [country, currency] = countries[dice % countries.length] ?? countries[0];
    return {
      id: `${shop}-${number}`,
      shop,
      country,
      currency,
      amount: 10 + (dice % 190),
      placed: new Date(day.getTime() + number * 3_600_000),
    };
  });
}
