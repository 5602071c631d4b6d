/**
 * What stands for a value while an imperative workflow is put together: an input, an output of a node, or a part of one. It is only
 * a name. The reference behind it is made when the workflow is compiled, so that a container that runs a task does not load
 * what records.
 */
import { valueMisuse } from "../errors/imperative.ts";
import { formatPath } from "../errors/values.ts";
import { callerPosition } from "../graph/caller-position.ts";
import type { CallableEntity } from "../graph/index.ts";

/** What a value stands for. */
export interface ValueFacts {
  /** The workflow that it is of. */
  readonly owner: CallableEntity;
  /** Which of the nodes gives it; undefined for an input of the workflow. */
  readonly node: number | undefined;
  readonly var: string;
  readonly path: readonly string[];
}

const facts = new WeakMap<object, ValueFacts>();

/** What a value stands for, if it is one. */
export function valueFacts(value: unknown): ValueFacts | undefined {
  return typeof value === "object" && value !== null ? facts.get(value) : undefined;
}

/** A value in words: `the input "rows[0].name"`. */
export function describeValueFacts({ node, var: name, path }: ValueFacts): string {
  const steps = path.map((step) => (/^(0|[1-9]\d*)$/.test(step) ? Number(step) : step));
  const text = JSON.stringify(formatPath(name, steps));
  return node === undefined ? `the input ${text}` : `the output ${text} of node ${node}`;
}

/** Makes the object that stands for a value. Its properties stand for the value's. */
export function createValue(value: ValueFacts): unknown {
  const children = new Map<string, unknown>();
  const refuse = (operation: string) => (): never => {
    const position = callerPosition();
    const where = position === undefined ? [] : [position];
    throw valueMisuse(describeValueFacts(value), value.owner.name, operation, where);
  };
  const proxy: object = new Proxy(Object.freeze(Object.create(null)) as object, {
    get(_target, key) {
      if (key === Symbol.toPrimitive || key === "toJSON") return refuse("computed with or turned into text")();
      if (key === Symbol.iterator || key === Symbol.asyncIterator) return refuse("iterated or spread")();
      // With a property `then` it could not be awaited.
      if (typeof key === "symbol" || key === "then" || key === "~tsflyte") return undefined;
      if (!children.has(key)) children.set(key, createValue({ ...value, path: [...value.path, key] }));
      return children.get(key);
    },
    has: refuse("asked for its properties"),
    ownKeys: refuse("spread or listed"),
    set: refuse("assigned to"),
    defineProperty: refuse("assigned to"),
    deleteProperty: refuse("assigned to"),
  });
  facts.set(proxy, value);
  return proxy;
}

/**
 * The value with what stands for others replaced, in arrays and plain objects too.
 *
 * @param around what the value is inside of: what holds itself is left as it is, for whoever encodes it to refuse
 */
export function replaceValues(
  value: unknown,
  replace: (facts: ValueFacts) => unknown,
  around: readonly unknown[] = [],
): unknown {
  const found = valueFacts(value);
  if (found !== undefined) return replace(found);
  if (around.includes(value)) return value;
  const within = (item: unknown): unknown => replaceValues(item, replace, [...around, value]);
  if (Array.isArray(value)) return value.map(within);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, within(item)]));
}

/** What stands for a value somewhere in arrays and plain objects. */
export function valuesIn(value: unknown): readonly ValueFacts[] {
  const found: ValueFacts[] = [];
  replaceValues(value, (item) => {
    found.push(item);
  });
  return found;
}

function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
