/** What goes wrong while something runs. */
import { type Int, task, workflow } from "@tsflyte/runtime";

function checked(value: Int): Int {
  if (value < 0) throw new RangeError(`negative: ${value}`);
  return value;
}

export const root = task(async (value: Int): Promise<number> => Math.sqrt(checked(value)));

export const roots = workflow(async (value: Int) => {
  return await root(value).with({ nodeName: "first-root" });
});

/** A task whose output is not what it says. */
export const liar = task(async (): Promise<Int> => JSON.parse("1.5"));

export const sleeper = task(async (): Promise<void> => {
  console.error("sleeping");
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});

export const thrower = task(async (): Promise<void> => {
  throw "a bare text";
});
