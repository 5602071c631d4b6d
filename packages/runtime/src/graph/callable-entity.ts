import type { Metadata } from "../metadata/index.ts";
import type { NodeMetadata, TypedInterface } from "../model/index.ts";
import type { AnyFunction } from "./definition.ts";

/** What a call takes and gives in TypeScript's terms, and where the entity is defined. */
export type CallSignature = Pick<Metadata, "inputs" | "outputs" | "inputStyle" | "outputStyle" | "source" | "docs">;

/** Where an entity that this project does not define is registered. */
export interface RegisteredName {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly version: string;
}

/** What a node of a workflow can stand for: what is registered on its own, or a construct of the workflow itself. */
export interface CallableEntity {
  readonly kind: "task" | "workflow" | "launch-plan" | "branch" | "array" | "gate";
  /** `flows.train.mean`; names given in options stand as they are. */
  readonly name: string;
  /** The constant that holds the entity, else the last part of its name. */
  readonly lhs: string;
  /** What the transformer embedded, or what follows from it. */
  readonly embedded: CallSignature;
  readonly interface: TypedInterface;
  /** Of a reference: what it refers to. It is called, and not registered. */
  readonly registeredAs?: RegisteredName;
  /** The metadata of a node that calls it. */
  constructNodeMetadata(): NodeMetadata;
}

/** An entity whose function's type is known. */
export interface TypedEntity<Fn extends AnyFunction> extends CallableEntity {
  /** Types only; nothing stands there. */
  readonly "~function"?: Fn;
}

const kindWords: { readonly [kind: string]: string } = { "launch-plan": "launch plan", array: "map over" };

/** An entity in words: `task flows.mean`. */
export function describeEntity(entity: { readonly kind: string; readonly name: string }): string {
  return `${kindWords[entity.kind] ?? entity.kind} ${entity.name}`;
}

/** Where an entity is defined: `flows/mean.ts:12:20`. */
export function sourceOf({ source }: Pick<CallSignature, "source">): string {
  return `${source.file}:${source.line}:${source.column}`;
}
