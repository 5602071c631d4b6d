/** An engine over a database in memory, with workflows that are known by their names. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { openDatabase } from "../../../src/dev/database/database.ts";
import {
  type ExecutionKey,
  type ExecutionRow,
  insertExecution,
  readExecution,
} from "../../../src/dev/database/executions.ts";
import { migrate } from "../../../src/dev/database/migrate.ts";
import { schema } from "../../../src/dev/database/schema.ts";
import { createEngine, type Engine } from "../../../src/dev/engine/engine.ts";
import type { EngineOptions } from "../../../src/dev/engine/engine-context.ts";
import { type NodeExecutionRow, nodesOfExecution } from "../../../src/dev/engine/records/node-executions.ts";
import { attemptsOfNode, type TaskExecutionRow } from "../../../src/dev/engine/records/task-executions.ts";
import { openObjectFolder } from "../../../src/dev/objects/object-folder.ts";
import { type ExecutionCreateRequest, ExecutionSpecSchema } from "../../../src/idl/gen/flyteidl/admin/execution_pb.ts";
import {
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from "../../../src/idl/gen/flyteidl/core/compiler_pb.ts";
import { ContainerError_Kind, ErrorDocumentSchema } from "../../../src/idl/gen/flyteidl/core/errors_pb.ts";
import {
  type ExecutionError,
  ExecutionError_ErrorKind,
  ExecutionErrorSchema,
  NodeExecution_Phase,
  TaskExecution_Phase,
  WorkflowExecution_Phase,
} from "../../../src/idl/gen/flyteidl/core/execution_pb.ts";
import { IdentifierSchema, ResourceType } from "../../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { type LiteralMap, LiteralMapSchema } from "../../../src/idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskTemplate } from "../../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import type { WorkflowTemplate } from "../../../src/idl/gen/flyteidl/core/workflow_pb.ts";
import { idOf, literal, plain } from "./templates.ts";

type Value = number | string | boolean | readonly number[];

export interface BenchOptions {
  /** Where the state is; without it, in a temporary folder that goes with the bench. */
  readonly folder?: string;
  readonly settings?: EngineOptions["settings"];
  readonly options?: Partial<EngineOptions>;
}

export function closureOf(
  primary: WorkflowTemplate,
  tasks: readonly TaskTemplate[] = [],
  subWorkflows: readonly WorkflowTemplate[] = [],
): CompiledWorkflowClosure {
  return create(CompiledWorkflowClosureSchema, {
    primary: { template: primary },
    tasks: tasks.map((template) => ({ template })),
    subWorkflows: subWorkflows.map((template) => ({ template })),
  });
}

/** An engine, what it runs, and what it says of it. */
export function makeBench({ folder: given, settings = {}, options = {} }: BenchOptions = {}) {
  const folder = given ?? mkdtempSync(join(tmpdir(), "tsflyte-engine-"));
  const image = join(folder, "image");
  mkdirSync(image, { recursive: true });
  const database = openDatabase(given === undefined ? ":memory:" : join(folder, "state.sqlite"));
  migrate(database, "control-plane", schema);
  const objects = openObjectFolder(join(folder, "objects"));
  const workflows = new Map<string, CompiledWorkflowClosure>();
  const engine: Engine = createEngine({
    database,
    objects,
    images: new Map([["*", image]]),
    workflowOf: (execution) => {
      const found = workflows.get(fromBinary(IdentifierSchema, execution.workflow).name);
      if (found === undefined) throw new Error("there is no such workflow");
      return found;
    },
    launch: (request) => launch(request),
    settings: { grace: 300, ...settings },
    ...options,
  });

  const insert = (
    request: Partial<ExecutionCreateRequest> & { readonly name: string },
    workflow: string,
  ): ExecutionKey => {
    const key = { project: "p", domain: "development", name: request.name };
    const inputs = toBinary(LiteralMapSchema, request.inputs ?? create(LiteralMapSchema));
    const now = Date.now();
    insertExecution(
      database,
      {
        ...key,
        spec: toBinary(ExecutionSpecSchema, request.spec ?? create(ExecutionSpecSchema)),
        inputs,
        given_inputs: inputs,
        launch_plan: toBinary(IdentifierSchema, idOf(ResourceType.LAUNCH_PLAN, workflow)),
        workflow: toBinary(IdentifierSchema, idOf(ResourceType.WORKFLOW, workflow)),
        launch_plan_name: workflow,
        workflow_name: workflow,
        task_name: null,
        mode: request.spec?.metadata?.mode ?? 0,
        principal: "me",
        phase: WorkflowExecution_Phase.QUEUED,
        state: 0,
        outputs: null,
        error: null,
        error_kind: null,
        abort_cause: null,
        abort_principal: null,
        created_at: now,
        started_at: null,
        updated_at: now,
        ended_at: null,
      } as ExecutionRow,
      [],
    );
    return key;
  };
  const launch = (request: ExecutionCreateRequest) => {
    const key = insert(request, request.spec?.launchPlan?.name ?? "");
    engine.start(key);
  };

  let count = 0;
  return {
    engine,
    database,
    objects,
    folder,
    image,
    /** Puts a file into the folder that stands for the image. */
    file(name: string, bytes: Uint8Array | string) {
      writeFileSync(join(image, name), bytes);
    },
    outputs(name: string, values: { readonly [name: string]: Value }) {
      writeFileSync(join(image, name), outputBytes(values));
    },
    error(
      name: string,
      code: string,
      message: string,
      isRecoverable: boolean,
      origin: ExecutionError_ErrorKind = ExecutionError_ErrorKind.USER,
    ) {
      const kind = isRecoverable ? ContainerError_Kind.RECOVERABLE : ContainerError_Kind.NON_RECOVERABLE;
      const document = create(ErrorDocumentSchema, { error: { code, message, kind, origin } });
      writeFileSync(join(image, name), toBinary(ErrorDocumentSchema, document));
    },
    register(closure: CompiledWorkflowClosure) {
      workflows.set(closure.primary?.template?.id?.name ?? "", closure);
    },
    /** Starts an execution of a workflow. */
    start(
      closure: CompiledWorkflowClosure,
      inputs: { readonly [name: string]: Value } | LiteralMap = {},
      spec: Parameters<typeof create<typeof ExecutionSpecSchema>>[1] = {},
    ): ExecutionKey {
      const workflow = closure.primary?.template?.id?.name ?? "";
      workflows.set(workflow, closure);
      const key = insert(
        {
          name: `e${count++}`,
          spec: create(ExecutionSpecSchema, spec),
          inputs: isLiteralMap(inputs) ? inputs : fromBinary(LiteralMapSchema, outputBytes(inputs)),
        },
        workflow,
      );
      engine.start(key);
      return key;
    },
    /** How an execution stands. */
    look(key: ExecutionKey) {
      const row = readExecution(database, key);
      const nodes = nodesOfExecution(database, key).filter(({ kind }) => kind !== "start" && kind !== "end");
      return {
        phase: nameIn(WorkflowExecution_Phase, row?.phase),
        error: errorOf(row?.error),
        outputs: valuesOf(row?.outputs),
        nodes: Object.fromEntries(nodes.map((node) => [node.node_id, nodePhase(node)])),
      };
    },
    async run(
      closure: CompiledWorkflowClosure,
      inputs: { readonly [name: string]: Value } = {},
      spec: Parameters<typeof create<typeof ExecutionSpecSchema>>[1] = {},
    ) {
      const key = this.start(closure, inputs, spec);
      await engine.ended(key);
      return { key, ...this.look(key) };
    },
    node(key: ExecutionKey, id: string, parent?: string): NodeExecutionRow {
      const found = nodesOfExecution(database, key, parent).find(({ node_id }) => node_id === id);
      if (found === undefined) throw new Error(`there is no node ${id}`);
      return found;
    },
    inside(key: ExecutionKey, parent: string): { readonly [id: string]: string } {
      return Object.fromEntries(nodesOfExecution(database, key, parent).map((node) => [node.node_id, nodePhase(node)]));
    },
    attempts(key: ExecutionKey, id: string): readonly TaskExecutionRow[] {
      return attemptsOfNode(database, { ...key, node_id: id });
    },
    attemptPhases(key: ExecutionKey, id: string): readonly string[] {
      return this.attempts(key, id).map(({ phase }) => nameIn(TaskExecution_Phase, phase));
    },
    log(key: ExecutionKey, id: string, attempt = 0): string {
      const uri = this.attempts(key, id)[attempt]?.log_uri ?? "";
      return readFileSync(fileURLToPath(uri), "utf8");
    },
    async close() {
      await engine.close();
      database.close();
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Bench = ReturnType<typeof makeBench>;

/** Makes a bench for one test, and closes it. */
export function withBench(test: (bench: Bench) => Promise<void>, options: BenchOptions = {}): () => Promise<void> {
  return async () => {
    const bench = makeBench(options);
    try {
      await test(bench);
    } finally {
      await bench.close();
    }
  };
}

export function outputBytes(values: { readonly [name: string]: Value }): Uint8Array {
  const literals = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, literal(value)]));
  return toBinary(LiteralMapSchema, create(LiteralMapSchema, { literals }));
}

export function valuesOf(bytes: Uint8Array | null | undefined): { readonly [name: string]: unknown } | undefined {
  if (bytes === null || bytes === undefined) return undefined;
  const { literals } = fromBinary(LiteralMapSchema, bytes);
  return Object.fromEntries(Object.entries(literals).map(([name, value]) => [name, plain(value)]));
}

export function errorOf(bytes: Uint8Array | null | undefined): ExecutionError | undefined {
  return bytes === null || bytes === undefined ? undefined : fromBinary(ExecutionErrorSchema, bytes);
}

function nodePhase({ phase }: NodeExecutionRow): string {
  return nameIn(NodeExecution_Phase, phase);
}

function nameIn(phases: { readonly [name: string]: number }, phase: number | undefined): string {
  return Object.entries(phases).find(([, value]) => value === phase)?.[0] ?? "";
}

function isLiteralMap(value: object): value is LiteralMap {
  return "$typeName" in value;
}
