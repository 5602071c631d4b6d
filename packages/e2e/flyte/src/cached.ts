/** What is computed once. */
import { randomUUID } from "node:crypto";
import { task, workflow } from "@tsflyte/runtime";

/** Gives another text each time that it runs; `key` makes the entries of one run of the suite its own. */
export const draw = task(
  { cache: { version: "1", ignoredInputs: ["label"], serialize: true } },
  async (key: string, label: string): Promise<string> => `${key} ${label} ${randomUUID()}`,
);

export const drawn = workflow(async (key: string, label: string): Promise<string> => await draw(key, label));
