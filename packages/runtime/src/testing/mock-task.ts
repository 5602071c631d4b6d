import { invalidOption } from "../errors/options.ts";
import { type AnyFunction, describeEntity, type TypedEntity } from "../graph/index.ts";
import { enterReplacement, type Replacement, withReplacement } from "../local/index.ts";
import { checkEntity } from "./check-entity.ts";

/** What a function gives, or a promise of it. */
export type MockResult<Fn extends AnyFunction> = Awaited<ReturnType<Fn>> | PromiseLike<Awaited<ReturnType<Fn>>>;

/** What stands for an entity: takes what its function takes, and gives what it gives. */
export type MockedFunction<Fn extends AnyFunction> = (...args: Parameters<Fn>) => MockResult<Fn>;

/** A replaced implementation. */
export interface Mock<Fn extends AnyFunction> extends Disposable {
  /** The arguments of every call so far, in order. */
  readonly calls: readonly Parameters<Fn>[];
  /** Puts back what was there before. `using` does it at the end of the block. */
  restore(): void;
}

/**
 * Replaces what an entity does: a task of any kind, a dynamic task, a workflow, a launch plan, a reference to what is registered elsewhere.
 * Inputs and outputs are checked as those of the entity itself.
 *
 * It holds for what comes after it in the function that calls it, and for everything that this starts, until it is restored. With a body it
 * holds for that only, and the body's result is given: the form for tests that one function starts at the same time, which otherwise see
 * what another does before its first `await`.
 *
 * @param implementation takes the arguments as the entity's own function does
 *
 * @example
 * ```ts
 * test("a report without the network", async () => {
 *   using fetched = mockTask(fetchRows, () => [{ price: 1 }]);
 *   assert.equal(await report("eu"), "1 row");
 *   assert.equal(fetched.calls, [["eu"]]);
 * });
 * ```
 */
export function mockTask<Fn extends AnyFunction>(entity: TypedEntity<Fn>, implementation: MockedFunction<Fn>): Mock<Fn>;
export function mockTask<Fn extends AnyFunction, T>(
  entity: TypedEntity<Fn>,
  implementation: MockedFunction<Fn>,
  body: (mock: Pick<Mock<Fn>, "calls">) => Promise<T>,
): Promise<T>;
export function mockTask<Fn extends AnyFunction, T>(
  entity: TypedEntity<Fn>,
  implementation: MockedFunction<Fn>,
  body?: (mock: Pick<Mock<Fn>, "calls">) => Promise<T>,
): Mock<Fn> | Promise<T> {
  checkEntity(entity, "mockTask()");
  const where = `mockTask() of ${describeEntity(entity)}`;
  if (typeof implementation !== "function") {
    throw invalidOption(`${where}, implementation`, "a function that gives its result", implementation);
  }
  if (body !== undefined && typeof body !== "function") throw invalidOption(`${where}, body`, "a function", body);
  const calls: Parameters<Fn>[] = [];
  const replacement: Replacement = {
    entity,
    implementation: (...args) => {
      calls.push(args as Parameters<Fn>);
      return implementation(...(args as Parameters<Fn>));
    },
    isRestored: false,
  };
  if (body !== undefined) return withReplacement(replacement, () => body({ calls }));
  enterReplacement(replacement);
  const restore = (): void => {
    replacement.isRestored = true;
  };
  return { calls, restore, [Symbol.dispose]: restore };
}
