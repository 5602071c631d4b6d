import { addWhere } from "../errors/add-where.ts";
import { lateCall } from "../errors/graph.ts";
import type { Outbox } from "../literals/index.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { argumentsByInput } from "./arguments.ts";
import { bindValue, type GraphBinding } from "./bindings.ts";
import { type CallableEntity, describeEntity, sourceOf } from "./callable-entity.ts";
import { callerPosition, markPosition } from "./caller-position.ts";
import { type Invocation, isRecordedCall, recordedInvocation } from "./invocation.ts";
import { RecordedNode, type RecordingScope } from "./recorded-node.ts";
import { createReference } from "./reference.ts";
import type { ReferenceOwner } from "./reference-facts.ts";
import { holdsPromise, settleDeep } from "./settle-deep.ts";

/** What node ids begin with: nothing in a workflow, `d` in a dynamic task, `f` for a failure handler. */
export type NodePrefix = "" | "d" | "f" | "df";

/** The calls of one workflow's body, in the order in which they are made. */
export class Recorder implements RecordingScope {
  /** `workflow flows.report`; no two workflows share it. */
  readonly workflow: string;
  readonly prefix: NodePrefix;
  readonly outbox: Outbox | undefined;
  readonly #around: Recorder | undefined;
  readonly #nodes: RecordedNode[] = [];
  readonly #pending: Promise<void>[];
  #closed = false;

  /**
   * @param workflow the workflow in words
   * @param around the recorder whose branch this one records the cases of
   * @param outbox takes the files among the constants, in a dynamic task
   */
  constructor(workflow: string, prefix: NodePrefix, around?: Recorder, outbox: Outbox | undefined = around?.outbox) {
    this.workflow = workflow;
    this.prefix = prefix;
    this.outbox = outbox;
    this.#around = around;
    this.#pending = around === undefined ? [] : around.#pending;
  }

  get nodes(): readonly RecordedNode[] {
    return this.#nodes;
  }

  sees(other: RecordingScope): boolean {
    return other === this || this.#around?.sees(other) === true;
  }

  /** A recorder for the cases of a branch: its nodes are numbered anew, and what is outside can be used inside. */
  openSection(): Recorder {
    return new Recorder(this.workflow, this.prefix, this);
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
    const node = this.#append(entity);
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

  /** Records a call whose inputs are known by name. */
  recordNamed<T>(entity: CallableEntity, inputs: ReadonlyMap<string, unknown>): Invocation<T> {
    const node = this.#append(entity);
    node.bind(this.#bindAll(node, inputs));
    this.#nodes.push(node);
    return recordedInvocation<T>(node);
  }

  #append(entity: CallableEntity): RecordedNode {
    if (this.#closed) throw lateCall(describeEntity(entity), this.workflow);
    return new RecordedNode(this.workflow, entity, this, `${this.prefix}n${this.#nodes.length}`);
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
      node.bind(this.#bindAll(node, argumentsByInput(node.entity, args)));
    } catch (error) {
      const position = callerPosition(mark);
      throw addWhere(error, `the call in ${this.workflow}${position === undefined ? "" : ` (${position})`}`);
    }
  }

  #bindAll({ entity }: RecordedNode, values: ReadonlyMap<string, unknown>): ReadonlyMap<string, GraphBinding> {
    const root = entity.embedded.inputs;
    const where = { workflow: this.workflow, scope: this };
    const place = { ...where, entity: describeEntity(entity), source: sourceOf(entity.embedded) };
    return new Map(
      Object.entries(root.properties).map(([variable, schema]) => [
        variable,
        bindValue(values.get(variable), schema, root, { ...place, role: "input", variable }),
      ]),
    );
  }
}
