import { task } from "@tsflyte/runtime";

/** Greets somebody. */
export const hello = task(async (name: string): Promise<string> => `Hello, ${name} – welcome!`);
