/**
 * References: what a workflow's inputs and its calls' results are while the body runs. A reference can be passed on,
 * indexed and read by property; everything else that JavaScript lets an object notice throws, because the value is
 * known only at run time.
 */
import type { ReferenceRemedy } from "../errors/references.ts";
import { withoutNull } from "../types/index.ts";
import { describeReference, misuse, type ReferenceFacts } from "./reference-facts.ts";
import { stepInto } from "./step-into.ts";

const facts = new WeakMap<object, ReferenceFacts>();

/** What a value refers to, if it is a reference. */
export function referenceFacts(value: unknown): ReferenceFacts | undefined {
  return typeof value === "object" && value !== null ? facts.get(value) : undefined;
}

const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** What console.log and debuggers find behind the proxy, and call with the proxy for `this`. */
class ReferenceTarget {
  [inspect](): string {
    const reference = facts.get(this);
    return reference === undefined ? "[reference]" : `[reference to ${describeReference(reference)}]`;
  }
}

type Conversion = readonly [operation: string, remedy: ReferenceRemedy];

/** Names that JavaScript asks every object for, and what it then means to do. A field of such a name comes first. */
const conversions: ReadonlyMap<PropertyKey, Conversion> = new Map<PropertyKey, Conversion>([
  ["toJSON", ["turns it into JSON", "compute"]],
  ["toString", ["computes with it or turns it into text", "branch"]],
  ["valueOf", ["computes with it or turns it into text", "branch"]],
  [Symbol.toPrimitive, ["computes with it or turns it into text", "branch"]],
  [Symbol.iterator, ["iterates or spreads it", "list"]],
  [Symbol.asyncIterator, ["iterates or spreads it", "list"]],
]);

/** Names that debuggers and promises ask for, and that must not look like fields. */
const absent: ReadonlySet<PropertyKey> = new Set(["constructor", "~flyte", "~tsflyte"]);

function handlerFor(reference: ReferenceFacts): ProxyHandler<object> {
  const children = new Map<string, unknown>();
  return {
    get(_target, key) {
      // With a field `then` the reference could not be awaited.
      if (key === "then") return undefined;
      if (!hasField(reference, key)) {
        const conversion = conversions.get(key);
        if (conversion !== undefined) return misuse(reference, ...conversion);
        if (typeof key === "symbol" || absent.has(key)) return undefined;
      }
      const name = String(key);
      if (!children.has(name)) children.set(name, createReference(stepInto(reference, name)));
      return children.get(name);
    },
    has: (_target, key) => misuse(reference, `asks whether it has ${String(key)}`, "compute"),
    ownKeys: () => misuse(reference, "lists or spreads its properties", "pass"),
    getOwnPropertyDescriptor: () => misuse(reference, "looks at its properties", "pass"),
    set: (_target, key) => misuse(reference, `assigns its property "${String(key)}"`, "compute"),
    defineProperty: (_target, key) => misuse(reference, `defines its property "${String(key)}"`, "compute"),
    deleteProperty: (_target, key) => misuse(reference, `deletes its property "${String(key)}"`, "compute"),
    setPrototypeOf: () => misuse(reference, "changes its prototype", "pass"),
    preventExtensions: () => misuse(reference, "freezes it", "pass"),
  };
}

function hasField(reference: ReferenceFacts, key: PropertyKey): boolean {
  const schema = withoutNull(reference.schema, reference.root);
  return typeof key === "string" && Object.hasOwn(schema.properties ?? {}, key);
}

/** Makes the object that stands for a value in a workflow's body. */
export function createReference(reference: ReferenceFacts): unknown {
  const proxy = new Proxy(new ReferenceTarget(), handlerFor(reference));
  facts.set(proxy, reference);
  return proxy;
}
