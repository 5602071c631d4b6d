/** The sources that the transformer is measured on. */

/** How large the sources are. */
export interface Size {
  /** Tasks in a file. */
  readonly tasks: number;
  /** Object types of a task. */
  readonly types: number;
  /** Loops in the body of a task. With 0 a file holds hardly more than types, which is where a transformer costs most. */
  readonly loops: number;
}

/** The types of one task: a tree of interfaces with what users write in them. */
function types(prefix: string, count: number): string {
  const names = Array.from({ length: count }, (_, index) => `${prefix}_${index}`);
  return names
    .map((name, index) => {
      const [left, right] = [names[2 * index + 1], names[2 * index + 2]];
      return [
        `/** One of the types of ${prefix}. */`,
        `export interface ${name} {`,
        "  /** What it is called. @minLength 1 */",
        "  name: string;",
        "  count: number;",
        "  enabled?: boolean;",
        '  mode: "fast" | "slow" | "exact";',
        "  tags: readonly string[];",
        "  made: Date | null;",
        ...(left === undefined ? [] : [`  left: ${left};`]),
        ...(right === undefined ? [] : [`  right?: ${right}[];`]),
        "}",
      ].join("\n");
    })
    .join("\n");
}

/** What a task does is most of a file, and the compiler checks it too. */
function body(prefix: string, loops: number): string {
  const steps = Array.from(
    { length: loops },
    (_, step) => `for (const part of input.right ?? []) {
    const weight${step} = part.enabled === true ? part.count * ${step + 1} : part.tags.length;
    if (part.mode !== "slow" && part.made !== null) seen.set(part.name, (seen.get(part.name) ?? 0) + weight${step});
    total += Math.max(weight${step}, ...part.tags.map((tag) => tag.length));
  }`,
  );
  return [`const seen = new Map<${prefix}_2["name"], number>();`, "  let total = input.count;", ...steps].join("\n  ");
}

/** A file with tasks. */
export function flow(index: number, size: Size): string {
  const tasks = Array.from({ length: size.tasks }, (_, task) => {
    const prefix = `F${index}T${task}`;
    return `${types(prefix, size.types)}
/**
 * Does a step.
 * @param input what it takes
 */
export const step${task} = task(async (input: ${prefix}_0, limit: Int = 10): Promise<${prefix}_1 | null> => {
  ${body(prefix, size.loops)}
  return total > limit ? null : input.left;
});`;
  });
  return ['import { type Int, task } from "@tsflyte/runtime";', ...tasks].join("\n");
}

/** The same with typia's schemas of the same types. */
export function typiaFlow(index: number, size: Size): string {
  const tasks = Array.from({ length: size.tasks }, (_, task) => {
    const prefix = `F${index}T${task}`;
    return `${types(prefix, size.types)}\nexport const step${task} = typia.json.schemas<[${prefix}_0, ${prefix}_1 | null]>();
export const run${task} = (input: ${prefix}_0, limit: number): ${prefix}_1 | null => {
  ${body(prefix, size.loops)}
  return total > limit ? null : input.left;
};`;
  });
  return ['import typia from "typia";', ...tasks].join("\n");
}
