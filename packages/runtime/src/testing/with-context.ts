import { createTaskContext, type ExecutionId, type TaskId, withContext as withTaskContext } from "../context/index.ts";
import { invalidOption } from "../errors/options.ts";
import { checkObject, checkTexts } from "../graph/check-options.ts";
import { withContextFacts } from "../local/context-facts.ts";
import { RunDirectory } from "../local/run-directory.ts";

/** What a test tells tasks of their run. */
export interface ContextDouble {
  /** Secrets by group and key: `{ crm: { token: "s3cret" } }`. */
  readonly secrets?: { readonly [group: string]: { readonly [key: string]: string } };
  /** Environment variables in place of the process's, for what the context reads from them. */
  readonly env?: { readonly [name: string]: string };
  readonly executionId?: ExecutionId;
  readonly taskId?: TaskId;
  /** Counts from 0. */
  readonly attempt?: number;
  readonly signal?: AbortSignal;
}

/**
 * Runs a body in which `currentContext()` gives what a test says, both in the body itself and in the tasks that it runs: secrets that lie
 * nowhere, an attempt that is not the first. Tests that run at the same time do not see each other's.
 *
 * @example
 * ```ts
 * await withContext({ secrets: { crm: { token: "s3cret" } } }, async () => {
 *   assert.is(await sync("eu"), 3);
 * });
 * ```
 */
export function withContext<T>(double: ContextDouble, body: () => T): T {
  checkDouble(double);
  if (typeof body !== "function") throw invalidOption("withContext(), body", "a function", body);
  const { secrets = {}, env = process.env, ...facts } = double;
  const given = { ...facts, env: { ...env, ...secretVariables(secrets) } };
  const { access, rawOutputPrefix, path } = new RunDirectory(undefined);
  const run = {
    access,
    rawOutputPrefix,
    outputPrefix: "",
    isLocal: true,
    checkpointPath: `${path}/checkpoint`,
    ...given,
  };
  const context = createTaskContext(run, { name: "test" });
  return withContextFacts(given, () => withTaskContext(context, body));
}

const known = ["secrets", "env", "executionId", "taskId", "attempt", "signal"];

function checkDouble(double: ContextDouble): void {
  checkObject(double, "withContext()", known);
  const { secrets, env } = double;
  if (env !== undefined && env !== process.env) checkTexts(env, 'withContext(), option "env"');
  if (secrets === undefined) return;
  const option = 'withContext(), option "secrets"';
  if (typeof secrets !== "object" || secrets === null) throw invalidOption(option, "secrets by group and key", secrets);
  for (const [group, keys] of Object.entries(secrets)) {
    if (keys === undefined) throw invalidOption(`${option}, group "${group}"`, "an object of texts", keys);
    checkTexts(keys, `${option}, group "${group}"`);
  }
}

function secretVariables(secrets: NonNullable<ContextDouble["secrets"]>): { readonly [name: string]: string } {
  const variables = Object.entries(secrets).flatMap(([group, keys]) =>
    Object.entries(keys).map(([key, value]) => [`_FSEC_${group}_${key}`.toUpperCase(), value] as const),
  );
  return Object.fromEntries(variables);
}
