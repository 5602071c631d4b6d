/** What the server would refuse. */
import { type Int, workflow } from "@tsflyte/runtime";

export const through = workflow(async (value: Int): Promise<Int> => value);

export const nothing = workflow(async (): Promise<void> => {});
