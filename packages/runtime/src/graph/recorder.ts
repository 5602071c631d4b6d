import { addWhere } from "../errors/add-where.ts";
import { lateCall } from "../errors/graph.ts";
import type { Outbox } from "../literals/index.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { argumentsByInput } from "./arguments.ts";
import { bindValue, type GraphBinding, referenceOf } from "./bindings.ts";
import { BranchRecorder } from "./branch-recorder.ts";
import { type CallableEntity, describeEntity, sourceOf } from "./callable-entity.ts";
import { callerPosition, markPosition } from "./caller-position.ts";
import { type Invocation, isRecordedCall, recordedInvocation } from "./invocation.ts";
import { RecordedNode, type RecordingScope } from "./recorded-node.ts";
import { createReference, referenceFacts } from "./reference.ts";
import type { ReferenceFacts, ReferenceOwner } from "./reference-facts.ts";
import { holdsPromise, settleDeep } from "./settle-deep.ts";
import type { StructComposer } from "./struct-composer.ts";
import { partsOf } from "./struct-parts.ts";

/** What node ids begin with: nothing in a workflow, `d` in a dynamic task, `f` for a failure handler. */
export type NodePrefix = "" | "d" | "f" | "df";

/** A case of a branch, as what records it has to know it. */
export interface Section {
  /** What the names of branches in it begin with. */
  readonly path: string;
  /** The number of its first node: nodes are numbered over all cases of a branch. */
  readonly first: number;
}

/** What a recorder has of others. */
export interface RecorderSurroundings {
  /** The recorder whose branch this one records the cases of. */
  readonly around?: Recorder;
  /** Which of its cases. */
  readonly section?: Section;
  /** Takes the files among the constants, in a dynamic task. */
  readonly outbox?: Outbox | undefined;
  /** Makes the tasks that put structs together. */
  readonly composer?: StructComposer | undefined;
}

/** The calls of one workflow's body, in the order in which they are made. */
export class Recorder implements RecordingScope {
  /** `workflow flows.report`; no two workflows share it. */
  readonly workflow: string;
  readonly prefix: NodePrefix;
  readonly outbox: Outbox | undefined;
  readonly composer: StructComposer | undefined;
  readonly #around: Recorder | undefined;
  readonly #nodes: RecordedNode[] = [];
  readonly #pending: Promise<void>[];
  readonly #branches: BranchRecorder[];
  readonly #section: Section;
  /** The names of the workflows that its cases have become. */
  readonly #caseNames: Set<string>;
  #branchCount = 0;
  #closed = false;

  /** @param workflow the workflow in words */
  constructor(workflow: string, prefix: NodePrefix, surroundings: RecorderSurroundings = {}) {
    const { around, section = { path: "branch", first: 0 } } = surroundings;
    this.workflow = workflow;
    this.prefix = prefix;
    this.outbox = surroundings.outbox ?? around?.outbox;
    this.composer = surroundings.composer ?? around?.composer;
    this.#around = around;
    this.#section = section;
    this.#pending = around === undefined ? [] : around.#pending;
    this.#branches = around === undefined ? [] : around.#branches;
    this.#caseNames = around === undefined ? new Set() : around.#caseNames;
  }

  /** Whether the body has real inputs, as that of a dynamic task. */
  get isDynamic(): boolean {
    return this.outbox !== undefined;
  }

  get nodes(): readonly RecordedNode[] {
    return this.#nodes;
  }

  sees(other: RecordingScope): boolean {
    return other === this || this.#around?.sees(other) === true;
  }

  /** A recorder for one case of a branch: what is outside can be used inside. */
  openSection(section: Section): Recorder {
    return new Recorder(this.workflow, this.prefix, { around: this, section });
  }

  /** Begins a branch. It is an error of the body if the branch has not ended when the body has. */
  openBranch(name?: string): BranchRecorder {
    const branch = new BranchRecorder(this, name ?? `${this.#section.path}-${this.#branchCount}`);
    this.#branchCount += 1;
    this.#branches.push(branch);
    return branch;
  }

  /** Takes a name for the workflow of a case; gives whether it was free. */
  claimName(name: string): boolean {
    const isFree = !this.#caseNames.has(name);
    this.#caseNames.add(name);
    return isFree;
  }

  /** The reference that a value is, or that the call behind it gives. */
  referenceOf(value: unknown, used: () => string): ReferenceFacts | undefined {
    return referenceOf(value, { workflow: this.workflow, scope: this }, used);
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
    const node = this.#create(entity);
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
    this.#append(node);
    return recordedInvocation<T>(node);
  }

  /** Records a call whose inputs are known by name. */
  recordNamed<T>(entity: CallableEntity, inputs: ReadonlyMap<string, unknown>): Invocation<T> {
    const node = this.#create(entity);
    node.bind(this.#bindAll(node, inputs));
    this.#append(node);
    return recordedInvocation<T>(node);
  }

  compose(value: object, schema: Schema, root: VariablesSchema): ReferenceFacts | undefined {
    const found = this.composer === undefined ? undefined : partsOf(value, schema, root);
    // A case that has ended has all of its nodes.
    const hasEnded = this.#closed && this.#around !== undefined;
    if (found === undefined || this.composer === undefined || hasEnded) return undefined;
    // The body's result is bound when the body has ended, so that a late call is none here.
    const node = new RecordedNode(this.workflow, this.composer(found.parts), this);
    node.bind(this.#bindAll(node, found.values));
    this.#append(node);
    return referenceFacts(node.result());
  }

  #create(entity: CallableEntity): RecordedNode {
    if (this.#closed) throw lateCall(describeEntity(entity), this.workflow);
    return new RecordedNode(this.workflow, entity, this);
  }

  /** A node gets its id last: binding its inputs may put others before it. */
  #append(node: RecordedNode): void {
    node.place(`${this.prefix}n${this.#section.first + this.#nodes.length}`);
    this.#nodes.push(node);
  }

  /** Ends the recording; resolves when every call is bound, and rejects with the first that cannot be. */
  async close(): Promise<void> {
    while (this.#pending.length > 0) await Promise.all(this.#pending.splice(0));
    for (const branch of this.#branches) {
      const problem = branch.unfinished();
      if (problem !== undefined) throw problem;
    }
    this.#closed = true;
  }

  /** Ends the recording at once, as that of a body which has thrown. */
  abandon(): void {
    this.#closed = true;
  }

  #bind(node: RecordedNode, args: readonly unknown[], mark?: ReturnType<typeof markPosition>): void {
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
