import { type ReferenceRemedy, referenceMisuse } from "../errors/references.ts";
import { formatPath } from "../errors/values.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import type { PathSegment } from "../model/index.ts";
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

/** A reference in words: `the output "o0" of node n0 (flows.mean)`. */
export function describeReference(reference: ReferenceFacts): string {
  const { owner } = reference;
  const path = formatPath(reference.var, reference.attrPath);
  return owner.node === undefined ? `the input "${path}"` : `the output "${path}" of ${owner.node.describeNode()}`;
}

/** Where the user's code is that looks at a reference, for errors. */
export function whereCalled(): readonly string[] {
  const position = callerPosition();
  return position === undefined ? [] : [position];
}

/** Throws that a reference was used as if its value were there. */
export function misuse(reference: ReferenceFacts, operation: string, remedy: ReferenceRemedy): never {
  throw referenceMisuse(describeReference(reference), reference.owner.workflow, operation, remedy, whereCalled());
}
