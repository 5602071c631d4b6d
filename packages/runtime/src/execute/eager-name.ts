import { nodeIdFrom } from "../graph/node-id.ts";

/** What an execution that an eager task starts is told from others by. */
export interface EagerCall {
  /** The eager task's constant. */
  readonly task: string;
  /** The execution that the eager task runs in. */
  readonly execution: string;
  readonly root: string;
  readonly kind: string;
  /** The entity that is called. */
  readonly name: string;
  /** How often it was called before, in this run. */
  readonly index: number;
  /** The inputs of the call as one text. */
  readonly inputs: string;
  /** Which of its tries this is, where others have failed. */
  readonly again: number;
}

/**
 * The name of the execution of a call, by flytekit's pattern: the same call has the same name when the eager task is tried again,
 * so that what it has started already is not started twice.
 */
export function eagerExecutionName(call: EagerCall): string {
  const { task, execution, root, kind, name, index, inputs, again } = call;
  const facts = [root, execution, kind, name, index, inputs, ...(again === 0 ? [] : [again])].join("-");
  const hash = process.getBuiltinModule("node:crypto").createHash("md5").update(facts).digest("hex").slice(0, 16);
  const short = name.slice(name.lastIndexOf(".") + 1);
  const parts = ["e", task.slice(0, 8), execution.slice(0, 5), short.slice(0, 8), hash];
  // What other alphabets leave of a name may be nothing.
  return parts
    .map((part) => nodeIdFrom(part).replace(/[^a-z0-9-]/g, ""))
    .filter((part) => part !== "")
    .join("-");
}
