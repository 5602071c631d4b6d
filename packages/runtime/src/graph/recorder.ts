import { lateCall } from "../errors/graph.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { argumentsByInput } from "./arguments.ts";
import { bindValue, type GraphBinding } from "./bindings.ts";
import { type CallableEntity, describeEntity, sourceOf } from "./callable-entity.ts";
import { type Invocation, recordedInvocation } from "./invocation.ts";
import { RecordedNode } from "./recorded-node.ts";
import { createReference, type ReferenceOwner } from "./reference.ts";

/** The calls of one workflow's body, in the order in which they are made. */
export class Recorder {
  /** `workflow flows.report`; no two recorders share it. */
  readonly workflow: string;
  readonly #prefix: string;
  readonly #nodes: RecordedNode[] = [];
  readonly #pending: Promise<void>[] = [];
  #closed = false;

  /**
   * @param workflow the workflow in words
   * @param prefix of node ids: `""` in a workflow, `"d"` in a dynamic task, `"f"` for a failure handler
   */
  constructor(workflow: string, prefix: "" | "d" | "f") {
    this.workflow = workflow;
    this.#prefix = prefix;
  }

  get nodes(): readonly RecordedNode[] {
    return this.#nodes;
  }

  /** The references that the body gets for its inputs, by name. */
  inputReferences(inputs: VariablesSchema): { readonly [name: string]: unknown } {
    const owner: ReferenceOwner = { workflow: this.workflow, describeNode: () => undefined };
    return Object.fromEntries(
      Object.entries(inputs.properties).map(([name, schema]) => [
        name,
        createReference({ owner, var: name, attrPath: [], schema, root: inputs }),
      ]),
    );
  }

  /** Records a call. Wrong constants throw here, where the call stands in the body. */
  record<T>(entity: CallableEntity, args: readonly unknown[]): Invocation<T> {
    if (this.#closed) throw lateCall(describeEntity(entity), this.workflow);
    const node = new RecordedNode(this.workflow, entity, `${this.#prefix}n${this.#nodes.length}`);
    this.#nodes.push(node);
    const values = argumentsByInput(entity, args);
    if ([...values.values()].some(isPlainPromise)) {
      // Promise.all over calls gives an array of references, but only after the body has gone on.
      const entries = [...values].map(async ([name, value]) => [name, await value] as const);
      const bound = Promise.all(entries).then((settled) => node.bind(this.#bindAll(entity, new Map(settled))));
      // Whoever compiles the workflow awaits it; until then a failure is not unhandled.
      bound.catch(() => undefined);
      this.#pending.push(bound);
    } else {
      node.bind(this.#bindAll(entity, values));
    }
    return recordedInvocation<T>(node);
  }

  /** Ends the recording; resolves when every call is bound, and rejects with the first that cannot be. */
  async close(): Promise<void> {
    while (this.#pending.length > 0) await Promise.all(this.#pending.splice(0));
    this.#closed = true;
  }

  #bindAll(entity: CallableEntity, values: ReadonlyMap<string, unknown>): ReadonlyMap<string, GraphBinding> {
    const root = entity.embedded.inputs;
    const callee = describeEntity(entity);
    return new Map(
      Object.entries(root.properties).map(([name, schema]) => [
        name,
        bindValue(values.get(name), schema, root, {
          workflow: this.workflow,
          entity: callee,
          role: "input",
          variable: name,
          source: sourceOf(entity.embedded),
        }),
      ]),
    );
  }
}

/** A promise that is not one of our calls. */
function isPlainPromise(value: unknown): boolean {
  return value instanceof Promise;
}
