/** Errors about `mapTask()`. */
import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

type Position = string | undefined;

function at(position: Position): readonly string[] {
  return position === undefined ? [] : [position];
}

/** `mapTask()` of something that cannot be run for each element of a list. */
export function notMappable(found: string, remedy: string, position: Position): TsflyteError {
  return new TsflyteError(
    "bad-map",
    `mapTask(): expected a task whose container this library starts, a launch plan or a reference to a task, got ${found}`,
    {
      where: at(position),
      remedy,
    },
  );
}

/** A task of several outputs: an element of a map has one. */
export function severalMapOutputs(entity: string, outputs: readonly string[], position: Position): TsflyteError {
  return new TsflyteError(
    "bad-map",
    `mapTask() of ${entity}: expected a task of at most one output, got the ${outputs.length} outputs ${outputs.join(", ")}`,
    { where: at(position), remedy: "return one object with them: Promise<{ … }> is one output" },
  );
}

/** A task without inputs has nothing to map over. */
export function nothingToMap(entity: string, position: Position): TsflyteError {
  return new TsflyteError("bad-map", `mapTask() of ${entity}: expected a task with inputs, got one without`, {
    where: at(position),
    remedy: "give the task an input, which gets the elements of a list",
  });
}

/** Every input of a map is bound, so that nothing says how many elements there are. */
export function allBound(call: string, inputs: readonly string[], position: Position): TsflyteError {
  return new TsflyteError(
    "bad-map",
    `${call}: expected a list for one input at least, got none for ${inputs.join(", ")}`,
    {
      where: at(position),
      remedy: "give one of the inputs as an array; to run the task once, call it without mapTask()",
    },
  );
}

/** An input of a map is neither an array nor bound. */
export function notAMapList(call: string, input: string, found: string, position: Position): TsflyteError {
  return new TsflyteError(
    "bad-map",
    `${call}: expected an array for the input "${input}", with one element a run, got ${found}`,
    {
      where: at(position),
      remedy: "write bound(…) around what is the same for all elements",
    },
  );
}

/** `bound()` where the server cannot share an input. */
export function cannotBind(call: string, input: string, position: Position): TsflyteError {
  return new TsflyteError(
    "bad-map",
    `${call}: expected an array for the input "${input}", got bound(…), which only tasks of this project take`,
    {
      where: at(position),
      remedy: "give an array that repeats the value, or fix the input in a launch plan",
    },
  );
}

/** `bound()` outside the call of a map. */
export function boundOutsideMap(callee: string, input: string): TsflyteError {
  return new TsflyteError(
    "bad-map",
    `${callee}: expected a value for the input "${input}", got bound(…), which only calls of mapTask(…) take`,
    {
      remedy: "give the value itself",
    },
  );
}

/** Two maps over one task that share a name and say different things of their elements. */
export function mapClash(name: string, position: Position): TsflyteError {
  return new TsflyteError("bad-map", `two maps are named "${name}" and have different options "metadata"`, {
    where: at(position),
    remedy: "give both the same metadata, or override one call: mapTask(…)(…).with({ retries: 3 })",
  });
}

/** Both ways to say how many elements have to succeed. */
export function twoSuccessRules(call: string, minSuccesses: unknown, minSuccessRatio: unknown): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `${call}: expected minSuccesses or minSuccessRatio, got both: ${show(minSuccesses)} and ${show(minSuccessRatio)}`,
    { remedy: "leave one of them out" },
  );
}
