/**
 * References: what a workflow's inputs and its calls' results are while the body runs. A reference can be passed on,
 * indexed and read by property; everything else that JavaScript lets an object notice throws, because the value is
 * known only at run time.
 */
import { badReference, type ReferenceRemedy, referenceMisuse } from "../errors/references.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import type { PathSegment } from "../model/index.ts";
import { describeSchema, withoutNull } from "../types/index.ts";

/** Who makes references: a workflow under compilation, or one of its nodes. */
export interface ReferenceOwner {
  /** `workflow flows.report` */
  readonly workflow: string;
  /** `node n0 (flows.mean)`; undefined for an input of the workflow. */
  describeNode(): string | undefined;
}

/** What a reference stands for. */
export interface ReferenceFacts<Owner extends ReferenceOwner = ReferenceOwner> {
  readonly owner: Owner;
  readonly var: string;
  readonly attrPath: readonly PathSegment[];
  readonly schema: Schema;
  readonly root: VariablesSchema;
}

const facts = new WeakMap<object, ReferenceFacts>();

/** What a value refers to, if it is a reference. */
export function referenceFacts(value: unknown): ReferenceFacts | undefined {
  return typeof value === "object" && value !== null ? facts.get(value) : undefined;
}

/** A reference in words: `the output "o0" of node n0 (flows.mean)`. */
export function describeReference(reference: ReferenceFacts): string {
  const node = reference.owner.describeNode();
  const path = reference.attrPath.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return node === undefined ? `the input "${reference.var}${path}"` : `the output "${reference.var}${path}" of ${node}`;
}

/** What console.log and debuggers show. */
class ReferenceTarget {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `[reference to ${this.#text}]`;
  }
}

const arrayMethods: ReadonlySet<string> = new Set([
  ...["map", "forEach", "filter", "reduce", "flatMap", "find", "some", "every", "entries", "keys", "values"],
]);

function misuse(reference: ReferenceFacts, operation: string, remedy: ReferenceRemedy): never {
  throw referenceMisuse(describeReference(reference), reference.owner.workflow, operation, remedy);
}

/** The schema of a property or element, or a throw that says what there is. */
function step(reference: ReferenceFacts, key: string): ReferenceFacts {
  const schema = withoutNull(reference.schema, reference.root);
  const next = (attr: PathSegment, inner: Schema): ReferenceFacts => ({
    ...reference,
    attrPath: [...reference.attrPath, attr],
    schema: inner,
  });
  if (schema.type === "array") {
    if (/^\d+$/.test(key) && typeof schema.items === "object") return next(Number(key), schema.items);
    if (key === "length") return misuse(reference, "asks for its length", "list");
    if (arrayMethods.has(key)) return misuse(reference, `calls its .${key}()`, "list");
    return misuse(reference, `reads its property "${key}"`, "compute");
  }
  if (schema.type === "object" && schema["x-flyte"] === undefined) {
    const field = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
    if (field !== undefined) return next(key, field);
    if (typeof schema.additionalProperties === "object") return next(key, schema.additionalProperties);
    const fields = Object.keys(schema.properties ?? {}).join(", ");
    throw badReference(describeReference(reference), `property "${key}"`, fields === "" ? "none" : `one of ${fields}`);
  }
  if (schema.anyOf !== undefined) {
    throw badReference(
      describeReference(reference),
      `property "${key}"`,
      `its type to be one struct, array or record, and it is ${describeSchema(schema, reference.root)}`,
    );
  }
  return misuse(reference, `reads its property "${key}"`, "compute");
}

/** Names that must not look like fields: `await` asks for `then`, and debuggers for the rest. */
const absent: ReadonlySet<PropertyKey> = new Set(["then", "constructor", "~flyte", Symbol.toStringTag]);

function handlerFor(reference: ReferenceFacts): ProxyHandler<object> {
  const children = new Map<string, unknown>();
  return {
    get(_target, key) {
      if (key === "toJSON") return misuse(reference, "turns it into JSON", "compute");
      if (key === "toString" || key === "valueOf" || key === Symbol.toPrimitive) {
        return misuse(reference, "computes with it or turns it into text", "compute");
      }
      if (key === Symbol.iterator || key === Symbol.asyncIterator)
        return misuse(reference, "iterates or spreads it", "list");
      if (typeof key === "symbol") return undefined;
      // A struct may have a field of such a name, except `then`: with it the reference could not be awaited.
      if (absent.has(key) && !(key !== "then" && hasField(reference, key))) return undefined;
      if (!children.has(key)) children.set(key, createReference(step(reference, key)));
      return children.get(key);
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
  const proxy = new Proxy(new ReferenceTarget(describeReference(reference)), handlerFor(reference));
  facts.set(proxy, reference);
  return proxy;
}
