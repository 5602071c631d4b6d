import { addWhere } from "../errors/add-where.ts";
import { lateCall } from "../errors/graph.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { argumentsByInput } from "./arguments.ts";
import { bindValue, type GraphBinding } from "./bindings.ts";
import { type CallableEntity, describeEntity, sourceOf } from "./callable-entity.ts";
import { callerPosition, markPosition } from "./caller-position.ts";
import { type Invocation, isRecordedCall, recordedInvocation } from "./invocation.ts";
import { RecordedNode } from "./recorded-node.ts";
import { createReference } from "./reference.ts";
import type { ReferenceOwner } from "./reference-facts.ts";
import { holdsPromise, settleDeep } from "./settle-deep.ts";

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
    const owner: ReferenceOwner = { workflow: this.workflow, node: undefined };
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
    if (holdsPromise(args, isRecordedCall)) {
      const mark = markPosition();
      // Promise.all over calls gives an array of references, but only after the body has gone on.
      const bound = settleDeep(args, isRecordedCall).then((settled) => this.#bind(node, settled as typeof args, mark));
      // Whoever compiles the workflow awaits it; until then a failure is not unhandled.
      bound.catch(() => undefined);
      this.#pending.push(bound);
    } else {
      this.#bind(node, args);
    }
    this.#nodes.push(node);
    return recordedInvocation<T>(node);
  }

  /** Ends the recording; resolves when every call is bound, and rejects with the first that cannot be. */
  async close(): Promise<void> {
    while (this.#pending.length > 0) await Promise.all(this.#pending.splice(0));
    this.#closed = true;
  }

  /** Ends the recording at once, as that of a body which has thrown. */
  abandon(): void {
    this.#closed = true;
  }

  #bind(node: RecordedNode, args: readonly unknown[], mark = markPosition()): void {
    try {
      node.bind(this.#bindAll(node.entity, argumentsByInput(node.entity, args)));
    } catch (error) {
      const position = callerPosition(mark);
      throw addWhere(error, `the call in ${this.workflow}${position === undefined ? "" : ` (${position})`}`);
    }
  }

  #bindAll(entity: CallableEntity, values: ReadonlyMap<string, unknown>): ReadonlyMap<string, GraphBinding> {
    const root = entity.embedded.inputs;
    const place = { workflow: this.workflow, entity: describeEntity(entity), source: sourceOf(entity.embedded) };
    return new Map(
      Object.entries(root.properties).map(([variable, schema]) => [
        variable,
        bindValue(values.get(variable), schema, root, { ...place, role: "input", variable }),
      ]),
    );
  }
}
