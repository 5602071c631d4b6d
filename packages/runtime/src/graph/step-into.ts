import { ambiguousReference, badReference } from "../errors/references.ts";
import { codecOf } from "../literals/index.ts";
import type { Schema } from "../metadata/index.ts";
import type { PathSegment } from "../model/index.ts";
import { readForm, withoutNull } from "../types/index.ts";
import { describeReference, misuse, type ReferenceFacts, whereCalled } from "./reference-facts.ts";

const arrayMethods: ReadonlySet<string> = new Set([
  ...["map", "forEach", "filter", "reduce", "flatMap", "find", "some", "every", "entries", "keys", "values"],
]);

/** A property or element, or a throw that says what there is. */
export function stepInto(reference: ReferenceFacts, key: string): ReferenceFacts {
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
