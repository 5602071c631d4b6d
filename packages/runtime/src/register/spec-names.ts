import type { Identifier, RegistrableSpec } from "../model/index.ts";

/** The identifier of what a spec registers. */
export function identifierOfSpec(one: RegistrableSpec): Identifier {
  return one.kind === "launch-plan" ? one.spec.id : one.spec.template.id;
}

/** The kind in words: `launch plan`. */
export function kindInWords(kind: RegistrableSpec["kind"]): string {
  return kind === "launch-plan" ? "launch plan" : kind;
}

/** A spec in words: `launch plan nightly`. */
export function describeSpec(one: RegistrableSpec): string {
  return `${kindInWords(one.kind)} ${identifierOfSpec(one).name}`;
}

/** How many of each kind: `3 tasks, 1 workflow, 1 launch plan`. */
export function countSpecs(specs: readonly { readonly kind: RegistrableSpec["kind"] }[]): string {
  return (["task", "workflow", "launch-plan"] as const)
    .map((kind) => {
      const count = specs.filter((spec) => spec.kind === kind).length;
      return `${count} ${kindInWords(kind)}${count === 1 ? "" : "s"}`;
    })
    .join(", ");
}
