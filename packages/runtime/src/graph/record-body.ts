/**
 * Runs the body of a workflow with references for its inputs, and records what it calls. Loaded when something is compiled: a
 * container that runs a task never does.
 */
import { workflowBody, wrongOutput } from "../errors/graph.ts";
import { TsflyteError } from "../errors/index.ts";
import type { Outbox } from "../literals/index.ts";
import { bindValue, type GraphBinding } from "./bindings.ts";
import { type CallableEntity, describeEntity, sourceOf } from "./callable-entity.ts";
import { loadConstructs } from "./constructs.ts";
import type { AnyFunction } from "./definition.ts";
import { isRecordedCall } from "./invocation.ts";
import type { RecordedNode } from "./recorded-node.ts";
import { type NodePrefix, Recorder } from "./recorder.ts";
import { argumentsFrom, outputsByName } from "./results.ts";
import { recordWith } from "./scope.ts";
import { settleDeep } from "./settle-deep.ts";
import { structComposer } from "./struct-composer.ts";

/** What a workflow's body recorded. */
export interface WorkflowGraph {
  readonly nodes: readonly RecordedNode[];
  /** In the order of the interface. */
  readonly outputs: ReadonlyMap<string, GraphBinding>;
  /** What runs when a node has failed. */
  readonly failureNode?: RecordedNode;
}

/** How a body is run. */
export interface BodyOptions {
  readonly prefix: NodePrefix;
  /** The inputs' values, in a dynamic task; a workflow's body gets references. */
  readonly values?: ReadonlyMap<string, unknown>;
  /** Takes the files among the constants, in a dynamic task. */
  readonly outbox?: Outbox;
}

/** Runs the body of an entity once. */
export async function recordBody(
  entity: CallableEntity,
  body: AnyFunction,
  options: BodyOptions = { prefix: "" },
): Promise<WorkflowGraph> {
  const { recorder, result } = await recordCalls(entity, body, options);
  return { nodes: recorder.nodes, outputs: bindOutputs(recorder, entity, result) };
}

/** Runs the body of an entity once; its result may hold references, and is not bound to its outputs yet. */
export async function recordCalls(
  entity: CallableEntity,
  body: AnyFunction,
  { prefix, values, outbox }: BodyOptions,
): Promise<{ readonly recorder: Recorder; readonly result: unknown }> {
  const [composer] = await Promise.all([structComposer(), loadConstructs()]);
  const recorder = new Recorder(describeEntity(entity), prefix, { outbox, composer });
  const inputs = values ?? new Map(Object.entries(recorder.inputReferences(entity.embedded.inputs)));
  const call = body as unknown as (...args: readonly unknown[]) => unknown;
  const args = argumentsFrom(inputs, entity.embedded);
  try {
    const result = await recordWith(recorder, async () => settleDeep(await call(...args), isRecordedCall));
    await recorder.close();
    return { recorder, result };
  } catch (error) {
    // What a dynamic task throws is the failure of a task that runs.
    if (error instanceof TsflyteError || values !== undefined) throw error;
    throw workflowBody(describeEntity(entity), error, [sourceOf(entity.embedded)]);
  } finally {
    recorder.abandon();
  }
}

/** The outputs of an entity as what its body returned says them. */
export function bindOutputs(
  scope: Recorder,
  { kind, name, embedded }: CallableEntity,
  result: unknown,
): ReadonlyMap<string, GraphBinding> {
  const { outputs: root, outputStyle } = embedded;
  const entity = describeEntity({ kind, name });
  const source = sourceOf(embedded);
  if (result === undefined && outputStyle !== "none" && root.required.length > 0) {
    throw wrongOutput(entity, `its outputs (${Object.keys(root.properties).join(", ")})`, "nothing", [source]);
  }
  const values = outputsByName(result, embedded, { entity, role: "output", source });
  return new Map(
    Object.entries(root.properties).map(([variable, schema]) => [
      variable,
      bindValue(values.get(variable), schema, root, {
        workflow: entity,
        scope,
        entity,
        role: "output",
        variable,
        source,
      }),
    ]),
  );
}
