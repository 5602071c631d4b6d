/** A decision tree: conditions in conditions, sub-workflows in cases, a handler for failures, and an input that is asked for. */
import {
  and,
  type FlyteError,
  fail,
  gt,
  type Int,
  isTrue,
  le,
  or,
  sleep,
  task,
  waitForInput,
  when,
  workflow,
} from "@tsflyte/runtime";

export interface Customer {
  readonly id: string;
  readonly isGold: boolean;
  readonly isBlocked: boolean;
}

export const lookUp = task(async (id: string): Promise<Customer> => {
  return { id, isGold: id.startsWith("g"), isBlocked: id.endsWith("!") };
});

export const pay = task(async (customer: string, cents: Int): Promise<string> => `paid ${cents} to ${customer}`);
export const refuse = task(async (customer: string, why: string): Promise<string> => `refused ${customer}: ${why}`);
export const escalate = task(async (customer: string, note: string): Promise<string> => `${customer}: ${note}`);
export const tell = task(async (err?: FlyteError, id?: string, cents?: Int): Promise<void> => {
  console.error(`refund of ${cents ?? 0} for ${id ?? "nobody"} failed: ${err?.message ?? "no reason"}`);
});

export const review = workflow(async (customer: string): Promise<string> => {
  const note = waitForInput<string>({ name: "note", timeout: "1d" });
  const pause = sleep("1s");
  return await escalate(customer, note).after(pause);
});

export const refund = workflow({ onFailure: tell }, async (id: string, cents: Int): Promise<string> => {
  const customer = await lookUp(id);
  return await when(isTrue(customer.isBlocked), () => refuse(customer.id, "blocked"), { name: "blocked" })
    .elseWhen(or(and(isTrue(customer.isGold), le(cents, 10_000)), le(cents, 500)), () => pay(customer.id, cents))
    .elseWhen(gt(cents, 1_000_000), () =>
      when(isTrue(customer.isGold), () => review(customer.id), { name: "large" }).otherwise(fail("too much to refund")),
    )
    .otherwise(() => review(customer.id));
});
