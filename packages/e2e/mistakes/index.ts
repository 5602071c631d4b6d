/** Mistakes that people make, and what they are told. */
import { calls } from "./calls.ts";
import { constructs } from "./constructs.ts";
import { definitions } from "./definitions.ts";
import type { Mistake } from "./mistake.ts";
import { references } from "./references.ts";

export { type Mistake, type Stage, stages, tasks } from "./mistake.ts";

/** All mistakes. */
export const mistakes: readonly Mistake[] = [...calls, ...references, ...definitions, ...constructs];
