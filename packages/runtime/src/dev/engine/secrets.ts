import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";

/** The prefix of variables that hold secrets. */
const prefix = "_FSEC_";

/**
 * The secrets that a task asks for, as variables: `_FSEC_GROUP_VERSION_KEY`, and under the name that a request gives. They come from
 * variables of the same name of this process; one that is not there is left out, and the task says that it is missing.
 */
export function secretVariables(
  { securityContext }: TaskTemplate,
  env: { readonly [name: string]: string | undefined },
): { readonly [name: string]: string } {
  const variables: { [name: string]: string } = {};
  for (const { group, groupVersion, key, envVar } of securityContext?.secrets ?? []) {
    const name = `${prefix}${[group, groupVersion, key].filter((part) => part !== "").join("_")}`.toUpperCase();
    const value = env[name];
    if (value === undefined) continue;
    variables[name] = value;
    if (envVar !== "") variables[envVar] = value;
  }
  return variables;
}
