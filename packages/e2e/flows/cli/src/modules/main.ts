import { type Int, workflow } from "@tsflyte/runtime";
import { double } from "./shared.ts";

/** Doubles twice. */
export const quadruple = workflow(async (value: Int) => double(double(value)));
