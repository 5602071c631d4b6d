/** As much of the runtime's surface as the transformer recognises: fixtures do not wait for the real one. */
export type Int = number & { readonly "~flyte"?: "integer" };
export type Outputs<T extends object> = T & { readonly "~flyte"?: "outputs" };

export declare class FlyteFile<Format extends string = string> {
  readonly "~flyte"?: readonly ["file", Format];
  readonly uri: string;
  constructor(uri: string);
  text(): Promise<string>;
}

type AnyFunction = (...args: never[]) => unknown;

/** What a call gives: a promise that can be told more about the call. */
export interface Invocation<T> extends Promise<T> {
  with(overrides: object): Invocation<T>;
  after(...others: readonly Invocation<unknown>[]): Invocation<T>;
}

type Input<T> =
  | T
  | PromiseLike<T>
  | (T extends readonly unknown[] ? { readonly [K in keyof T]: T[K] | PromiseLike<T[K]> } : never);

type CallArguments<P extends readonly unknown[]> = { [K in keyof P]: Input<P[K]> };
type MapArguments<P extends readonly unknown[]> = { [K in keyof P]: Input<P[K][]> | Bound<P[K]> };

export interface Entity<F extends AnyFunction> {
  (...args: CallArguments<Parameters<F>>): Invocation<Awaited<ReturnType<F>>>;
  readonly fn: F;
  readonly options: object;
  readonly metadata: unknown;
}

export interface TaskOptions {
  readonly retries?: number;
  readonly pickleUntyped?: boolean;
}

export declare function task<F extends AnyFunction>(fn: F): Entity<F>;
export declare function task<F extends AnyFunction>(options: TaskOptions, fn: F): Entity<F>;
export declare function dynamic<F extends AnyFunction>(fn: F): Entity<F>;
export declare function dynamic<F extends AnyFunction>(options: TaskOptions, fn: F): Entity<F>;
export declare function eager<F extends AnyFunction>(fn: F): Entity<F>;
export declare function eager<F extends AnyFunction>(options: TaskOptions, fn: F): Entity<F>;
export declare function workflow<F extends AnyFunction>(fn: F): Entity<F>;
export declare function workflow<F extends AnyFunction>(options: object, fn: F): Entity<F>;

export interface Condition {
  readonly "~condition": true;
}
export declare function eq<T>(left: Input<T>, right: Input<NoInfer<T>>): Condition;
export declare function gt<T>(left: Input<T>, right: Input<NoInfer<T>>): Condition;
export declare function and(...conditions: readonly Condition[]): Condition;
export declare function isTrue(value: Input<boolean>): Condition;
export declare function isNone(value: unknown): Condition;
export declare function fail(message: string): { readonly message: string };
export interface When<T> {
  elseWhen<U>(condition: Condition, then: () => Promise<U> | U): When<T | U>;
  otherwise<U>(then: () => Promise<U> | U): Invocation<T | U>;
  otherwise(failure: { readonly message: string }): Invocation<T>;
}
export declare function when<T>(condition: Condition, then: () => Promise<T> | T, options?: object): When<T>;

export interface Bound<T> {
  readonly "~bound": T;
}
export declare function bound<T>(value: Input<T>): Bound<T>;
export declare function mapTask<F extends AnyFunction>(
  task: Entity<F>,
  options?: object,
): (...args: MapArguments<Parameters<F>>) => Invocation<Awaited<ReturnType<F>>[]>;
export declare function approve<T>(value: Input<T>, options: object): Invocation<T>;
export declare function waitForInput<T>(options?: object): Invocation<T>;
export declare function sleep(duration: string): Invocation<void>;

export interface RegisteredName {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly version?: string;
}
export declare function referenceTask<F extends AnyFunction>(options: RegisteredName): Entity<F>;
export declare function referenceLaunchPlan<F extends AnyFunction>(options: RegisteredName): Entity<F>;
export declare function referenceWorkflow<F extends AnyFunction>(options: RegisteredName): Entity<F>;
export declare function containerTask<F extends AnyFunction>(options: { readonly image: string }): Entity<F>;
export declare function shellTask<F extends AnyFunction>(options: { readonly script: string }): Entity<F>;
export declare function sqlTask<F extends AnyFunction>(options: { readonly statement: string }): Entity<F>;
export declare function launchPlan<F extends AnyFunction>(workflow: Entity<F>, options: object): Entity<F>;

export declare class ImperativeWorkflow {
  constructor(name: string);
  addInput<T>(name: string): T;
  addOutput(name: string, value: unknown): void;
}

export declare class FlyteDirectory<Format extends string = string> {
  readonly "~flyte"?: readonly ["directory", Format];
  readonly uri: string;
  constructor(uri: string);
}

export declare class FlyteError {
  readonly "~flyte"?: "error";
  readonly message: string;
  readonly failedNodeId: string;
}

export declare class StructuredDataset<
  Columns extends object = Record<string, unknown>,
  Format extends string = string,
> {
  readonly "~flyte"?: readonly ["dataset", Columns, Format];
  readonly uri: string;
}

export type Coded<T, Name extends string> = T & { readonly "~flyte"?: readonly ["codec", Name] };
