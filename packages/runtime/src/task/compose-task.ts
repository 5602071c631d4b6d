/** The task that puts a struct together whose parts are known only at run time. */

import { invalidOption } from "../errors/options.ts";
import { findEntity, type StructParts } from "../graph/index.ts";
import type { Metadata } from "../metadata/index.ts";
import { type AutoContainerOptions, AutoContainerTask } from "./auto-container-task.ts";
import { isTask, type RegistrableTask } from "./registrable-task.ts";
import type { TaskResolver } from "./task-resolver.ts";

/** Where such tasks are registered, as if they were constants of one module. */
const module = "tsflyte.compose";

/**
 * Finds a task that puts structs together: its command says the whole interface, so that its container loads nothing of the user's.
 */
export const composeResolver: TaskResolver = {
  location: module,
  name: "by the struct's schema",
  loaderArgs: (_settings, task) => {
    if (!(task instanceof ComposeTask)) throw invalidOption("the resolver", "a task that puts a struct together", task);
    return [JSON.stringify(task.parts)];
  },
  loadTask: ([parts = ""]) => composeStruct(JSON.parse(parts) as StructParts),
};

/** Gives back its inputs as the fields of one struct. */
class ComposeTask extends AutoContainerTask<AutoContainerOptions, (inputs: object) => object> {
  readonly taskType = "typescript-task";
  readonly parts: StructParts;

  constructor(parts: StructParts, metadata: Metadata) {
    super({ options: { taskResolver: composeResolver }, metadata });
    this.parts = parts;
  }

  protected get source(): string {
    return "(fields) => fields";
  }

  async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
    return Object.fromEntries([...inputs].filter(([, value]) => value !== undefined));
  }
}

/** The task for some parts; one for all structs of one type that are put together of the same fields. */
export function composeStruct(parts: StructParts): RegistrableTask {
  const metadata = metadataOf(parts);
  const known = findEntity(`${metadata.module}.${metadata.name}`);
  return isTask(known) ? known : new ComposeTask(parts, metadata);
}

function metadataOf({ inputs, outputs, title }: StructParts): Metadata {
  const { createHash } = process.getBuiltinModule("node:crypto");
  const hash = createHash("sha256")
    .update(JSON.stringify([inputs, outputs]))
    .digest("hex")
    .slice(0, 12);
  const label = title.replace(/[^A-Za-z0-9]/g, "");
  return {
    version: 1,
    kind: "task",
    module,
    name: `${label === "" ? "struct" : label}_${hash}`,
    source: { file: module, line: 1, column: 1 },
    docs: { short: `Puts ${label === "" ? "an object" : `a ${label}`} together.` },
    inputStyle: "object",
    outputStyle: "value",
    inputs,
    outputs,
  };
}
