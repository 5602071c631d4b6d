/** The platform that the suite runs against: `scripts/flyte.ts` has registered the flows there and says where it is. */
import { randomBytes } from "node:crypto";
import {
  createFlyteClient,
  type FlyteClient,
  type LaunchOptions,
  type RemoteExecution,
} from "../../../runtime/src/client/index.ts";
import type { Execution, NodeExecution, TaskExecution } from "../../../runtime/src/model/index.ts";

/** The version of everything that this run has registered. */
export const version: string = process.env["TSFLYTE_SUITE_VERSION"] ?? "";
if (version === "") throw new Error("TSFLYTE_SUITE_VERSION is not set: run these tests with pnpm test:flyte");

/** Seconds that one execution may take. A cluster has to fetch the image, and starts a pod for each task. */
const patience = Number(process.env["TSFLYTE_SUITE_TIMEOUT"] ?? 300);

/** Whether containers know where the platform is: eager tasks ask it. */
export const hasEagerTasks: boolean = process.env["TSFLYTE_SUITE_EAGER"] === "yes";

export const client: FlyteClient = await createFlyteClient();

type Values = Parameters<FlyteClient["execute"]>[1];
export type Run = RemoteExecution<{ readonly [output: string]: unknown }>;

/** A name for an execution that nothing else has. */
export function newName(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString("hex")}`;
}

/** Starts an execution of what this run has registered: `flows.thing` is a workflow where it is not said otherwise. */
export function launch(
  name: string,
  inputs: Values,
  { kind = "workflow", ...options }: LaunchOptions & { readonly kind?: "task" | "workflow" | "launch-plan" } = {},
): Promise<Run> {
  return client.execute(
    { resourceType: kind, name, version },
    inputs as Record<string, unknown>,
    options,
  ) as Promise<Run>;
}

/** Waits for the end of an execution. */
export function ended(run: Run): Promise<Execution> {
  return run.wait({ timeout: patience, pollInterval: 0.25 });
}

/** Runs to the end; throws where it does not succeed. */
export async function outputsOf(...args: Parameters<typeof launch>): Promise<{ readonly [output: string]: unknown }> {
  const run = await launch(...args);
  await ended(run);
  return run.outputs();
}

/** Runs to the end, which is to be a failure. */
export async function failureOf(
  ...args: Parameters<typeof launch>
): Promise<{ run: Run; message: string; code: string }> {
  const run = await launch(...args);
  const { phase, error } = (await ended(run)).closure;
  if (phase !== "failed") throw new Error(`${run.id.name} was to fail, and is ${phase}`);
  return { run, message: error?.message ?? "", code: error?.code ?? "" };
}

/** A module of the flows, as this run has built them. */
export async function flows<Module>(name: string): Promise<Module> {
  return (await import(`../dist/${name}.js`)) as Module;
}

/** The nodes of an execution by their ids, those of the workflow itself alone. */
export async function nodesOf(run: Run, parent?: string): Promise<ReadonlyMap<string, NodeExecution>> {
  const found = new Map<string, NodeExecution>();
  for await (const node of run.nodes(parent === undefined ? {} : { parent })) found.set(node.metadata.specNodeId, node);
  return found;
}

/** The node of an execution that runs a task on its own. */
export async function onlyNode(run: Run): Promise<NodeExecution> {
  const nodes = [...(await nodesOf(run)).values()].filter(
    ({ metadata }) => !/^(?:start|end)-node$/.test(metadata.specNodeId),
  );
  const [node] = nodes;
  if (node === undefined || nodes.length > 1) throw new Error(`${run.id.name} has ${nodes.length} nodes`);
  return node;
}

/** The attempts of a node's task, the first first. */
export async function attemptsOf(node: NodeExecution): Promise<readonly TaskExecution[]> {
  const found: TaskExecution[] = [];
  for await (const attempt of client.taskExecutions.list(node.id)) found.push(attempt);
  return found.sort((a, b) => a.id.retryAttempt - b.id.retryAttempt);
}

/** Asks again until something is there. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + patience * 1000;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${patience} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
