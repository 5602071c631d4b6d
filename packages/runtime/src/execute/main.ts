import { TsflyteError } from "../errors/index.ts";
import { encodeErrorDocument, encodeLiteralMap } from "../literals/running.ts";
import { loadTask } from "../load/load-task.ts";
import { createFileAccess, randomHex, storeOf } from "../storage/index.ts";
import { type ExecuteArguments, parseArguments } from "./arguments.ts";
import { executeTask, type Outcome } from "./execute-task.ts";
import { errorDocument, type Failure, failureIn, type Phase } from "./failure.ts";
import { type ProcessWatch, watchProcess } from "./watch-process.ts";

/** How long open handles may keep a process alive whose outcome is written. */
const lingerMillis = 50;

/**
 * Runs one task in its container and writes `outputs.pb` or an error document, whole or not at all. The process ends with
 * 0 once one of them is written: the platform ignores an error document after any other exit code. `FLYTE_FAIL_ON_ERROR`
 * asks for 1.
 */
export async function main(argv: readonly string[]): Promise<void> {
  let args: ExecuteArguments;
  try {
    args = parseArguments(argv);
  } catch (error) {
    if (!(error instanceof TsflyteError)) throw error;
    process.stderr.write(`error[${error.code}]: ${error.message}\n`);
    process.exitCode = 2;
    return;
  }
  const { env } = process;
  const access = createFileAccess({ rawOutputPrefix: args.rawOutputPrefix });
  const reporter = new Reporter(args.outputPrefix, env);
  let phase: Phase = "load";
  const watch = watchProcess(
    () => phase,
    (failure) => reporter.reportNow(failure),
  );
  const enter = (next: Phase): void => {
    phase = next;
  };
  const outcome = await Promise.race([
    executeTask(args, { access, env, loadTask, enter }),
    watch.interrupted.then((failure): Outcome => ({ kind: "failure", failure })),
  ]);
  watch.settle();
  finish(await reporter.report(outcome), watch);
}

/**
 * Lets the process end by itself, so that nothing written to a pipe is cut; makes it end where handles stay open. Where nothing was
 * written it ends at once, which spares taking the engine apart.
 */
function finish(exitCode: number, watch: ProcessWatch): void {
  process.exitCode = exitCode;
  if (!watch.hasWritten()) watch.exit(exitCode);
  const end = (): void => {
    process.stdout.write("", () => process.stderr.write("", () => watch.exit(exitCode)));
  };
  setTimeout(end, lingerMillis).unref();
}

/** Writes the one document that a container leaves. */
class Reporter {
  readonly #prefix: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(prefix: string, env: NodeJS.ProcessEnv) {
    this.#prefix = prefix;
    this.#env = env;
  }

  /** Writes the document of an outcome; gives the exit code. */
  async report(outcome: Outcome): Promise<number> {
    switch (outcome.kind) {
      case "ignored":
        return 0;
      case "outputs":
        try {
          await this.#write(`${this.#prefix}/outputs.pb`, encodeLiteralMap(outcome.outputs));
          return 0;
        } catch (error) {
          return this.report({ kind: "failure", failure: failureIn("write", error) });
        }
      case "failure":
        try {
          await this.#write(this.#errorUri(), this.#errorBytes(outcome.failure));
          return this.#failureCode();
        } catch (error) {
          process.stderr.write(`The error document cannot be written: ${String(error)}\n`);
          return 1;
        }
      default:
        return outcome satisfies never;
    }
  }

  /** Writes an error document in a process that has no time left, where the storage can. */
  reportNow(failure: Failure): void {
    try {
      const store = storeOf(this.#prefix);
      if (store instanceof Promise || store.writeSync === undefined) return;
      store.writeSync(this.#errorUri(), this.#errorBytes(failure));
      process.exitCode = this.#failureCode();
    } catch (error) {
      process.stderr.write(`The error document cannot be written: ${String(error)}\n`);
    }
  }

  async #write(uri: string, bytes: Uint8Array): Promise<void> {
    const store = await storeOf(uri);
    await store.write(uri, bytes);
  }

  /** Where many workers share a prefix, each writes a document of its own and the platform takes the first. */
  #errorUri(): string {
    return `${this.#prefix}/${this.#isDistributed() ? `error-${randomHex()}` : "error"}.pb`;
  }

  #errorBytes(failure: Failure): Uint8Array {
    const worker = this.#isDistributed() ? (this.#variable("FLYTE_INTERNAL_WORKER_NAME", "_F_WN") ?? "") : "";
    const document = errorDocument(failure, worker);
    process.stderr.write(`${document.code} (${document.kind})\n${document.message}\n`);
    return encodeErrorDocument(document);
  }

  #isDistributed(): boolean {
    return this.#variable("FLYTE_INTERNAL_DIST_ERROR_STRATEGY", "_F_DES") !== undefined;
  }

  #variable(name: string, short: string): string | undefined {
    return this.#env[name] || this.#env[short] || undefined;
  }

  #failureCode(): number {
    return /^(?:true|t|1)$/i.test(this.#env["FLYTE_FAIL_ON_ERROR"] ?? "") ? 1 : 0;
  }
}
