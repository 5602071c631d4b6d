/** As much of the runtime's surface as the transformer recognises: fixtures do not wait for the real one. */
export type Int = number & { readonly "~flyte"?: "integer" };
export type Outputs<T extends object> = T & { readonly "~flyte"?: "outputs" };

export declare class FlyteFile<Format extends string = ""> {
  readonly "~flyte"?: readonly ["file", Format];
  readonly uri: string;
  constructor(uri: string);
  text(): Promise<string>;
}

type AnyFunction = (...args: never[]) => unknown;

export interface Entity<F extends AnyFunction> {
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
export declare function mapTask<F extends AnyFunction>(task: Entity<F>): unknown;

export declare class FlyteDirectory<Format extends string = ""> {
  readonly "~flyte"?: readonly ["directory", Format];
  readonly uri: string;
}

export declare class StructuredDataset<Columns extends object = Record<string, unknown>, Format extends string = ""> {
  readonly "~flyte"?: readonly ["dataset", Columns, Format];
  readonly uri: string;
}

export type Coded<T, Name extends string> = T & { readonly "~flyte"?: readonly ["codec", Name] };
