/** A case of a branch that makes several calls. Flyte has one node a case, so they become a workflow of their own. */
import type { VariablesSchema } from "../metadata/index.ts";
import type { NodeMetadata, TypedInterface } from "../model/index.ts";
import { variablesOf } from "../types/index.ts";
import type { GraphBinding } from "./bindings.ts";
import type { CallableEntity, CallSignature } from "./callable-entity.ts";
import { sourceAt } from "./caller-position.ts";
import { mergeSchemas } from "./merge-schemas.ts";
import type { WorkflowGraph } from "./record-body.ts";
import type { RecordedNode } from "./recorded-node.ts";
import { type Redirection, redirectBindings } from "./redirect.ts";
import type { ReferenceFacts } from "./reference-facts.ts";

/** What a case recorded. */
export interface CaseFacts {
  /** `flows.report.branch-0-1` */
  readonly name: string;
  readonly position: string | undefined;
  /** Gives the id of a node by its place. */
  readonly idOf: (index: number) => string;
  readonly nodes: readonly RecordedNode[];
  /** The node whose outputs are those of the case. */
  readonly result: RecordedNode;
}

/** What the case takes from outside. */
interface Surroundings {
  readonly schema: VariablesSchema;
  /** The inputs, as the references around the case that they stand for. */
  readonly inputs: ReadonlyMap<string, GraphBinding>;
  /** The nodes around the case that its calls wait for. */
  readonly ordered: readonly RecordedNode[];
}

/**
 * The workflow of a case: what its calls take from outside becomes its inputs. That is found out when the body around it has ended and
 * everything is bound.
 */
export class CaseWorkflow implements CallableEntity {
  readonly kind = "workflow";
  readonly name: string;
  readonly lhs: string;
  readonly options: object = {};
  readonly embedded: CallSignature;
  readonly interface: TypedInterface;
  readonly #facts: CaseFacts;
  #surroundings: Surroundings | undefined;

  constructor(facts: CaseFacts) {
    this.name = facts.name;
    this.lhs = facts.name.slice(facts.name.lastIndexOf(".") + 1);
    this.#facts = facts;
    const { entity } = facts.result;
    const { outputs, outputStyle } = entity.embedded;
    const inputs = (): VariablesSchema => this.#settled.schema;
    let variables: TypedInterface["inputs"] | undefined;
    // The branch asks for the outputs while the body still runs, and for the inputs later.
    this.embedded = {
      get inputs() {
        return inputs();
      },
      outputs,
      inputStyle: "object",
      outputStyle,
      source: sourceAt(facts.position),
    };
    this.interface = {
      get inputs() {
        variables ??= variablesOf(inputs());
        return variables;
      },
      outputs: entity.interface.outputs,
    };
  }

  /** What the node that runs it is bound to. */
  get outerInputs(): ReadonlyMap<string, GraphBinding> {
    return this.#settled.inputs;
  }

  /** What the node that runs it waits for, beside its inputs. */
  get outerNodes(): readonly RecordedNode[] {
    return this.#settled.ordered;
  }

  constructNodeMetadata(): NodeMetadata {
    return { name: this.lhs, timeout: 0, retries: 0 };
  }

  async compile(): Promise<WorkflowGraph> {
    const { nodes, result } = this.#facts;
    const { outputs: root } = result.entity.embedded;
    const outputs = Object.entries(root.properties).map(([name, schema]): [string, GraphBinding] => [
      name,
      { kind: "reference", reference: { owner: result, var: name, attrPath: [], schema, root } },
    ]);
    void this.#settled;
    return { nodes, outputs: new Map(outputs) };
  }

  /** Moves with the case around it into a workflow: what it takes comes from that workflow's inputs then. */
  redirect(to: Redirection): void {
    const { schema, inputs, ordered } = this.#settled;
    this.#surroundings = {
      schema,
      inputs: redirectBindings(inputs, to),
      ordered: ordered.filter((node) => to.moves(node)),
    };
  }

  get #settled(): Surroundings {
    this.#surroundings ??= this.#settle();
    return this.#surroundings;
  }

  #settle(): Surroundings {
    const { name, nodes, idOf } = this.#facts;
    const owner = { workflow: `workflow ${name}`, node: undefined };
    const taken = new Map<string, ReferenceFacts>();
    const ordered = new Set<RecordedNode>();
    const redirection: Redirection = {
      redirect: (reference) => {
        if (reference.owner.node !== undefined && nodes.includes(reference.owner.node)) return reference;
        const variable = inputName(reference, taken);
        taken.set(variable, reference);
        return { ...reference, owner, var: variable, attrPath: [] };
      },
      moves: (node) => {
        if (!nodes.includes(node)) ordered.add(node);
        return nodes.includes(node);
      },
    };
    for (const node of nodes) node.redirect(redirection);
    nodes.forEach((node, index) => {
      node.place(idOf(index));
    });
    return {
      schema: mergeSchemas(taken),
      inputs: new Map([...taken].map(([variable, reference]) => [variable, { kind: "reference", reference }])),
      ordered: [...ordered],
    };
  }
}

/** Whether a node's entity is a case of several calls. */
export function isCaseWorkflow(entity: CallableEntity): entity is CaseWorkflow {
  return entity instanceof CaseWorkflow;
}

/** The name of the input that stands for a reference: that of the variable, or of the last step into it. */
function inputName(reference: ReferenceFacts, taken: ReadonlyMap<string, ReferenceFacts>): string {
  const { owner, var: variable, attrPath } = reference;
  const field = attrPath.findLast((step) => typeof step === "string" && /^[A-Za-z_]\w*$/.test(step));
  const stem = String(field ?? (variable === "o0" ? (owner.node?.entity.lhs ?? variable) : variable)).replaceAll(
    /\W/g,
    "_",
  );
  let name = stem;
  for (let count = 2; ; count++) {
    const present = taken.get(name);
    if (present === undefined || isSame(present, reference)) return name;
    name = `${stem}${count}`;
  }
}

function isSame(a: ReferenceFacts, b: ReferenceFacts): boolean {
  return (
    a.owner.node === b.owner.node &&
    a.var === b.var &&
    a.attrPath.length === b.attrPath.length &&
    a.attrPath.every((step, index) => step === b.attrPath[index])
  );
}
