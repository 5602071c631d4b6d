/** The types of maps. */

import type { Bound } from "../graph/bound.ts";
import type { AnyFunction, CallableEntity, Input, Invocation } from "../graph/index.ts";

/** What can be mapped over: a task, a launch plan, or a reference to a task. */
export interface Mappable<Fn extends AnyFunction> extends CallableEntity {
  readonly kind: "task" | "launch-plan";
  readonly "~function"?: Fn;
}

/** An input of a map: a list with one value an element, or one value for all. */
export type MapArgument<T> = Input<T[]> | Bound<T>;

/** The parameters of a function as arguments of a map; optional ones stay optional. */
export type MapArguments<Parameters extends readonly unknown[]> = {
  [Key in keyof Parameters]: MapArgument<Parameters[Key]>;
};

export type MapInputs<Inputs> = { [Key in keyof Inputs]: MapArgument<Exclude<Inputs[Key], undefined>> };

/** The results of all elements, in order. */
// biome-ignore lint/suspicious/noConfusingVoidType: a task without a result is of this type
export type MapResult<Result, Missing = never> = [Result] extends [void]
  ? Result
  : Result extends readonly [unknown]
    ? { [Key in keyof Result]: (Result[Key] | Missing)[] }
    : (Result | Missing)[];

/** What {@link mapTask} gives: the task's own parameters, each with a list or {@link bound}. */
export interface MapCallable<Fn extends AnyFunction, Result> {
  (...args: MapArguments<Parameters<Fn>>): Invocation<Result>;
  (...args: Parameters<Fn> extends readonly [infer Inputs] ? [inputs: MapInputs<Inputs>] : [never]): Invocation<Result>;
}
