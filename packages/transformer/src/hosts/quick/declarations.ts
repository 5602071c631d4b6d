/**
 * Declarations that take the place of the platform's and the runtime's while a file is read quickly. Parsing the real ones takes
 * longer than everything else. They hold what annotated types need, word for word; whatever else a file asks for
 * is not found, and the file is read again with the real ones.
 */
import type ts from "typescript";
import { platformMembers } from "./platform-members.ts";

/** The platform's types that a declared type may name. */
export const platformTypes: ReadonlySet<string> = new Set([
  ...["Array", "ReadonlyArray", "Promise", "Date", "Uint8Array", "Record"],
  ...["Partial", "Required", "Readonly", "Pick", "Omit"],
]);

/** The runtime's types that a declared type may name. */
export const runtimeTypes: ReadonlySet<string> = new Set([
  "Int",
  "Outputs",
  "FlyteFile",
  "FlyteDirectory",
  "StructuredDataset",
  "Coded",
  "FlyteError",
]);

/** The runtime's functions that are declared here. */
export const runtimeFunctions: ReadonlySet<string> = new Set([
  ...["task", "dynamic", "eager", "workflow"],
  "waitForInput",
  ...["sqlTask", "shellTask", "containerTask", "referenceTask", "referenceWorkflow", "referenceLaunchPlan"],
]);

/** Whether a file has the text that is given here for another. */
export function isStandIn(file: ts.SourceFile): boolean {
  return file.text === runtimeDeclarations;
}

/** A property that would come into metadata where the members of a platform's type matter. */
export const standIn = "~stand-in";

export const platformDeclarations: string = `
interface Object { readonly "${standIn}": "Object" }
interface Function { readonly "${standIn}": "Function" }
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments { readonly "${standIn}": "IArguments" }
interface String { readonly length: number; readonly [index: number]: string }
interface Number { readonly "${standIn}": "Number" }
interface Boolean { readonly "${standIn}": "Boolean" }
interface Math { readonly "${standIn}": "Math" }
interface Error { readonly "${standIn}": "Error" }
interface Set<T> { readonly "${standIn}": "Set" }
interface Map<K, V> { readonly "${standIn}": "Map" }
interface Symbol { readonly "${standIn}": "Symbol" }
interface BigInt { readonly "${standIn}": "BigInt" }
interface RegExp { readonly "${standIn}": "RegExp" }
interface TemplateStringsArray extends ReadonlyArray<string> { readonly raw: readonly string[] }
interface SymbolConstructor { readonly iterator: unique symbol }
declare var Symbol: SymbolConstructor;
interface IteratorYieldResult<TYield> { done?: false; value: TYield }
interface IteratorReturnResult<TReturn> { done: true; value: TReturn }
type IteratorResult<T, TReturn = any> = IteratorYieldResult<T> | IteratorReturnResult<TReturn>;
interface Iterator<T, TReturn = any, TNext = any> {
  next(...[value]: [] | [TNext]): IteratorResult<T, TReturn>;
  return?(value?: TReturn): IteratorResult<T, TReturn>;
  throw?(e?: any): IteratorResult<T, TReturn>;
}
interface Iterable<T, TReturn = any, TNext = any> { [Symbol.iterator](): Iterator<T, TReturn, TNext> }
interface IteratorObject<T, TReturn = unknown, TNext = unknown> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IteratorObject<T, TReturn, TNext>;
}
type BuiltinIteratorReturn = intrinsic;
interface ArrayIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> { [Symbol.iterator](): ArrayIterator<T> }
interface Array<T> { length: number; [n: number]: T; [Symbol.iterator](): ArrayIterator<T> }
interface ReadonlyArray<T> { readonly length: number; readonly [n: number]: T; [Symbol.iterator](): ArrayIterator<T> }
interface PromiseLike<T> {
  then<TResult1 = T, TResult2 = never>(onfulfilled?: ((value: T) => TResult1 | PromiseLike<TResult1>) | undefined | null, onrejected?: ((reason: any) => TResult2 | PromiseLike<TResult2>) | undefined | null): PromiseLike<TResult1 | TResult2>;
}
interface Promise<T> {
  then<TResult1 = T, TResult2 = never>(onfulfilled?: ((value: T) => TResult1 | PromiseLike<TResult1>) | undefined | null, onrejected?: ((reason: any) => TResult2 | PromiseLike<TResult2>) | undefined | null): Promise<TResult1 | TResult2>;
  catch<TResult = never>(onrejected?: ((reason: any) => TResult | PromiseLike<TResult>) | undefined | null): Promise<T | TResult>;
  finally(onfinally?: (() => void) | undefined | null): Promise<T>;
}
interface PromiseConstructor {
  all<T extends readonly unknown[] | []>(values: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]>; }>;
  all<T>(values: Iterable<T | PromiseLike<T>>): Promise<Awaited<T>[]>;
}
declare var Promise: PromiseConstructor;
interface Date { readonly "${standIn}": "Date" }
declare var Date: DateConstructor;
interface Uint8Array { readonly "${standIn}": "Uint8Array" }
interface Uint8ArrayConstructor { new (): Uint8Array }
declare var Uint8Array: Uint8ArrayConstructor;
type Awaited<T> = T extends null | undefined ? T : T extends object & { then(onfulfilled: infer F, ...args: infer _): any } ? F extends ((value: infer V, ...args: infer _) => any) ? Awaited<V> : never : T;
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NoInfer<T> = intrinsic;
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never;
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
${platformMembers}`;

export const runtimeDeclarations: string = `
export type Int = number & { readonly "~flyte"?: "integer" };
export type Outputs<T extends object> = T & { readonly "~flyte"?: "outputs" };
export declare class FlyteFile<Format extends string = string> {
  #private;
  readonly "~flyte"?: readonly ["file", Format];
  readonly "~tsflyte": string;
  readonly uri: string;
  constructor(uri: string, access?: object);
}
export declare class FlyteDirectory<Format extends string = string> {
  #private;
  readonly "~flyte"?: readonly ["directory", Format];
  readonly "~tsflyte": string;
  readonly uri: string;
}
export type Coded<T, Name extends string> = T & { readonly "~flyte"?: readonly ["codec", Name] };
export declare class StructuredDataset<Columns extends object = Record<string, unknown>, Format extends string = string> {
  #private;
  readonly "~flyte"?: readonly ["dataset", Columns, Format];
  readonly "~tsflyte": string;
  readonly uri: string;
}
type AnyFunction = (...args: never[]) => unknown;
export interface Invocation<T> extends Promise<T> {
  with(overrides: object): Invocation<T>;
  after(...others: readonly Invocation<unknown>[]): Invocation<T>;
}
type Input<T, Depth extends number = 3> = T | PromiseLike<T> | (Depth extends 0 ? never : T extends string | number | boolean | bigint | symbol | null | undefined | Date | Uint8Array | ((...args: never[]) => unknown) ? never : T extends readonly unknown[] ? {
  readonly [Key in keyof T]: Input<T[Key], [0, 0, 1, 2, 3][Depth]>;
} : {
  readonly [Key in keyof T]: Input<T[Key], [0, 0, 1, 2, 3][Depth]>;
});
type CallArguments<Parameters extends readonly unknown[]> = { [Key in keyof Parameters]: Input<Parameters[Key]> };
interface Entity<Fn> { readonly "${standIn}": "Entity"; readonly "~function"?: Fn }
type Callable<Fn extends (...args: never[]) => unknown> = Entity<Fn> & ((...args: CallArguments<Parameters<Fn>>) => Invocation<Awaited<ReturnType<Fn>>>);
export declare function task<Fn extends AnyFunction>(fn: Fn): Callable<Fn>;
export declare function task<Fn extends AnyFunction>(options: object, fn: Fn): Callable<Fn>;
export declare function dynamic<Fn extends AnyFunction>(fn: Fn): Callable<Fn>;
export declare function dynamic<Fn extends AnyFunction>(options: object, fn: Fn): Callable<Fn>;
export declare function eager<Fn extends AnyFunction>(fn: Fn): Callable<Fn>;
export declare function eager<Fn extends AnyFunction>(options: object, fn: Fn): Callable<Fn>;
export declare function workflow<Fn extends AnyFunction>(fn: Fn): Callable<Fn>;
export declare function workflow<Fn extends AnyFunction>(options: object, fn: Fn): Callable<Fn>;
export declare function sqlTask<Fn extends AnyFunction>(options: object): Callable<Fn>;
export declare function shellTask<Fn extends AnyFunction>(options: object): Callable<Fn>;
export declare function containerTask<Fn extends AnyFunction>(options: object): Callable<Fn>;
export declare function referenceTask<Fn extends AnyFunction>(options: object): Callable<Fn>;
export declare function referenceWorkflow<Fn extends AnyFunction>(options: object): Callable<Fn>;
export declare function referenceLaunchPlan<Fn extends AnyFunction>(options: object): Callable<Fn>;
export declare class FlyteError {
  readonly "~flyte"?: "error";
  readonly "~tsflyte": string;
  readonly message: string;
  readonly failedNodeId: string;
  constructor(message: string, failedNodeId?: string);
}
export declare class Bound<T> {
  readonly "~bound": T;
  readonly value: unknown;
}
export declare function bound<T>(value: Input<T>): Bound<T>;
type MapArgument<T> = Input<T[]> | Bound<T>;
type MapArguments<Parameters extends readonly unknown[]> = { [Key in keyof Parameters]: MapArgument<Parameters[Key]> };
type MapInputs<Inputs> = { [Key in keyof Inputs]: MapArgument<Exclude<Inputs[Key], undefined>> };
type MapResult<Result, Missing = never> = [Result] extends [void] ? Result : Result extends readonly [unknown] ? {
  [Key in keyof Result]: (Result[Key] | Missing)[];
} : (Result | Missing)[];
interface MapCallable<Fn extends AnyFunction, Result> {
  (...args: MapArguments<Parameters<Fn>>): Invocation<Result>;
  (...args: Parameters<Fn> extends readonly [infer Inputs] ? [inputs: MapInputs<Inputs>] : [never]): Invocation<Result>;
}
interface MapOptions { readonly concurrency?: number; readonly runAllSubNodes?: boolean; readonly metadata?: object }
interface PartialMapOptions extends MapOptions { readonly minSuccesses?: number; readonly minSuccessRatio?: number }
export declare function mapTask<Fn extends AnyFunction>(target: Entity<Fn>, options?: MapOptions): MapCallable<Fn, MapResult<Awaited<ReturnType<Fn>>>>;
export declare function mapTask<Fn extends AnyFunction>(target: Entity<Fn>, options: PartialMapOptions): MapCallable<Fn, MapResult<Awaited<ReturnType<Fn>>, null>>;
type LeftOut<P extends readonly unknown[]> = P extends readonly [infer One] ? [inputs?: One | (One extends object ? Partial<One> : never)] : { [Key in keyof P]?: P[Key] | undefined };
interface Schedule { readonly "${standIn}": "Schedule" }
export declare function launchPlan<Fn extends AnyFunction>(workflow: Entity<Fn>, options?: { readonly defaultInputs?: never; readonly fixedInputs?: never; readonly [option: string]: unknown }): Callable<Fn>;
export declare function launchPlan<Fn extends AnyFunction>(workflow: Entity<Fn>, options: object): Callable<(...args: LeftOut<Parameters<Fn>>) => ReturnType<Fn>>;
export declare function cron(expression: string, options?: object): Schedule;
export declare function fixedRate(duration: unknown, options?: object): Schedule;
export declare class Failure { readonly message: string; constructor(message: string) }
export declare function fail(message: string): Failure;
type Ordered = number | bigint | string | Date;
type Widened<T> = T extends number ? number : T extends bigint ? bigint : T extends string ? string : T;
export declare class Condition {
  #private;
  readonly "${standIn}": "Condition";
}
export declare const eq: <T>(left: Input<T>, right: Input<NoInfer<T>>) => Condition;
export declare const ne: <T>(left: Input<T>, right: Input<NoInfer<T>>) => Condition;
export declare const gt: <T extends Ordered>(left: Input<T>, right: Input<NoInfer<Widened<T>>>) => Condition;
export declare const ge: <T extends Ordered>(left: Input<T>, right: Input<NoInfer<Widened<T>>>) => Condition;
export declare const lt: <T extends Ordered>(left: Input<T>, right: Input<NoInfer<Widened<T>>>) => Condition;
export declare const le: <T extends Ordered>(left: Input<T>, right: Input<NoInfer<Widened<T>>>) => Condition;
export declare function isTrue(value: Input<boolean>): Condition;
export declare function isFalse(value: Input<boolean>): Condition;
export declare function isNone(value: unknown): Condition;
export declare function and(...conditions: readonly Condition[]): Condition;
export declare function or(...conditions: readonly Condition[]): Condition;
interface When<T> {
  elseWhen<U>(condition: Condition, then: () => Invocation<U>): When<T | U>;
  otherwise(failure: Failure | (() => Failure)): Invocation<T>;
  otherwise<U>(then: () => Invocation<U>): Invocation<T | U>;
}
export declare function when<T>(condition: Condition, then: () => Invocation<T>, options?: object): When<T>;
export declare function approve<T>(value: Input<T>, options: object): Invocation<T>;
export declare function waitForInput<T>(options: object): Invocation<T>;
interface Accelerator { readonly "${standIn}": "Accelerator" }
type AcceleratorName = "A10G" | "L4" | "L4_VWS" | "L40S" | "K80" | "M60" | "P4" | "P100" | "T4" | "V100" | "H100" | "H200" | "RTX_PRO_6000";
export declare const accelerators: { readonly [Name in AcceleratorName]: Accelerator };
interface ImageSpec { readonly "${standIn}": "ImageSpec" }
export declare function image(options?: object): ImageSpec;
export declare function sleep(duration: unknown): Invocation<void>;
`;
