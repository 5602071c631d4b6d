/** One run on this machine: its tasks share slots, a directory and listeners. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addWhere } from "../errors/add-where.ts";
import { TsflyteError } from "../errors/index.ts";
import { taskFailed } from "../errors/local.ts";
import { invalidOption } from "../errors/options.ts";
import { RecoverableError } from "../errors/user-errors.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import type { LiteralMap } from "../model/index.ts";
import { createFileAccess, randomHex } from "../storage/index.ts";
import type { ExecutionContext, RegistrableTask } from "../task/index.ts";
import type { FileAccess } from "../types/index.ts";
import { type Halt, stopped } from "./halt.ts";
import type { LocalRunOptions, RunEvent } from "./run-events.ts";
import { Slots } from "./slots.ts";

/** Which call of a task runs. */
export interface TaskCall {
  /** Ids of the nodes from the outermost workflow inwards: `n0/n2`; `""` outside a workflow. */
  readonly node: string;
  readonly retries: number;
  /** Of the workflow whose node it is. */
  readonly halt?: Halt;
}

/** One run on this machine. */
export class LocalRun {
  readonly #slots: Slots;
  readonly #onEvent: (event: RunEvent) => void;
  /** Storage below the run's own directory, which is made when something is stored. */
  readonly access: FileAccess;

  constructor(options: LocalRunOptions = {}) {
    const { concurrency = 16 } = options;
    if (!(concurrency >= 1)) throw invalidOption('option "concurrency"', "a number from 1", concurrency);
    this.#slots = new Slots(Math.floor(concurrency));
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
  async runTask(task: RegistrableTask, inputs: LiteralMap, call: TaskCall): Promise<LiteralMap | typeof stopped> {
    const context: ExecutionContext = { access: this.access, outputPrefix: "", rawOutputPrefix: "" };
    const isHalted = (): boolean => call.halt?.isStopped ?? false;
    return this.#slots.run(async () => {
      // It may have waited for its slot while another node failed.
      if (isHalted()) return stopped;
      for (let attempt = 0; ; attempt++) {
        const start = performance.now();
        const facts = { node: call.node, entity: task.name };
        this.emit({ kind: "node-started", ...facts, attempt });
        try {
          const result = await task.dispatchExecute(inputs, context);
          if (result.kind === "dynamic-job") throw new Error(`${task.name} asks for nodes, which cannot run here`);
          this.emit({ kind: "node-succeeded", ...facts, milliseconds: performance.now() - start });
          return result.outputs;
        } catch (error) {
          const isFinal = attempt >= call.retries || isHalted();
          if (isFinal || !(error instanceof RecoverableError)) {
            call.halt?.fail();
            this.emit({ kind: "node-failed", ...facts, error });
            throw call.node === "" ? error : failureOf(task, call.node, error);
          }
          this.emit({ kind: "node-retried", ...facts, error });
        }
      }
    });
  }
}

/** An error of this library keeps its code and learns which node it is from; a user's error is wrapped into one that says so. */
function failureOf(entity: CallableEntity, node: string, error: unknown): unknown {
  const task = describeEntity(entity);
  const source = sourceOf(entity.embedded);
  if (!(error instanceof TsflyteError)) return taskFailed(task, node, source, error);
  const line = `${task} (${source})`;
  return addWhere(error, ...(error.where.includes(line) ? [] : [line]), `node ${node}`);
}
