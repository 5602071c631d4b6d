/** What the day's orders add up to. */
import { dynamic, type Int, type Outputs, task, workflow } from "@tsflyte/runtime";
import type { Order } from "./shops.js";

/** The orders of one country. */
export interface CountrySummary {
  country: string;
  orders: Int;
  /** Euros. */
  revenue: number;
}

/** Adds up the orders of one country. */
export const summariseCountry = task(async (country: string, orders: Order[]): Promise<CountrySummary> => {
  const revenue = orders.reduce((sum, { amount }) => sum + amount, 0);
  return { country, orders: orders.length, revenue: Math.round(revenue * 100) / 100 };
});

/** One summary for each country that ordered anything: which those are is known only when the orders are there. */
export const summariseCountries = dynamic(async (orders: Order[]): Promise<CountrySummary[]> => {
  const countries = [...new Set(orders.map(({ country }) => country))].sort();
  return Promise.all(
    countries.map((name) =>
      summariseCountry(
        name,
        orders.filter(({ country }) => country === name),
      ),
    ),
  );
});

/** What all countries paid, in euros. */
export const addUp = task(
  async (countries: CountrySummary[]): Promise<number> =>
    Math.round(countries.reduce((sum, { revenue }) => sum + revenue, 0) * 100) / 100,
);

/** The countries' summaries and their sum. */
export const summarise = workflow(
  async (orders: Order[]): Promise<Outputs<{ countries: CountrySummary[]; revenue: number }>> => {
    const countries = await summariseCountries(orders);
    return { countries, revenue: await addUp(countries) };
  },
);
