import { type Int, task, workflow } from "@tsflyte/runtime";

export const greet = task(async (times: Int, name: string): Promise<string> => `hello ${name}! `.repeat(times));

export const hello_wf = workflow(async (times: Int, name: string = "world"): Promise<string> => greet(times, name));
