/** The task that ends the executions which an eager task has left behind when it failed. */
import type { Metadata, VariablesSchema } from "../metadata/index.ts";
import { type AutoContainerOptions, AutoContainerTask } from "./auto-container-task.ts";
import type { DynamicOutcome } from "./dynamic-compiler.ts";
import { eagerHost } from "./eager-host.ts";
import type { ExecutableTask, ExecutionContext } from "./executable.ts";
import type { FunctionTask } from "./function-task.ts";
import type { TaskResolver } from "./task-resolver.ts";

const nothing: VariablesSchema = { type: "object", properties: {}, required: [], additionalProperties: false };

async function cleanUp(context: ExecutionContext): Promise<void> {
  // On this machine an eager task's calls end with its run.
  if (context.isLocal === true) return;
  const host = await eagerHost(context, undefined);
  await host.cleanUp();
}

/** What runs in the container: which executions are to be ended follows from where it runs, not from what it is given. */
const inContainer: ExecutableTask = {
  name: "eager-cleanup",
  interface: { inputs: {}, outputs: {} },
  outputSchema: nothing,
  async dispatchExecute(_inputs, context) {
    await cleanUp(context);
    return { kind: "outputs", outputs: {} };
  },
};

/** Finds the one clean-up that there is; the arguments are what flytekit writes. */
export const eagerCleanupResolver: TaskResolver = {
  location: "tsflyte.eager-cleanup",
  name: "the clean-up of eager tasks",
  loaderArgs: () => ["eager", "failure", "handler"],
  loadTask: () => inContainer,
};

/** The clean-up of one eager task, which takes the same inputs. */
export class EagerCleanupTask extends AutoContainerTask<AutoContainerOptions, (inputs: object) => Promise<void>> {
  readonly taskType = "eager_failure_handler_task";

  constructor(task: FunctionTask) {
    const { containerImage, environment, secretRequests } = task.options;
    const metadata: Metadata = {
      ...task.embedded,
      kind: "task",
      name: `${task.lhs}-cleanup`,
      inputStyle: "object",
      outputStyle: "none",
      outputs: nothing,
    };
    const options: AutoContainerOptions = {
      taskResolver: eagerCleanupResolver,
      ...(containerImage === undefined ? {} : { containerImage }),
      ...(environment === undefined ? {} : { environment }),
      ...(secretRequests === undefined ? {} : { secretRequests }),
    };
    super({ options, metadata });
  }

  /** It is no task of the user's, and has nothing to say of itself. */
  override get docs(): undefined {
    return undefined;
  }

  protected get source(): string {
    return "";
  }

  async execute(): Promise<void> {}

  protected override async perform(
    _inputs: ReadonlyMap<string, unknown>,
    context: ExecutionContext,
  ): Promise<DynamicOutcome> {
    await cleanUp(context);
    return { kind: "result", result: undefined };
  }
}
