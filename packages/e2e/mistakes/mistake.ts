/** A mistake and what its writer is told, at the first moment at which anything can know. */
export interface Mistake {
  readonly title: string;
  /**
   * The module with the mistake. It has `label`, `shout`, `two` and `nothing` of {@link tasks}. A workflow `flow` is compiled, and
   * `run()` is run.
   */
  readonly source: string;
  /** What is said at each stage. Nothing is said before the first of them. */
  readonly says: { readonly [stage in Stage]?: RegExp };
}

/** From what an editor underlines to what a run says. */
export type Stage = "types" | "transformer" | "load" | "compile" | "run";

/** The stages, the earliest first. */
export const stages: readonly Stage[] = ["types", "transformer", "load", "compile", "run"];

/** The module that all mistakes use. */
export const tasks: string = `import { type Int, task } from "@tsflyte/runtime";

export const label = task(async (a: Int): Promise<string> => String(a));
export const shout = task(async (s: string): Promise<string> => s.toUpperCase());
export const two = task(async (a: Int): Promise<[count: Int, text: string]> => [a, String(a)]);
export const nothing = task(async (a: Int): Promise<void> => {
  console.error(a);
});
`;
