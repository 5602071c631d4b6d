import { callEntity } from "../graph/call-entity.ts";
import { CallableObject } from "../graph/callable-object.ts";
import { callerSource } from "../graph/caller-position.ts";
import {
  type AnyFunction,
  type Callable,
  type CallSignature,
  checkText,
  describeEntity,
  type Invocation,
  isInstance,
  sourceOf,
} from "../graph/index.ts";
import { checkBasicValues } from "../literals/check-basic-values.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import type { LiteralMap, NodeMetadata, TypedInterface } from "../model/index.ts";
import type { CompilableWorkflow, LaunchableWorkflow } from "./compilable-workflow.ts";
import { inputLiterals } from "./input-literals.ts";
import { alignArguments } from "./launch-plan-arguments.ts";
import { checkLaunchPlanOptions, type LaunchPlanOptions } from "./launch-plan-options.ts";

/** A launch plan of a workflow. {@link launchPlan} makes one. */
export class WorkflowLaunchPlan<Fn extends AnyFunction = AnyFunction>
  extends CallableObject
  implements LaunchableWorkflow
{
  readonly kind: "launch-plan" = "launch-plan";
  /** The workflow's own name, for its default launch plan. */
  readonly name: string;
  /** The last part of the name. */
  readonly lhs: string;
  readonly workflow: CompilableWorkflow;
  readonly options: LaunchPlanOptions;
  readonly #source: CallSignature["source"];
  #embedded: CallSignature | undefined;
  /** The workflow's function type, for what is made of the launch plan. Nothing stands there. */
  declare readonly "~function"?: Fn;
  #interface: TypedInterface | undefined;

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "launch-plan";

  /** Whether a value is a launch plan, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, WorkflowLaunchPlan, value, "launch-plan");
  }

  constructor(workflow: CompilableWorkflow, options: LaunchPlanOptions) {
    super();
    checkText(options.name, `launchPlan() of ${workflow.name}, option "name"`);
    this.workflow = workflow;
    this.options = options;
    this.name = options.name ?? workflow.name;
    this.lhs = this.name.slice(this.name.lastIndexOf(".") + 1);
    const { embedded } = workflow;
    this.#source = callerSource();
    const facts = { entity: describeEntity(this), source: sourceOf({ source: this.#source }) };
    checkLaunchPlanOptions(options, { ...facts, inputs: embedded.inputs });
    const given = { ...options.defaultInputs, ...options.fixedInputs };
    checkBasicValues(embedded.inputs, given, { ...facts, role: "input" });
  }

  /** What the workflow takes and gives, without the inputs that are fixed. */
  get embedded(): CallSignature {
    // Not before it is asked for: something may still be added to an imperative workflow.
    if (this.#embedded === undefined) {
      const { embedded } = this.workflow;
      this.#embedded = { ...embedded, source: this.#source, inputs: inputsOf(embedded.inputs, this.options) };
    }
    return this.#embedded;
  }

  /** The workflow's interface without the inputs that are fixed. */
  get interface(): TypedInterface {
    if (this.#interface === undefined) {
      const { inputs, outputs } = this.workflow.interface;
      const open = Object.entries(inputs).filter(([name]) => Object.hasOwn(this.embedded.inputs.properties, name));
      this.#interface = { inputs: Object.fromEntries(open), outputs };
    }
    return this.#interface;
  }

  /** Nodes that start it are named after the workflow. */
  constructNodeMetadata(): NodeMetadata {
    return this.workflow.constructNodeMetadata();
  }

  /** The literals of the plan's defaults, without those of the workflow. */
  get defaultLiterals(): LiteralMap {
    return this.#literals(this.options.defaultInputs);
  }

  /** The literals of the inputs that are fixed. */
  get fixedLiterals(): LiteralMap {
    return this.#literals(this.options.fixedInputs);
  }

  #literals(values: { readonly [input: string]: unknown } = {}): LiteralMap {
    const place = { entity: describeEntity(this), role: "input" as const, source: sourceOf(this.embedded) };
    return inputLiterals(this.workflow.embedded.inputs, values, place);
  }

  /** The inputs by name, with the plan's defaults for those that are left out. */
  withDefaults(inputs: { readonly [input: string]: unknown }): { readonly [input: string]: unknown } {
    const given = Object.entries(inputs).filter(([, value]) => value !== undefined);
    return { ...this.options.defaultInputs, ...Object.fromEntries(given) };
  }

  /**
   * The arguments of a call without the places of fixed inputs, and with the defaults of those that are left out.
   *
   * @param args as the workflow's function takes them
   */
  alignArguments(args: readonly unknown[]): readonly unknown[] {
    return alignArguments(this, args);
  }

  invoke(args: readonly unknown[]): Invocation<Awaited<ReturnType<Fn>>> {
    return callEntity(this, this.alignArguments(args));
  }
}

/** The workflow's inputs without those that are fixed; those with a default need not be given. */
function inputsOf(
  inputs: VariablesSchema,
  { defaultInputs = {}, fixedInputs = {} }: LaunchPlanOptions,
): VariablesSchema {
  const open = Object.entries(inputs.properties).filter(([name]) => !Object.hasOwn(fixedInputs, name));
  const properties = open.map(([name, schema]): [string, Schema] => {
    const value = Object.hasOwn(defaultInputs, name) ? defaultInputs[name] : undefined;
    return [name, isPlain(value) ? ({ ...schema, default: value } as Schema) : schema];
  });
  const given = { ...fixedInputs, ...defaultInputs };
  return {
    ...inputs,
    properties: Object.fromEntries(properties),
    required: inputs.required.filter((name) => !Object.hasOwn(given, name)),
  };
}

/** Whether a value is its own JSON form; defaults of other types are filled in when a call is made. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** A launch plan that can be called with the function's parameters. */
export type LaunchPlan<Fn extends AnyFunction> = WorkflowLaunchPlan<Fn> & Callable<Fn>;

/** A function whose parameters may all be left out: those that a launch plan has a value for need not be given. */
export type WithInputsLeftOut<Fn extends AnyFunction> = (...args: LeftOut<Parameters<Fn>>) => ReturnType<Fn>;

export type LeftOut<P extends readonly unknown[]> = P extends readonly [infer One]
  ? [inputs?: One | (One extends object ? Partial<One> : never)]
  : { [Key in keyof P]?: P[Key] | undefined };

/** Options without values of inputs. */
export type PlainLaunchPlanOptions = Omit<LaunchPlanOptions, "defaultInputs" | "fixedInputs">;
