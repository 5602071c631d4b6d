import { foreignCall } from "../errors/graph.ts";
import type { Outbox } from "../literals/index.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import type { GraphBinding } from "./bindings.ts";
import { branchInputs, isBranch } from "./branch.ts";
import { type CallableEntity, describeEntity } from "./callable-entity.ts";
import { isCaseWorkflow } from "./case-workflow.ts";
import { checkConstructOverrides } from "./construct-overrides.ts";
import { nodeIdFrom } from "./node-id.ts";
import { mergedOverrides, type NodeOverrides } from "./overrides.ts";
import { type Redirection, redirectBindings } from "./redirect.ts";
import { createReference } from "./reference.ts";
import type { ReferenceFacts, ReferenceOwner } from "./reference-facts.ts";

/** What a node is recorded in: a workflow's body, or the cases of one of its branches. */
export interface RecordingScope {
  /** Takes the files among the constants, in a dynamic task. */
  readonly outbox?: Outbox | undefined;
  /** Whether what another scope has recorded can be used here: it is this one, or around it. */
  sees(other: RecordingScope): boolean;
  /** A reference to a struct that is put together by a node of its own; undefined where that cannot be. */
  compose(value: object, schema: Schema, root: VariablesSchema): ReferenceFacts | undefined;
}

/** One call in a workflow's body. */
export class RecordedNode implements ReferenceOwner {
  readonly workflow: string;
  readonly entity: CallableEntity;
  readonly scope: RecordingScope;
  #defaultId = "";
  readonly #ordered = new Set<RecordedNode>();
  #overrides: NodeOverrides = {};
  #inputs: ReadonlyMap<string, GraphBinding> = new Map();
  #result: { readonly value: unknown } | undefined;

  constructor(workflow: string, entity: CallableEntity, scope: RecordingScope) {
    this.workflow = workflow;
    this.entity = entity;
    this.scope = scope;
  }

  /** Unique in its workflow: its position, unless `.with({ nodeName })` named it. */
  get id(): string {
    return this.#overrides.nodeName === undefined ? this.#defaultId : nodeIdFrom(this.#overrides.nodeName);
  }

  get overrides(): NodeOverrides {
    return this.#overrides;
  }

  get inputs(): ReadonlyMap<string, GraphBinding> {
    // Conditions know what they look at by the nodes' ids, which are settled at the end only.
    if (isBranch(this.entity)) return branchInputs(this.entity);
    return isCaseWorkflow(this.entity) ? this.entity.outerInputs : this.#inputs;
  }

  /** The nodes that `.after()` put before this one. */
  get ordered(): ReadonlySet<RecordedNode> {
    return isCaseWorkflow(this.entity) ? new Set([...this.#ordered, ...this.entity.outerNodes]) : this.#ordered;
  }

  /** It owns the references to its outputs. */
  get node(): RecordedNode {
    return this;
  }

  /** Gives the node its place among the others: the id that it has unless it is named. */
  place(id: string): void {
    this.#defaultId = id;
  }

  bind(inputs: ReadonlyMap<string, GraphBinding>): void {
    this.#inputs = inputs;
  }

  /** Moves into a workflow of its own, with the others of a case: what it takes from outside is an input then. */
  redirect(to: Redirection): void {
    if (isBranch(this.entity) || isCaseWorkflow(this.entity)) this.entity.redirect(to);
    this.#inputs = redirectBindings(this.#inputs, to);
    for (const other of this.#ordered) if (!to.moves(other)) this.#ordered.delete(other);
  }

  override(overrides: NodeOverrides): void {
    checkConstructOverrides(this.entity, overrides, this.describeCall());
    this.#overrides = mergedOverrides(this.#overrides, overrides, this.entity, this.describeCall());
  }

  runAfter(other: RecordedNode | undefined): void {
    if (other?.workflow !== this.workflow || !this.scope.sees(other.scope)) {
      throw foreignCall(this.describeCall(), other === undefined ? undefined : `${other.describeCall()}`);
    }
    this.#ordered.add(other);
  }

  describeCall(): string {
    return `the call of ${describeEntity(this.entity)} in ${this.workflow}`;
  }

  describeNode(): string {
    return `node ${this.id} (${this.entity.name})`;
  }

  /** What `await` of the call gives: references in the shape of the function's result. */
  result(): unknown {
    this.#result ??= { value: this.#createResult() };
    return this.#result.value;
  }

  #createResult(): unknown {
    const { outputs, outputStyle } = this.entity.embedded;
    switch (outputStyle) {
      case "none":
        return undefined;
      case "value":
        // Of an approval it is the output's own name, else `o0`.
        return this.#reference(Object.keys(outputs.properties)[0] ?? "o0", outputs);
      case "tuple":
        return Object.freeze(Object.keys(outputs.properties).map((name) => this.#reference(name, outputs)));
      case "object":
        return Object.freeze(
          Object.fromEntries(Object.keys(outputs.properties).map((name) => [name, this.#reference(name, outputs)])),
        );
    }
  }

  #reference(name: string, root: VariablesSchema): unknown {
    const schema = root.properties[name];
    if (schema === undefined) return undefined;
    return createReference({ owner: this, var: name, attrPath: [], schema, root });
  }
}
