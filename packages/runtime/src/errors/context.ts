import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** Something was asked about a run where none is. */
export function outsideTask(): TsflyteError {
  return new TsflyteError("outside-task", "currentContext() was called, and no task is running here", {
    remedy:
      "call it in the function of a task or in what that calls, not at the top of a module and not in the body of a workflow; " +
      "a callback that an emitter or pool of another task calls needs the context handed over in a variable",
  });
}

/** `html` was called like a function. */
export function notATemplate(got: unknown): TsflyteError {
  return new TsflyteError("wrong-type", `html: expected a template, html\`…\`, got ${show(got)}`, {
    remedy: "write html in front of a template, without parentheses, or html.raw(text) for text that is HTML already",
  });
}

/** A secret that lies nowhere. Says the places, and never a value. */
export function missingSecret(
  key: string,
  { group, groupVersion }: { readonly group: string; readonly groupVersion?: string },
  places: readonly string[],
): TsflyteError {
  const version =
    groupVersion === undefined || groupVersion === "" ? "" : ` of version ${JSON.stringify(groupVersion)}`;
  const facts = [["group", group] as const, ["key", key] as const, ["groupVersion", groupVersion ?? ""] as const];
  const request = facts.flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${JSON.stringify(value)}`]));
  return new TsflyteError(
    "secret-not-found",
    `There is no secret ${JSON.stringify(key)} in the group ${JSON.stringify(group)}${version}: looked in ${places.join(", ")}`,
    {
      remedy: `add secretRequests: [{ ${request.join(", ")} }] to the task's options, and see that the platform has the secret; on this machine set $${places[0]?.replace(/^\$/, "") ?? ""}`,
    },
  );
}

/** A checkpoint that has no place to go to. */
export function noCheckpointPath(): TsflyteError {
  return new TsflyteError("no-checkpoint", "The platform gave this task no place for a checkpoint", {
    remedy:
      "the command of the task's container needs --checkpoint-path {{.checkpointOutputPrefix}}, which only a command of your own can leave out",
  });
}

/** Saved files where written bytes were expected. */
export function severalCheckpoints(uri: string, names: readonly string[]): TsflyteError {
  return new TsflyteError(
    "no-checkpoint",
    `checkpoint.read() expects one file, and ${uri} holds ${names.length}: ${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""}`,
    { remedy: "use checkpoint.restore() for what checkpoint.save() saved" },
  );
}
