import type { Scalar } from "./literal.ts";

/** One step into a value: a field or key, or an index. */
export type PathSegment = string | number;

/** flyteidl's `core.OutputReference`; a workflow's input is the output of node `""`. */
export interface OutputReference {
  readonly nodeId: string;
  readonly var: string;
  readonly attrPath: readonly PathSegment[];
}

/** flyteidl's `core.BindingData`. */
export type BindingData =
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "promise"; readonly promise: OutputReference }
  | { readonly kind: "collection"; readonly bindings: readonly BindingData[] }
  | { readonly kind: "map"; readonly bindings: { readonly [key: string]: BindingData } };

/** flyteidl's `core.Binding`. */
export interface Binding {
  readonly var: string;
  readonly binding: BindingData;
}
