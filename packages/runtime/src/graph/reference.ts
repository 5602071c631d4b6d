/**
 * References: what a workflow's inputs and its calls' results are while the body runs. A reference can be passed on,
 * indexed and read by property; everything else that JavaScript lets an object notice throws, because the value is
 * known only at run time.
 */
import { ambiguousReference, badReference, type ReferenceRemedy, referenceMisuse } from "../errors/references.ts";
import { formatPath } from "../errors/values.ts";
import { codecOf } from "../literals/index.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import type { PathSegment } from "../model/index.ts";
import { readForm, withoutNull } from "../types/index.ts";
import { callerPosition } from "./caller-position.ts";
import type { RecordedNode } from "./recorded-node.ts";

/** Who makes references: a workflow under compilation, or one of its nodes. */
export interface ReferenceOwner {
  /** `workflow flows.report` */
  readonly workflow: string;
  /** The node whose output it is; undefined for an input of the workflow. */
  readonly node: RecordedNode | undefined;
}

/** What a reference stands for. */
export interface ReferenceFacts {
  readonly owner: ReferenceOwner;
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
  const { owner } = reference;
  const path = formatPath(reference.var, reference.attrPath);
  return owner.node === undefined ? `the input "${path}"` : `the output "${path}" of ${owner.node.describeNode()}`;
}

const inspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** What console.log and debuggers find behind the proxy, and call with the proxy for `this`. */
class ReferenceTarget {
  [inspect](): string {
    const reference = facts.get(this);
    return reference === undefined ? "[reference]" : `[reference to ${describeReference(reference)}]`;
  }
}

function whereCalled(): readonly string[] {
  const position = callerPosition();
  return position === undefined ? [] : [position];
}

function misuse(reference: ReferenceFacts, operation: string, remedy: ReferenceRemedy): never {
  throw referenceMisuse(describeReference(reference), reference.owner.workflow, operation, remedy, whereCalled());
}

const arrayMethods: ReadonlySet<string> = new Set([
  ...["map", "forEach", "filter", "reduce", "flatMap", "find", "some", "every", "entries", "keys", "values"],
]);

/** A property or element, or a throw that says what there is. */
function step(reference: ReferenceFacts, key: string): ReferenceFacts {
  const { root } = reference;
  const schema = withoutNull(reference.schema, root);
  const form = readForm(schema, root);
  const missing = (expected: string): Error =>
    badReference(describeReference(reference), `property "${key}"`, expected, whereCalled());
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : undefined;
  switch (form.kind) {
    case "array":
      if (index === undefined) return misuseArray(reference, key);
      return inside(reference, index, form.items);
    case "tuple": {
      if (index === undefined) return misuseArray(reference, key);
      const item = form.items[index];
      if (item === undefined) throw missing(`an index below ${form.items.length}`);
      return inside(reference, index, item);
    }
    case "record":
      return inside(reference, key, form.values);
    case "struct": {
      const field = form.fields.find(({ name }) => name === key);
      if (field !== undefined) return inside(reference, key, field.required ? field.schema : orUndefined(field.schema));
      const fields = form.fields.map(({ name }) => name).join(", ");
      throw missing(fields === "" ? "none" : `one of ${fields}`);
    }
    case "union": {
      const type = codecOf(schema, root).expected;
      throw ambiguousReference(describeReference(reference), `property "${key}"`, type, whereCalled());
    }
    default:
      return misuse(reference, `reads its property "${key}"`, "compute");
  }
}

function misuseArray(reference: ReferenceFacts, key: string): never {
  if (key === "length") return misuse(reference, "asks for its length", "list");
  if (arrayMethods.has(key)) return misuse(reference, `calls its .${key}()`, "list");
  return misuse(reference, `reads its property "${key}"`, "compute");
}

/** The type that Flyte gives to a field which may be left out. */
function orUndefined(field: Schema): Schema {
  return { anyOf: [field, { type: "null", "x-flyte": { type: "undefined" } }] };
}

function inside(reference: ReferenceFacts, attr: PathSegment, schema: Schema): ReferenceFacts {
  return { ...reference, attrPath: [...reference.attrPath, attr], schema };
}

type Conversion = readonly [operation: string, remedy: ReferenceRemedy];

/** Names that JavaScript asks every object for, and what it then means to do. A field of such a name comes first. */
const conversions: ReadonlyMap<PropertyKey, Conversion> = new Map<PropertyKey, Conversion>([
  ["toJSON", ["turns it into JSON", "compute"]],
  ["toString", ["computes with it or turns it into text", "compute"]],
  ["valueOf", ["computes with it or turns it into text", "compute"]],
  [Symbol.toPrimitive, ["computes with it or turns it into text", "compute"]],
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
      if (!children.has(name)) children.set(name, createReference(step(reference, name)));
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
