import type { Metadata } from "../metadata/index.ts";
import type { NodeMetadata, TypedInterface } from "../model/index.ts";

/** What a workflow can call: tasks, workflows, launch plans. */
export interface CallableEntity {
  readonly kind: "task" | "workflow" | "launch-plan";
  /** `flows.train.mean` */
  readonly name: string;
  /** What the transformer embedded. */
  readonly embedded: Metadata;
  readonly interface: TypedInterface;
  /** The metadata of a node that calls it. */
  constructNodeMetadata(): NodeMetadata;
}

/** An entity in words: `task flows.mean`. */
export function describeEntity(entity: { readonly kind: string; readonly name: string }): string {
  return `${entity.kind === "launch-plan" ? "launch plan" : entity.kind} ${entity.name}`;
}

/** Where an entity is defined: `flows/mean.ts:12:20`. */
export function sourceOf(metadata: Metadata): string {
  return `${metadata.source.file}:${metadata.source.line}:${metadata.source.column}`;
}
