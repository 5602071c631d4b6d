import { create } from "@bufbuild/protobuf";
import { missingMember, unknownMember } from "../errors/idl.ts";
import type { Binding, BindingData, OutputReference, PathSegment } from "../model/index.ts";
import {
  BindingDataCollectionSchema,
  BindingDataMapSchema,
  BindingDataSchema,
  BindingSchema,
  type Binding as IdlBinding,
  type BindingData as IdlBindingData,
} from "./gen/flyteidl/core/literals_pb.ts";
import {
  type OutputReference as IdlOutputReference,
  OutputReferenceSchema,
  type PromiseAttribute,
  PromiseAttributeSchema,
} from "./gen/flyteidl/core/types_pb.ts";
import { scalarFromIdl, scalarToIdl } from "./literal.ts";
import { mapValues } from "./map-values.ts";
import { required } from "./required.ts";
import { within } from "./within.ts";

/** A variable and what it is bound to, as `core.Binding`. */
export function bindingToIdl({ var: name, binding }: Binding): IdlBinding {
  return create(BindingSchema, { var: name, binding: bindingDataToIdl(binding) });
}

/** Reads a `core.Binding`; errors name the variable. */
export function bindingFromIdl({ var: name, binding }: IdlBinding): Binding {
  return within(`binding of "${name}"`, () => ({
    var: name,
    binding: bindingDataFromIdl(required(binding, "flyteidl.core.Binding", "binding")),
  }));
}

/** What a variable is bound to, as `core.BindingData`. */
export function bindingDataToIdl(data: BindingData): IdlBindingData {
  return create(BindingDataSchema, { value: bindingValueToIdl(data) });
}

/** Leaves out the `union` that the server's compiler notes: it says again what the variable's type says. */
export function bindingDataFromIdl({ value }: IdlBindingData): BindingData {
  switch (value.case) {
    case "scalar":
      return { kind: "scalar", scalar: scalarFromIdl(value.value) };
    case "promise":
      return { kind: "promise", promise: outputReferenceFromIdl(value.value) };
    case "collection":
      return { kind: "collection", bindings: value.value.bindings.map(bindingDataFromIdl) };
    case "map":
      return { kind: "map", bindings: mapValues(value.value.bindings, bindingDataFromIdl) };
    case "offloadedMetadata":
      throw unknownMember("flyteidl.core.BindingData", '"offloadedMetadata"');
    case undefined:
      throw missingMember("flyteidl.core.BindingData", "value");
  }
}

function bindingValueToIdl(data: BindingData): IdlBindingData["value"] {
  switch (data.kind) {
    case "scalar":
      return { case: "scalar", value: scalarToIdl(data.scalar) };
    case "promise":
      return { case: "promise", value: outputReferenceToIdl(data.promise) };
    case "collection": {
      const bindings = data.bindings.map(bindingDataToIdl);
      return { case: "collection", value: create(BindingDataCollectionSchema, { bindings }) };
    }
    case "map": {
      const bindings = mapValues(data.bindings, bindingDataToIdl);
      return { case: "map", value: create(BindingDataMapSchema, { bindings }) };
    }
  }
}

function outputReferenceToIdl({ nodeId, var: name, attrPath }: OutputReference): IdlOutputReference {
  return create(OutputReferenceSchema, { nodeId, var: name, attrPath: attrPath.map(pathSegmentToIdl) });
}

function outputReferenceFromIdl({ nodeId, var: name, attrPath }: IdlOutputReference): OutputReference {
  return { nodeId, var: name, attrPath: attrPath.map(pathSegmentFromIdl) };
}

function pathSegmentToIdl(segment: PathSegment): PromiseAttribute {
  return create(PromiseAttributeSchema, {
    value: typeof segment === "number" ? { case: "intValue", value: segment } : { case: "stringValue", value: segment },
  });
}

function pathSegmentFromIdl({ value }: PromiseAttribute): PathSegment {
  return required(value.value, "flyteidl.core.PromiseAttribute", "value");
}
