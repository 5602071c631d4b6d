/** Launching an entity with values: its interface, its inputs as literals, and the execution that runs it. */
import { noVersion } from "../../errors/client.ts";
import { invalidOption } from "../../errors/options.ts";
import { argumentsByInput } from "../../graph/arguments.ts";
import { type CallableEntity, describeEntity, type Invocation, sourceOf } from "../../graph/index.ts";
import { resultFrom } from "../../graph/results.ts";
import { encodeVariables, Outbox, type Values, type VariablesPlace } from "../../literals/index.ts";
import type { VariablesSchema } from "../../metadata/index.ts";
import type { Identifier, LiteralMap, LiteralType, ResourceType } from "../../model/index.ts";
import type { FileAccess } from "../../types/index.ts";
import type { CallOptions, Place } from "../api/api.ts";
import type { FlyteApi } from "../api/flyte-api.ts";
import { adoptTypes, remoteParameters, remoteVariables } from "./entity-schema.ts";
import { executionNameOf, executionSpec, type LaunchOptions } from "./launch-options.ts";
import { UploadAccess } from "./upload-access.ts";

/** A task, a workflow or a launch plan of a program, with the types of its function. */
export type LaunchableEntity<Args extends readonly unknown[], Result> = CallableEntity &
  ((...args: Args) => Invocation<Result>);

/** Something that is registered, whatever it was written in. */
export interface RegisteredName extends Place {
  readonly resourceType: ResourceType;
  readonly name: string;
  /** @default the newest */
  readonly version?: string;
}

/** What is launched, and how its values are read and written. */
export interface Launchable {
  /** What the platform is told to run: a task, or a launch plan. */
  readonly id: Identifier;
  readonly place: VariablesPlace;
  readonly inputs: VariablesSchema;
  /** The types that the platform has; undefined where the program's own are the same. */
  readonly inputTypes: { readonly [name: string]: LiteralType } | undefined;
  readonly outputs: VariablesSchema;
  /** Whether inputs that are left out are sent with their defaults: a task on its own has none on the platform. */
  readonly sendsDefaults: boolean;
  /** Outputs as the entity's function would have returned them. */
  resultOf(outputs: ReadonlyMap<string, unknown>): unknown;
}

/** An entity of the program. Its interface is its own; only its version may have to be asked for. */
export async function launchableEntity(
  api: FlyteApi,
  entity: CallableEntity,
  options: LaunchOptions,
): Promise<Launchable> {
  const { kind, name, registeredAs } = entity;
  if (kind !== "task" && kind !== "workflow" && kind !== "launch-plan") {
    throw invalidOption("entity", "a task, a workflow or a launch plan", kind);
  }
  const registered = { resourceType: kind, ...(registeredAs ?? { name }), ...placeAndVersion(options) };
  return {
    id: await launchedId(api, registered, options),
    place: { entity: describeEntity(entity), role: "input", source: sourceOf(entity.embedded) },
    inputs: entity.embedded.inputs,
    inputTypes: undefined,
    outputs: entity.embedded.outputs,
    sendsDefaults: kind === "task",
    resultOf: (outputs) => resultFrom(outputs, entity.embedded),
  };
}

/** Something that is registered; its interface is asked for. */
export async function launchableName(api: FlyteApi, name: RegisteredName, options: LaunchOptions): Promise<Launchable> {
  const id = await launchedId(api, { ...name, ...placeAndVersion(options) }, options);
  return launchableId(api, id, options);
}

/** What an identifier names: a launch plan or a task. */
export async function launchableId(api: FlyteApi, id: Identifier, options: CallOptions): Promise<Launchable> {
  const place = { entity: describeEntity({ kind: id.resourceType, name: id.name }), role: "input" } as const;
  const resultOf = (outputs: ReadonlyMap<string, unknown>): unknown => Object.fromEntries(outputs);
  if (id.resourceType === "task") {
    const { interface: signature } = await api.tasks.get(id, options);
    const { schema, types } = remoteVariables(signature.inputs);
    const outputs = remoteVariables(signature.outputs).schema;
    return { id, place, inputs: schema, inputTypes: types, outputs, sendsDefaults: true, resultOf };
  }
  const launchPlan = await api.launchPlans.get(id, options);
  const { schema, types } = remoteParameters(launchPlan.expectedInputs);
  const outputs = remoteVariables(launchPlan.expectedOutputs).schema;
  return { id, place, inputs: schema, inputTypes: types, outputs, sendsDefaults: false, resultOf };
}

function placeAndVersion({ project, domain, version }: LaunchOptions): Partial<RegisteredName> {
  return {
    ...(project === undefined ? {} : { project }),
    ...(domain === undefined ? {} : { domain }),
    ...(version === undefined ? {} : { version }),
  };
}

/** The identifier to run. A workflow runs by its default launch plan, which has its name. */
async function launchedId(api: FlyteApi, named: RegisteredName, { signal }: CallOptions): Promise<Identifier> {
  const { name, version, project = api.project, domain = api.domain } = named;
  const resourceType = named.resourceType === "workflow" ? "launch-plan" : named.resourceType;
  if (version !== undefined) return { resourceType, project, domain, name, version };
  const list = resourceType === "task" ? api.tasks : api.launchPlans;
  const newest = { limit: 1, ...(signal === undefined ? {} : { signal }) };
  for await (const { id } of list.list({ project, domain, name }, newest)) return { ...id, resourceType };
  const kind = named.resourceType === "launch-plan" ? "launch plan" : named.resourceType;
  throw noVersion(`${kind} ${name}`, `project ${project}, domain ${domain}`);
}

/** The arguments of a call, or its inputs by name, as values by name. */
export function valuesOf(entity: CallableEntity | undefined, inputs: readonly unknown[] | Values): Values {
  if (!isList(inputs)) return inputs;
  if (entity === undefined) throw invalidOption("inputs", "an object with the inputs by name", inputs);
  return Object.fromEntries(argumentsByInput(entity, inputs));
}

function isList(inputs: readonly unknown[] | Values): inputs is readonly unknown[] {
  return Array.isArray(inputs);
}

/** Starts an execution, when the inputs have become literals and their files are sent. */
export async function launch(
  api: FlyteApi,
  launchable: Launchable,
  values: Values,
  options: LaunchOptions,
  access: FileAccess | undefined,
): Promise<Awaited<ReturnType<FlyteApi["executions"]["create"]>>> {
  const name = executionNameOf(options);
  const { project = api.project, domain = api.domain } = options;
  const spec = executionSpec(launchable.id, options);
  const literals = await inputLiterals(api, launchable, values, { ...options, project, domain }, access);
  return api.executions.create({ project, domain, ...(name === undefined ? {} : { name }) }, spec, literals, options);
}

async function inputLiterals(
  api: FlyteApi,
  { inputs, inputTypes, place, sendsDefaults }: Launchable,
  values: Values,
  options: LaunchOptions,
  access: FileAccess | undefined,
): Promise<LiteralMap> {
  const { schema, given } = sendsDefaults ? { schema: inputs, given: values } : withoutDefaults(inputs, values);
  const literals = await encodeAndSend(schema, given, place, api, options, access);
  return inputTypes === undefined ? literals : adoptTypes(literals, inputTypes);
}

/** The launch plan has the defaults; inputs that are left out, and have one, are not sent. */
function withoutDefaults(
  inputs: VariablesSchema,
  values: Values,
): { readonly schema: VariablesSchema; readonly given: Values } {
  const required = new Set(inputs.required);
  const isSent = (name: string): boolean => required.has(name) || values[name] !== undefined;
  const properties = Object.entries(inputs.properties).filter(([name]) => isSent(name));
  const hasUnknown = Object.keys(values).some((name) => !Object.hasOwn(inputs.properties, name));
  if (hasUnknown) return { schema: inputs, given: values };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return { schema: { ...inputs, properties: Object.fromEntries(properties) }, given };
}

async function encodeAndSend(
  schema: VariablesSchema,
  values: Values,
  place: VariablesPlace,
  api: FlyteApi,
  { project, domain, signal }: LaunchOptions,
  access: FileAccess | undefined,
): Promise<LiteralMap> {
  if (access !== undefined) {
    const outbox = new Outbox(access);
    const literals = encodeVariables(schema, values, place, outbox);
    await outbox.settle();
    return literals;
  }
  const uploads = new UploadAccess(api.dataProxy, {
    ...(project === undefined ? {} : { project }),
    ...(domain === undefined ? {} : { domain }),
    ...(signal === undefined ? {} : { signal }),
  });
  const outbox = new Outbox(uploads);
  const literals = encodeVariables(schema, values, place, outbox);
  if (!uploads.isNeeded) return literals;
  await outbox.settle();
  uploads.useSent();
  return encodeVariables(schema, values, place, new Outbox(uploads));
}
