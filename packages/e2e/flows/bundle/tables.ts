import { task } from "@tsflyte/runtime";
import { add } from "native-adder";

export const sum = task(async (a: number, b: number): Promise<number> => add(a, b));
