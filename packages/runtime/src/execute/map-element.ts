/** One element of a map: the container gets whole lists and an index. */
import { badMapArguments, badMapIndex, notAList } from "../errors/execute.ts";
import { describeLiteral } from "../literals/describe-value.ts";
import { decodeLiteral } from "../literals/running.ts";
import { loadTask } from "../load/load-task.ts";
import type { Literal, LiteralMap } from "../model/index.ts";
import type { ExecutableTask, ExecutionContext, ExecutionResult } from "../task/executable.ts";
import type { FileAccess } from "../types/index.ts";

/**
 * Finds the task that a map runs for each element, and has it run for one.
 *
 * @param loaderArgs `vars b,c resolver LOCATION` and the arguments of that resolver; `b` and `c` are the same for all elements
 */
export async function loadMapElement(_resolver: string, loaderArgs: readonly string[]): Promise<ExecutableTask> {
  const [vars, names = "", resolver, location, ...rest] = loaderArgs;
  if (vars !== "vars" || resolver !== "resolver" || location === undefined) throw badMapArguments(loaderArgs);
  const bound = names.split(",").filter((name) => name !== "");
  return elementOf(await loadTask(location, rest), bound, () => arrayIndex(process.env));
}

/** The task for one element of the lists that are its inputs. */
export function elementOf(task: ExecutableTask, bound: readonly string[], index: () => number): ExecutableTask {
  return {
    name: task.name,
    interface: task.interface,
    outputSchema: task.outputSchema,
    async dispatchExecute(inputs: LiteralMap, context: ExecutionContext): Promise<ExecutionResult> {
      context.enter?.("inputs");
      return task.dispatchExecute(await elementInputs(inputs, { bound, index: index() }, context.access), context);
    },
  };
}

/** Which element this container is for; the first where the platform says nothing. */
function arrayIndex(env: NodeJS.ProcessEnv): number {
  const variable = env["BATCH_JOB_ARRAY_INDEX_VAR_NAME"];
  const parts = [env["BATCH_JOB_ARRAY_INDEX_OFFSET"], variable === undefined ? undefined : env[variable]];
  const wrong = parts.find((part) => part !== undefined && !/^\d*$/.test(part));
  if (wrong !== undefined) throw badMapIndex(`The index of a map is a number from 0, got ${JSON.stringify(wrong)}`, []);
  return parts.reduce((sum, part) => sum + Number(part ?? 0), 0);
}

async function elementInputs(
  inputs: LiteralMap,
  { bound, index }: { readonly bound: readonly string[]; readonly index: number },
  access: FileAccess,
): Promise<LiteralMap> {
  const entries = Object.entries(inputs).map(async ([name, literal]): Promise<[string, Literal]> => {
    if (bound.includes(name)) return [name, literal];
    const list = await unwrapped(literal, access);
    if (list.kind !== "collection") throw notAList(name, describeLiteral(list), bound);
    const element = list.literals[index];
    if (element !== undefined) return [name, element];
    const found = `The input ${JSON.stringify(name)} of a map has ${list.literals.length} elements, and this container is for index ${index}`;
    throw badMapIndex(found, [name]);
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** A list that was too large for its document; what its elements refer to is read when one of them is decoded. */
async function unwrapped(literal: Literal, access: FileAccess): Promise<Literal> {
  let list = literal;
  while (list.kind === "offloaded") list = decodeLiteral(await access.read(list.uri));
  return list;
}
