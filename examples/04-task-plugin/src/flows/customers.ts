/** The best customers: orders go into a warehouse in one transaction, a statement adds them up, and a function reads its table. */
import { type Int, type StructuredDataset, sqlTask, task, workflow } from "@tsflyte/runtime";
import { currentSession, Warehouse, WarehouseQuery } from "../warehouse/plugin.js";

interface Order {
  customer: string;
  /** Euros. */
  amount: number;
}

/** A row of the statement's table. */
interface Customer {
  customer: string;
  orders: Int;
  total: number;
}

/** Replaces the orders in the warehouse; one that is worth nothing leaves those that were there. */
export const load = task(
  { taskConfig: new Warehouse("customers", { sessions: 4 }), enableDeck: true },
  async (orders: Order[]): Promise<Int> => {
    const session = currentSession();
    session.query("create table if not exists orders (customer text, amount real)");
    session.query("delete from orders");
    for (const { customer, amount } of orders) {
      session.query("insert into orders values (:customer, :amount)", { customer, amount });
      if (!(amount > 0)) throw new Error(`an order of ${customer} is worth ${amount}`);
    }
    return orders.length;
  },
);

/** The customers that spent that much, from the best on. */
export const best = sqlTask<(least: number) => StructuredDataset<Customer>>({
  taskClass: WarehouseQuery,
  config: { warehouse: "customers" },
  query: `
    select customer, count(*) as orders, sum(amount) as total
    from orders group by customer
    having sum(amount) >= {{ .inputs.least }} -- in euros
    order by total desc
  `,
});

/** A line for each. */
export const list = task(
  async (customers: StructuredDataset<Customer>): Promise<string[]> =>
    (await customers.rows()).map(({ customer, orders, total }) => `${customer}: ${total} EUR in ${orders} orders`),
);

/**
 * Lists the best customers.
 * @param least how many euros they spent at least
 */
export const bestCustomers = workflow(
  async (
    least: number = 100,
    orders: Order[] = [
      { customer: "Ada", amount: 80 },
      { customer: "Grace", amount: 45.5 },
      { customer: "Ada", amount: 30 },
      { customer: "Linus", amount: 12 },
    ],
  ): Promise<string[]> => {
    const loaded = load(orders);
    return await list(best(least).after(loaded));
  },
);
