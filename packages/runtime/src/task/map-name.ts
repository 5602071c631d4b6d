import type { PartialMapOptions } from "./map-options.ts";

/**
 * The name of a map over a task, by flytekit's rule: what is bound and how the elements run stand in a hash, so that different maps
 * over one task have different names.
 *
 * @param task `instantiatedIn` and `lhs` of the task
 * @param bound the names of the bound inputs, sorted
 */
export function mapTaskName(
  task: { readonly instantiatedIn: string; readonly lhs: string },
  bound: readonly string[],
  { concurrency, minSuccesses, minSuccessRatio }: PartialMapOptions,
): string {
  const facts = [bound.join(","), spell(concurrency), spell(minSuccesses), spellFloat(minSuccessRatio ?? 1)].join("");
  const hash = process.getBuiltinModule("node:crypto").createHash("md5").update(facts).digest("hex");
  return `${task.instantiatedIn}.map_${task.lhs}_${hash}-arraynode`;
}

/** An integer as Python spells it, or what Python says for nothing. */
function spell(count: number | undefined): string {
  return count === undefined ? "None" : String(count);
}

/** A number from 0 to 1 as Python spells a float: `1.0`, `0.75`, `1e-05`. */
function spellFloat(value: number): string {
  if (Number.isInteger(value)) return value.toFixed(1);
  if (value >= 1e-4) return String(value);
  return value.toExponential().replace(/e-(\d)$/, "e-0$1");
}
