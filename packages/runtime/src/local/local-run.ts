/** One run on this machine: its tasks share slots, a directory and listeners. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TsflyteError } from "../errors/index.ts";
import { taskFailed } from "../errors/local.ts";
import { RecoverableError } from "../errors/user-errors.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import type { LiteralMap } from "../model/index.ts";
import { createFileAccess, randomHex } from "../storage/index.ts";
import type { ExecutionContext, FunctionTask } from "../task/index.ts";
import type { FileAccess } from "../types/index.ts";
import type { LocalRunOptions, RunEvent } from "./run-events.ts";
import { Slots } from "./slots.ts";

/** Which call of a task runs. */
export interface TaskCall {
  /** Ids of the nodes from the outermost workflow inwards: `n0/n2`; `""` outside a workflow. */
  readonly node: string;
  readonly retries: number;
}

/** One run on this machine. */
export class LocalRun {
  readonly #slots: Slots;
  readonly #onEvent: (event: RunEvent) => void;
  /** Storage below the run's own directory, which is made when something is stored. */
  readonly access: FileAccess;

  constructor(options: LocalRunOptions = {}) {
    this.#slots = new Slots(options.concurrency ?? 16);
    this.#onEvent = options.onEvent ?? (() => {});
    this.access = createFileAccess({ rawOutputPrefix: join(tmpdir(), `tsflyte-run-${randomHex()}`) });
  }

  emit(event: RunEvent): void {
    try {
      this.#onEvent(event);
    } catch {
      // A listener is an onlooker: what goes wrong in it is not the run's business.
    }
  }

  /** Runs a task, again after a recoverable failure while it has retries. */
  async runTask(task: FunctionTask, inputs: LiteralMap, call: TaskCall): Promise<LiteralMap> {
    const context: ExecutionContext = { access: this.access, outputPrefix: "", rawOutputPrefix: "" };
    return this.#slots.run(async () => {
      for (let attempt = 0; ; attempt++) {
        const start = performance.now();
        const facts = { node: call.node, entity: task.name };
        this.emit({ kind: "node-started", ...facts, attempt });
        try {
          const outputs = await task.dispatchExecute(inputs, context);
          this.emit({ kind: "node-succeeded", ...facts, milliseconds: performance.now() - start });
          return outputs;
        } catch (error) {
          if (!(error instanceof RecoverableError) || attempt >= call.retries) {
            this.emit({ kind: "node-failed", ...facts, error });
            throw call.node === "" ? error : failureOf(task, call.node, error);
          }
          this.emit({ kind: "node-retried", ...facts, error });
        }
      }
    });
  }
}

/** An error of this library says where already; a user's error is wrapped into one that does. */
function failureOf(entity: CallableEntity, node: string, error: unknown): TsflyteError {
  return error instanceof TsflyteError
    ? error
    : taskFailed(describeEntity(entity), node, sourceOf(entity.embedded), error);
}
