import { foreignValue, unknownNodeOutput } from "../errors/imperative.ts";
import { type CallableEntity, describeEntity, type NodeOverrides } from "../graph/index.ts";
import { createValue } from "./imperative-value.ts";

/** The outputs of a node by name. Those of a tuple have the names of its labels, which types cannot tell. */
// biome-ignore lint/suspicious/noConfusingVoidType: it is what functions without outputs return
export type NodeOutputs<Result> = [Result] extends [void]
  ? { readonly [output: string]: never }
  : Result extends { readonly "~flyte"?: "outputs" }
    ? { readonly [Output in Exclude<keyof Result, "~flyte">]: Result[Output] }
    : Result extends readonly unknown[]
      ? number extends Result["length"]
        ? { readonly o0: Result }
        : { readonly [output: string]: Result[number] }
      : { readonly o0: Result };

/** What is changed of a node after it has been added. */
export interface NodeChanges {
  readonly overrides: NodeOverrides[];
  /** Positions of the nodes that it waits for. */
  readonly after: number[];
}

/** A node of an imperative workflow, whatever it gives. */
export interface AddedNode {
  readonly owner: CallableEntity;
  /** Its place among the workflow's nodes, from 0. */
  readonly position: number;
}

/** A node of an imperative workflow. Its `add` methods make one. */
export class ImperativeNode<Result = unknown> implements AddedNode {
  readonly owner: CallableEntity;
  readonly position: number;
  /** What the node gives, to be passed on to other nodes and to outputs of the workflow. */
  readonly outputs: NodeOutputs<Result>;
  readonly #changes: NodeChanges;

  constructor(owner: CallableEntity, entity: CallableEntity, position: number, changes: NodeChanges) {
    this.owner = owner;
    this.position = position;
    const names = Object.keys(entity.embedded.outputs.properties);
    const values = names.map((name) => [name, createValue({ owner, node: position, var: name, path: [] })] as const);
    this.outputs = new Proxy(Object.freeze(Object.fromEntries(values)), {
      get(target, key) {
        if (typeof key === "symbol" || Object.hasOwn(target, key)) return Reflect.get(target, key) as unknown;
        throw unknownNodeOutput(describeEntity(entity), key, names);
      },
    }) as NodeOutputs<Result>;
    this.#changes = changes;
  }

  /** Changes this node: its name, retries, resources, image … */
  with(overrides: NodeOverrides): this {
    this.#changes.overrides.push(overrides);
    return this;
  }

  /** Lets the node start only when others have ended, though it takes nothing from them. */
  after(...others: readonly AddedNode[]): this {
    for (const { owner, position } of others) {
      if (owner !== this.owner) throw foreignValue(`node ${position}`, owner.name, describeEntity(this.owner));
      this.#changes.after.push(position);
    }
    return this;
  }
}
