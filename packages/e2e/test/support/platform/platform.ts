/**
 * A platform of the tests' own: reads what `tsflyte serialize` prints, and runs workflows by starting the containers of their tasks. It
 * shares nothing with the local engine.
 */
import { create } from "@bufbuild/protobuf";
import { type Literal, LiteralSchema } from "../../../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";
import { SimpleType } from "../../../../runtime/src/idl/gen/flyteidl/core/types_pb.ts";
import type {
  ArrayNode,
  BranchNode,
  GateNode,
  Node,
  WorkflowTemplate,
} from "../../../../runtime/src/idl/gen/flyteidl/core/workflow_pb.ts";
import { holds } from "./conditions.ts";
import { type Machine, runContainer } from "./containers.ts";
import { type Literals, none, resolve } from "./literals.ts";
import { found, type Registry, register, withJob } from "./registry.ts";
import { waitsOf } from "./waits-of.ts";

/** What every node took and gave, by its path. */
export type Records = Map<string, { readonly inputs: Literals; outputs?: Literals }>;

/** Where a node runs. */
interface Place {
  readonly registry: Registry;
  /** The outputs of the nodes beside it. */
  readonly results: ReadonlyMap<string, Literals>;
  readonly path: string;
}

/** What is around the nodes of a workflow. */
interface Around {
  readonly registry: Registry;
  /** Of the nodes in it, each with a `/` behind it. */
  readonly path: string;
}

/** What is run in one scope: a workflow, or the nodes of a dynamic job. */
interface Scope extends Around {
  readonly nodes: readonly Node[];
  readonly outputs: WorkflowTemplate["outputs"];
}

/** Runs what is registered. */
export class Platform {
  readonly records: Records = new Map();
  readonly #machine: Machine;
  readonly #answers: { readonly [signal: string]: Literal | true };
  readonly #registry: Registry;

  /** @param answers to gates, by what they ask for */
  constructor(machine: Machine, answers: { readonly [signal: string]: Literal | true } = {}) {
    this.#machine = machine;
    this.#answers = answers;
    this.#registry = register(machine.code);
  }

  /** Starts an execution of a launch plan; what is left out has a default. */
  launch(name: string, inputs: Literals): Promise<Literals> {
    const { template, all } = this.#planned(name, inputs);
    return this.#recorded("", all, () => this.#runWorkflow(template, all, { registry: this.#registry, path: "" }));
  }

  #planned(name: string, inputs: Literals): { readonly template: WorkflowTemplate; readonly all: Literals } {
    const { spec } = found(this.#registry.plans, name);
    const defaults = Object.entries(spec?.defaultInputs?.parameters ?? {}).flatMap(([input, parameter]) => {
      return parameter.behavior.case === "default" ? [[input, parameter.behavior.value] as const] : [];
    });
    const all = { ...Object.fromEntries(defaults), ...inputs, ...spec?.fixedInputs?.literals };
    return { template: found(this.#registry.workflows, spec?.workflowId?.name ?? ""), all };
  }

  async #runWorkflow(
    { nodes, outputs, failureNode }: WorkflowTemplate,
    inputs: Literals,
    around: Around,
  ): Promise<Literals> {
    try {
      return await this.#runScope({ nodes, outputs, ...around }, inputs);
    } catch (error) {
      if (failureNode !== undefined) await this.#runFailureNode(failureNode, inputs, around, error);
      throw error;
    }
  }

  async #runFailureNode(node: Node, inputs: Literals, { registry, path }: Around, error: unknown): Promise<void> {
    const failedNodeId = error instanceof NodeFailure ? error.node : "";
    const message = error instanceof Error ? error.message : String(error);
    const failure = create(LiteralSchema, {
      value: { case: "scalar", value: { value: { case: "error", value: { failedNodeId, message } } } },
    });
    const type = { type: { case: "simple" as const, value: SimpleType.ERROR }, structure: { tag: "FlyteError" } };
    const err = create(LiteralSchema, {
      value: { case: "scalar", value: { value: { case: "union", value: { value: failure, type } } } },
    });
    const results = new Map([["", inputs]]);
    await this.#runNode(node, { registry, results, path: `${path}${node.id}` }, { err });
  }

  /** Each node runs when those that it waits for have ended. */
  async #runScope({ nodes, outputs, registry, path }: Scope, inputs: Literals): Promise<Literals> {
    const results = new Map<string, Literals>([["", inputs]]);
    const running = new Map<string, Promise<void>>();
    const start = (node: Node): Promise<void> => {
      let run = running.get(node.id);
      if (run === undefined) {
        const before = nodes.filter(({ id }) => waitsOf(node).has(id));
        run = Promise.all(before.map(start)).then(async () => {
          try {
            results.set(node.id, await this.#runNode(node, { registry, results, path: `${path}${node.id}` }));
          } catch (error) {
            throw error instanceof NodeFailure ? new NodeFailure(node.id, error.message) : failureAt(node.id, error);
          }
        });
        running.set(node.id, run);
      }
      return run;
    };
    const ends = await Promise.allSettled(nodes.map(start));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return Object.fromEntries(outputs.map(({ var: name, binding }) => [name, resolve(binding, results)]));
  }

  async #runNode(node: Node, place: Place, extra: Literals = {}): Promise<Literals> {
    const bound = node.inputs.map(({ var: name, binding }) => [name, resolve(binding, place.results)] as const);
    const inputs = { ...Object.fromEntries(bound), ...extra };
    return this.#recorded(place.path, inputs, () => this.#runTarget(node, inputs, place));
  }

  async #recorded(path: string, inputs: Literals, run: () => Promise<Literals>): Promise<Literals> {
    const record: { readonly inputs: Literals; outputs?: Literals } = { inputs };
    this.records.set(path, record);
    record.outputs = await run();
    return record.outputs;
  }

  async #runTarget({ target, metadata }: Node, inputs: Literals, place: Place): Promise<Literals> {
    const { registry, path } = place;
    const inside = `${path}/`;
    switch (target.case) {
      case "taskNode": {
        const template = found(registry.tasks, target.value.reference.value?.name ?? "");
        const retries = metadata?.retries?.retries || template.metadata?.retries?.retries || 0;
        const result = await runContainer(this.#machine, template, { path, inputs, retries });
        if (result.kind === "outputs") return result.outputs;
        const { job } = result;
        const { nodes, outputs } = job;
        return this.#runScope({ nodes, outputs, registry: withJob(registry, job), path: inside }, {});
      }
      case "workflowNode": {
        const { reference } = target.value;
        const name = reference.value?.name ?? "";
        if (reference.case === "launchplanRef") {
          // What was registered is run, and not what a dynamic task brings.
          const { template, all } = this.#planned(name, inputs);
          return this.#runWorkflow(template, all, { registry: this.#registry, path: inside });
        }
        return this.#runWorkflow(found(registry.workflows, name), inputs, { registry, path: inside });
      }
      case "branchNode":
        return this.#runBranch(target.value, inputs, place);
      case "arrayNode":
        return this.#runArray(target.value, inputs, place);
      case "gateNode":
        return this.#pass(target.value, inputs);
      default:
        throw new Error(`node ${path} is nothing that runs`);
    }
  }

  async #runBranch({ ifElse }: BranchNode, inputs: Literals, place: Place): Promise<Literals> {
    const cases = [...(ifElse?.case === undefined ? [] : [ifElse.case]), ...(ifElse?.other ?? [])];
    const last = ifElse?.default;
    const node =
      cases.find(({ condition }) => holds(condition, inputs))?.thenNode ??
      (last?.case === "elseNode" ? last.value : undefined);
    if (node === undefined) throw new Error(last?.case === "error" ? last.value.message : "no case holds");
    return this.#runNode(node, { ...place, path: `${place.path}/${node.id}` });
  }

  async #runArray(array: ArrayNode, inputs: Literals, { registry, path }: Place): Promise<Literals> {
    const { node, boundInputs, successCriteria } = array;
    const reference = node?.target.case === "taskNode" ? node.target.value.reference.value : undefined;
    const template = found(registry.tasks, reference?.name ?? "");
    const lists = Object.entries(inputs).filter(([name]) => !boundInputs.includes(name));
    const sizes = lists.map(([, { value }]) => (value.case === "collection" ? value.value.literals.length : 0));
    const size = sizes[0] ?? 0;
    const retries = template.metadata?.retries?.retries ?? 0;
    const ends = await Promise.allSettled(
      Array.from({ length: size }, (_, index) =>
        runContainer(this.#machine, template, { path, inputs, retries, index }),
      ),
    );
    const failed = ends.filter((end) => end.status === "rejected");
    const ratio = successCriteria.case === "minSuccessRatio" ? successCriteria.value : 1;
    if (size - failed.length < Math.ceil(ratio * size)) throw failed[0]?.reason;
    const names = Object.keys(template.interface?.outputs?.variables ?? {});
    const collect = (name: string): Literal => {
      const literals = ends.map((end) =>
        end.status === "fulfilled" && end.value.kind === "outputs" ? (end.value.outputs[name] ?? none()) : none(),
      );
      return create(LiteralSchema, { value: { case: "collection", value: { literals } } });
    };
    return Object.fromEntries(names.map((name) => [name, collect(name)]));
  }

  #pass({ condition }: GateNode, inputs: Literals): Literals {
    if (condition.case === "sleep") return {};
    const signal = condition.value?.signalId ?? "";
    const answer = this.#answers[signal];
    if (answer === undefined) throw new Error(`nobody answered ${signal}`);
    if (condition.case === "approve") return inputs;
    return answer === true ? {} : { [condition.value?.outputVariableName ?? ""]: answer };
  }
}

/** Which node of a scope failed. */
class NodeFailure extends Error {
  readonly node: string;

  constructor(node: string, message: string) {
    super(message);
    this.node = node;
  }
}

function failureAt(node: string, error: unknown): NodeFailure {
  return new NodeFailure(node, error instanceof Error ? error.message : String(error));
}
