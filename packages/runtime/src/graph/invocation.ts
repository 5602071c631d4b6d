/**
 * What a call returns: a promise that can be told more about the call before it is looked at. In a workflow's body it
 * stands for a node; outside one it runs the call, in the next microtask, so that `.after()` can still hold it back.
 */
import { callMisuse } from "../errors/references.ts";
import { callerPosition } from "./caller-position.ts";
import type { NodeOverrides } from "./overrides.ts";
import type { RecordedNode } from "./recorded-node.ts";

/**
 * The result of calling a task or a workflow.
 *
 * @example
 * ```ts
 * const cleaned = clean(file).with({ retries: 3 });
 * await report(cleaned).after(notify("started"));
 * ```
 */
export interface Invocation<T> extends Promise<T> {
  /** Changes this call's node: its name, retries, resources, image … Outside a workflow it changes nothing. */
  with(overrides: NodeOverrides): Invocation<T>;
  /** Lets this call start only when the others have ended, though it takes nothing from them. */
  after(...others: readonly Invocation<unknown>[]): Invocation<T>;
}

const nodes = new WeakMap<object, RecordedNode>();

/** The node behind a call in a workflow's body. */
export function invocationNode(value: unknown): RecordedNode | undefined {
  return typeof value === "object" && value !== null ? nodes.get(value) : undefined;
}

/** Whether a value is a call in a workflow's body: such a call is bound, not awaited. */
export function isRecordedCall(value: object): boolean {
  return nodes.has(value);
}

abstract class BaseInvocation<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = "Invocation";

  /** The promise behind `await`. */
  protected abstract settle(): Promise<T>;

  // biome-ignore lint/suspicious/noThenProperty: an invocation is a promise
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.settle().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.settle().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.settle().finally(onFinally);
  }
}

class RecordedInvocation<T> extends BaseInvocation<T> implements Invocation<T> {
  readonly #node: RecordedNode;

  constructor(node: RecordedNode) {
    super();
    this.#node = node;
    nodes.set(this, node);
  }

  protected settle(): Promise<T> {
    return Promise.resolve(this.#node.result() as T);
  }

  /** What JavaScript asks of an object to compute with it. */
  [Symbol.toPrimitive](): never {
    throw callMisuse(this.#node.describeCall(), "computes with it or turns it into text", callerPosition());
  }

  toJSON(): never {
    throw callMisuse(this.#node.describeCall(), "turns it into JSON", callerPosition());
  }

  with(overrides: NodeOverrides): Invocation<T> {
    this.#node.override(overrides);
    return this;
  }

  after(...others: readonly Invocation<unknown>[]): Invocation<T> {
    for (const other of others) this.#node.runAfter(invocationNode(other));
    return this;
  }
}

class RunningInvocation<T> extends BaseInvocation<T> implements Invocation<T> {
  readonly #run: Promise<T>;
  readonly #others: PromiseLike<unknown>[] = [];

  constructor(start: () => Promise<T>) {
    super();
    this.#run = Promise.resolve().then(async () => {
      await Promise.all(this.#others);
      return start();
    });
  }

  protected settle(): Promise<T> {
    return this.#run;
  }

  with(_overrides: NodeOverrides): Invocation<T> {
    return this;
  }

  after(...others: readonly Invocation<unknown>[]): Invocation<T> {
    this.#others.push(...others);
    return this;
  }
}

/** The result of a call in a workflow's body. */
export function recordedInvocation<T>(node: RecordedNode): Invocation<T> {
  return new RecordedInvocation<T>(node);
}

/** The result of a call outside a workflow. */
export function runningInvocation<T>(start: () => Promise<T>): Invocation<T> {
  return new RunningInvocation(start);
}
