import type { RunFacts } from "../../src/context/index.ts";
import { noStorage } from "../../src/types/index.ts";

/** A run that stores nothing, with what a test wants to be otherwise. */
export function runFacts(more: Partial<RunFacts> = {}): RunFacts {
  return { access: noStorage, outputPrefix: "s3://data/out", rawOutputPrefix: "s3://data/raw", ...more };
}
