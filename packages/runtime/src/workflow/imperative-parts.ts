/** What has been added to an imperative workflow: inputs, nodes and outputs, each checked as far as it can be when it is added. */
import { constantOutput, duplicateVariable, foreignValue, wrongAddition } from "../errors/imperative.ts";
import { invalidOption, show } from "../errors/options.ts";
import { callerPosition } from "../graph/caller-position.ts";
import { type CallableEntity, type CallSignature, describeEntity } from "../graph/index.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { checkAddedInputs } from "./check-added-inputs.ts";
import type { Addition } from "./imperative-body.ts";
import { ImperativeNode } from "./imperative-node.ts";
import { outputSchema, type RootedSchema, schemaAt, variablesSchema } from "./imperative-schema.ts";
import { createValue, describeValueFacts, type ValueFacts, valueFacts, valuesIn } from "./imperative-value.ts";

/** Inputs of a node by name. */
export interface AddedInputs {
  readonly [input: string]: unknown;
}

interface Output extends RootedSchema {
  readonly value: unknown;
}

/** The parts of one workflow. */
export class ImperativeParts {
  readonly additions: Addition[] = [];
  readonly #owner: CallableEntity;
  readonly #inputs = new Map<string, RootedSchema>();
  readonly #outputs = new Map<string, Output>();

  /** @param owner the workflow */
  constructor(owner: CallableEntity) {
    this.#owner = owner;
  }

  /** The values that were added as outputs. */
  get outputs(): ReadonlyMap<string, unknown> {
    return new Map([...this.#outputs].map(([name, { value }]) => [name, value]));
  }

  /** The interface so far, as the transformer would have embedded it. */
  signature(source: CallSignature["source"]): CallSignature {
    return {
      source,
      inputStyle: "object",
      outputStyle: this.#outputs.size === 0 ? "none" : "object",
      inputs: variablesSchema(this.#inputs, (name) => this.#inputs.get(name)?.root.required.includes("o0") !== false),
      outputs: variablesSchema(this.#outputs, () => true),
    };
  }

  /** @param type the embedded type, as the one output `o0` */
  addInput(name: string, type: VariablesSchema): unknown {
    const where = describeEntity(this.#owner);
    if (typeof name !== "string" || name === "") throw invalidOption(`${where}, .addInput()`, "a name", name);
    if (this.#inputs.has(name)) throw duplicateVariable(where, "input", name);
    this.#inputs.set(name, { schema: type.properties["o0"] ?? {}, root: type });
    return createValue({ owner: this.#owner, node: undefined, var: name, path: [] });
  }

  /** @param method the method of the workflow that adds it, for errors */
  addNode(method: string, kind: CallableEntity["kind"], entity: CallableEntity, inputs: AddedInputs): ImperativeNode {
    const where = describeEntity(this.#owner);
    const given = (entity as Partial<CallableEntity> | undefined)?.kind;
    if (given !== kind) {
      const expected = `a ${kind.replace("-", " ")}`;
      throw wrongAddition(where, method, expected, given === undefined ? show(entity) : describeEntity(entity));
    }
    for (const facts of valuesIn(inputs)) this.#checkOwn(facts);
    const values = checkAddedInputs(entity, inputs, `${where}, .${method}()`);
    const addition: Addition = { entity, inputs: values, position: callerPosition(), overrides: [], after: [] };
    this.additions.push(addition);
    return new ImperativeNode(this.#owner, entity, this.additions.length - 1, addition);
  }

  addOutput(name: string, value: unknown): void {
    const where = describeEntity(this.#owner);
    if (typeof name !== "string" || name === "") throw invalidOption(`${where}, .addOutput()`, "a name", name);
    if (this.#outputs.has(name)) throw duplicateVariable(where, "output", name);
    for (const facts of valuesIn(value)) this.#checkOwn(facts);
    const found = outputSchema(value, (facts) => this.#schemaOf(facts));
    if (found === undefined) {
      const isPart = valueFacts(value) !== undefined;
      throw constantOutput(where, name, isPart ? "a part that its type does not have" : show(value));
    }
    this.#outputs.set(name, { ...found, value });
  }

  /** What is missing before the workflow can be compiled. */
  missing(): readonly string[] {
    const given = [...this.additions.map(({ inputs }) => inputs), ...this.outputs.values()].flatMap(valuesIn);
    const used = new Set(given.flatMap(({ node, var: name }) => (node === undefined ? [name] : [])));
    const unused = [...this.#inputs.keys()].filter((name) => !used.has(name));
    return [
      ...(this.additions.length === 0 ? ["it has no node"] : []),
      ...unused.map((name) => `nothing takes its input "${name}"`),
    ];
  }

  #checkOwn(facts: ValueFacts): void {
    if (facts.owner === this.#owner) return;
    throw foreignValue(describeValueFacts(facts), facts.owner.name, describeEntity(this.#owner));
  }

  #schemaOf({ node, var: name, path }: ValueFacts): RootedSchema | undefined {
    const root = node === undefined ? undefined : this.additions[node]?.entity.embedded.outputs;
    const schema = root?.properties[name];
    const whole = root === undefined || schema === undefined ? this.#inputs.get(name) : { schema, root };
    return whole === undefined ? undefined : schemaAt(whole, path);
  }
}
