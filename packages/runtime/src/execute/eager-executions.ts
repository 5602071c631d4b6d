/** The calls of an eager task as executions of the platform that it runs on itself. */
import { createFlyteClient, type FlyteClient, type LaunchableEntity, type RemoteExecution } from "../client/index.ts";
import { currentContext, type ExecutionId, html } from "../context/index.ts";
import { executionUnsuccessful } from "../errors/client.ts";
import { noEagerExecution } from "../errors/eager.ts";
import { TsflyteError } from "../errors/index.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import { decodeVariables } from "../literals/index.ts";
import type { Execution } from "../model/index.ts";
import type { CreateEagerHost, EagerHost } from "../task/eager-host.ts";
import type { ExecutionContext } from "../task/executable.ts";
import { type EagerCall, eagerExecutionName } from "./eager-name.ts";

/** Labels that say which execution has started another, and which has started them all; flytekit's. */
const startedBy = "eager-exec";
const startedAll = "eager-root-exec";
const rootVariable = "_F_EE_ROOT";

/** Makes the host of one run: its client finds the platform as any client does, by the container's environment. */
export const createEagerHost: CreateEagerHost = async (context, task) => {
  const { executionId, access } = context;
  if (executionId === undefined) throw noEagerExecution();
  const { project, domain } = executionId;
  const client = await createFlyteClient({ access, overrides: { project, domain } });
  return new EagerExecutions(client, context, executionId, task ?? "");
};

class EagerExecutions implements EagerHost {
  readonly #client: FlyteClient;
  readonly #context: ExecutionContext;
  readonly #own: ExecutionId;
  readonly #task: string;
  readonly #root: string;
  readonly #counts = new Map<string, number>();

  constructor(client: FlyteClient, context: ExecutionContext, own: ExecutionId, task: string) {
    this.#client = client;
    this.#context = context;
    this.#own = own;
    this.#task = task.slice(task.lastIndexOf(".") + 1);
    this.#root = process.env[rootVariable] || own.name;
  }

  async execute(entity: CallableEntity, inputs: ReadonlyMap<string, unknown>): Promise<ReadonlyMap<string, unknown>> {
    const index = this.#counts.get(entity.name) ?? 0;
    this.#counts.set(entity.name, index + 1);
    const values = Object.fromEntries(inputs);
    const execution = await this.#start(entity, values, {
      task: this.#task,
      execution: this.#own.name,
      root: this.#root,
      kind: entity.kind,
      name: entity.name,
      index,
      inputs: textOf(values),
    });
    const ended = await execution.wait(this.#call);
    const { phase, error, abort } = ended.closure;
    currentContext()
      .decks.deck("Executions")
      .append(html`<p><a href="${execution.consoleUrl}">${execution.id.name}</a> ${entity.name}: ${phase}</p>`);
    if (phase !== "succeeded") {
      const failure = error ?? (abort === undefined ? undefined : { code: "", message: abort.cause });
      throw executionUnsuccessful(execution.id.name, phase, failure, execution.consoleUrl);
    }
    const { outputs } = await this.#client.executions.getData(execution.id, this.#call);
    const place = { entity: describeEntity(entity), role: "output", source: sourceOf(entity.embedded) } as const;
    return new Map(Object.entries(decodeVariables(entity.embedded.outputs, outputs, place, this.#context.access)));
  }

  /** Aborts what the failed task has started and left. */
  async cleanUp(): Promise<void> {
    const { startedAt } = (await this.#client.executions.get(this.#own)).closure;
    const phases = ["QUEUED", "RUNNING", "SUCCEEDING", "FAILING"];
    const filters = [{ field: "phase", is: "value_in", value: phases }] as const;
    const left: Execution[] = [];
    for await (const execution of this.#client.executions.list(this.#own, { filters })) {
      // The newest come first: none that it has started is older than it is.
      const { createdAt } = execution.closure;
      if (startedAt !== undefined && createdAt !== undefined && createdAt < startedAt) break;
      if (execution.spec.labels[startedBy] === this.#own.name) left.push(execution);
    }
    for (const { id } of left) await this.#abort(id);
  }

  /** Starts an execution, or finds the one that an earlier try of the task has started; one that failed is started again. */
  async #start(
    entity: CallableEntity,
    values: { readonly [input: string]: unknown },
    call: Omit<EagerCall, "again">,
  ): Promise<RemoteExecution<unknown>> {
    const { version } = this.#context.taskId ?? {};
    for (let again = 0; ; again++) {
      const name = eagerExecutionName({ ...call, again });
      try {
        return await this.#client.execute(entity as LaunchableEntity<readonly unknown[], unknown>, values, {
          ...this.#call,
          name,
          // What is registered elsewhere has a version of its own.
          ...(version === undefined || version === "" || entity.registeredAs !== undefined ? {} : { version }),
          labels: { [startedBy]: this.#own.name, [startedAll]: this.#root },
          envs: { [rootVariable]: this.#root },
        });
      } catch (error) {
        if (!(error instanceof TsflyteError) || error.code !== "already-exists") throw error;
      }
      const known = this.#client.execution({ ...this.#own, name });
      const { phase } = (await known.get(this.#call)).closure;
      if (phase !== "failed" && phase !== "aborted" && phase !== "timed-out" && phase !== "failing") return known;
    }
  }

  async #abort(id: Execution["id"]): Promise<void> {
    try {
      await this.#client.executions.abort(id, `the eager task of ${this.#own.name} has failed`);
    } catch (error) {
      // It has ended meanwhile.
      if (!(error instanceof TsflyteError) || error.code !== "invalid-request") throw error;
    }
  }

  get #call(): { readonly signal?: AbortSignal } {
    const { signal } = this.#context;
    return signal === undefined ? {} : { signal };
  }
}

/** Values as one text; those that are not data have their class's own text. */
function textOf(values: { readonly [input: string]: unknown }): string {
  return JSON.stringify(values, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
