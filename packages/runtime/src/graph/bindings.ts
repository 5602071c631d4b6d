/**
 * From the arguments of a recorded call to bindings: references stay references, also deep inside arrays and records,
 * and everything else becomes a literal of the input's type at once, so that a wrong constant throws where it stands.
 */

import type { TsflyteError } from "../errors/index.ts";
import { caseReference, foreignReference, noOutput, referenceInStruct, severalOutputs } from "../errors/references.ts";
import { formatPath, type ValuePlace, wrongTypes } from "../errors/values.ts";
import { codecOf } from "../literals/index.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import type { Literal, Scalar } from "../model/index.ts";
import { type Form, readForm, withoutNull } from "../types/index.ts";
import { describeEntity } from "./callable-entity.ts";
import { encodeConstant, encodeDefault } from "./constants.ts";
import { findReference } from "./find-reference.ts";
import { invocationNode } from "./invocation.ts";
import type { RecordingScope } from "./recorded-node.ts";
import { referenceFacts } from "./reference.ts";
import { describeReference, type ReferenceFacts } from "./reference-facts.ts";
import { structFor } from "./struct-parts.ts";

type Path = readonly (string | number)[];

/** A binding whose references are still objects: node ids are settled only when the body has ended. */
export type GraphBinding =
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "reference"; readonly reference: ReferenceFacts }
  | { readonly kind: "collection"; readonly bindings: readonly GraphBinding[] }
  | { readonly kind: "map"; readonly bindings: { readonly [key: string]: GraphBinding } };

/** Where a value is bound, for errors. */
export interface BindingPlace extends ValuePlace {
  /** The workflow whose body binds it, in words. */
  readonly workflow: string;
  /** Where in it. */
  readonly scope: RecordingScope;
}

/** Binds one value to one variable's schema. */
export function bindValue(value: unknown, schema: Schema, root: VariablesSchema, place: BindingPlace): GraphBinding {
  return bindAt(value, schema, root, place, []);
}

function bindAt(value: unknown, schema: Schema, root: VariablesSchema, place: BindingPlace, path: Path): GraphBinding {
  const reference = asReference(value, place, path);
  if (reference !== undefined) return { kind: "reference", reference };
  if (findReference(value) === undefined) return bindingOf(constant(value, schema, root, place, path));
  const target = memberFor(value as object, schema, root);
  const { expected } = codecOf(target, root);
  const form = readForm(target, root);
  if (Array.isArray(value)) {
    if (form.kind === "tuple" && value.length !== form.items.length) {
      throw wrongShape(place, path, expected, `an array of ${value.length}`);
    }
    const itemAt = itemsOf(form);
    if (itemAt === undefined) throw wrongShape(place, path, expected, "an array with references inside");
    const bindings = value.map((item, index) => bindAt(item, itemAt(index), root, place, [...path, index]));
    return { kind: "collection", bindings };
  }
  if (form.kind === "record" && codecOf(target, root).type.kind === "map") {
    const entries = Object.entries(value as object).map(([key, item]): [string, GraphBinding] => [
      key,
      bindAt(item, form.values, root, place, [...path, key]),
    ]);
    return { kind: "map", bindings: Object.fromEntries(entries) };
  }
  if (form.kind === "struct" || form.kind === "record" || form.kind === "json") {
    if (form.kind === "struct" && structFor(value as object, target, root) === undefined) {
      const fields = form.fields.map(({ name, required }) => (required ? name : `${name}?`)).join(", ");
      throw wrongShape(
        place,
        path,
        `${expected} { ${fields} }`,
        `an object { ${Object.keys(value as object).join(", ")} }`,
      );
    }
    const composed = place.scope.compose(value as object, target, root);
    if (composed !== undefined) return { kind: "reference", reference: composed };
    const struct = form.kind === "struct" ? (form.title ?? "object") : "object";
    throw referenceInStruct(formatPath(place.variable, path), place.entity, struct);
  }
  throw wrongShape(place, path, expected, "an object with references inside");
}

/** The schema of each element of an array or tuple. */
function itemsOf(form: Form): ((index: number) => Schema) | undefined {
  if (form.kind === "array") return () => form.items;
  return form.kind === "tuple" ? (index) => form.items[index] ?? {} : undefined;
}

function wrongShape(place: BindingPlace, path: Path, expected: string, got: string): TsflyteError {
  return wrongTypes([{ place, problems: [{ path, expected, got }], count: 1 }]);
}

/** What was left out gets the default of its schema; a wrong part of a list or record is named with its path. */
function constant(value: unknown, schema: Schema, root: VariablesSchema, place: BindingPlace, path: Path): Literal {
  const at = { ...place, variable: formatPath(place.variable, path) };
  const literal = value === undefined ? encodeDefault(schema, root, at) : undefined;
  return literal ?? encodeConstant(value, schema, root, at, place.scope.outbox);
}

function asReference(value: unknown, place: BindingPlace, path: Path): ReferenceFacts | undefined {
  return referenceOf(value, place, () => `${place.entity}, ${place.role} ${formatPath(place.variable, path)}`);
}

/**
 * The reference that a value is, or that the call behind it gives; undefined of anything else. Throws where it cannot be used.
 *
 * @param used what uses it, for errors
 */
export function referenceOf(
  value: unknown,
  place: Pick<BindingPlace, "workflow" | "scope">,
  used: () => string,
): ReferenceFacts | undefined {
  const node = invocationNode(value);
  const result = node === undefined ? value : node.result();
  if (node !== undefined && result === undefined) throw noOutput(describeEntity(node.entity), used());
  const reference = referenceFacts(result);
  if (node !== undefined && reference === undefined) {
    throw severalOutputs(describeEntity(node.entity), Object.keys(node.entity.interface.outputs), used());
  }
  if (reference !== undefined && reference.owner.workflow !== place.workflow) {
    throw foreignReference(describeReference(reference), reference.owner.workflow, place.workflow);
  }
  if (reference?.owner.node !== undefined && !place.scope.sees(reference.owner.node.scope)) {
    throw caseReference(describeReference(reference), used());
  }
  return reference;
}

/** The member of a union that takes arrays or objects, as the value is one. */
function memberFor(value: object, schema: Schema, root: VariablesSchema): Schema {
  const struct = Array.isArray(value) ? undefined : structFor(value, schema, root);
  if (struct !== undefined) return struct;
  const resolved = withoutNull(schema, root);
  const wanted: readonly Form["kind"][] = Array.isArray(value) ? ["array", "tuple"] : ["record", "struct"];
  const member = resolved.anyOf?.find((item) => wanted.includes(readForm(item, root).kind));
  return member ?? resolved;
}

/** A literal as a static binding: lists and maps become bindings of their own, and lose the union around them. */
function bindingOf(literal: Literal): GraphBinding {
  switch (literal.kind) {
    case "collection":
      return { kind: "collection", bindings: literal.literals.map(bindingOf) };
    case "map":
      return {
        kind: "map",
        bindings: Object.fromEntries(Object.entries(literal.literals).map(([key, item]) => [key, bindingOf(item)])),
      };
    case "union":
      return literal.value.kind === "collection" || literal.value.kind === "map"
        ? bindingOf(literal.value)
        : { kind: "scalar", scalar: literal };
    case "offloaded":
      throw new Error("a constant is never offloaded");
    default:
      return { kind: "scalar", scalar: literal };
  }
}
