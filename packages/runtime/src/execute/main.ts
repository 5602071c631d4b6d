import { TsflyteError } from "../errors/index.ts";
import { createFileAccess } from "../storage/index.ts";
import type { ExecutableTask } from "../task/executable.ts";
import { type ExecuteArguments, parseArguments } from "./arguments.ts";
import { executeTask, type Outcome } from "./execute-task.ts";
import { executionContext } from "./execution-context.ts";
import type { Phase } from "./failure.ts";
import { Reporter } from "./reporter.ts";
import { type ProcessWatch, watchProcess } from "./watch-process.ts";

/** How long open handles may keep a process alive whose outcome is written. */
const lingerMillis = 50;

/** One of the commands that containers are started with. */
export interface Program {
  readonly name: string;
  /** For a command that names none. */
  readonly defaultResolver: string;
  /** Finds the task that the arguments behind `--` name. */
  loadTask(resolver: string, loaderArgs: readonly string[]): Promise<ExecutableTask>;
}

/**
 * Runs one task in its container and writes `outputs.pb`, `futures.pb` or an error document, whole or not at all. The process ends with
 * 0 once one of them is written: the platform ignores an error document after any other exit code. `FLYTE_FAIL_ON_ERROR`
 * asks for 1.
 */
export async function main(argv: readonly string[], program: Program): Promise<void> {
  let args: ExecuteArguments;
  try {
    args = parseArguments(argv, program);
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
  let abort: AbortController | undefined;
  const watch = watchProcess(() => phase, {
    lastWord: (failure) => reporter.reportNow(failure),
    stop: (error) => abort?.abort(error),
  });
  const enter = (next: Phase): void => {
    phase = next;
  };
  // Few tasks ask for the signal, and Node makes what is behind it when it is first needed.
  const signal = (): AbortSignal => {
    abort ??= new AbortController();
    return abort.signal;
  };
  const outcome = await Promise.race([
    executeTask(args, {
      access,
      env,
      enter,
      loadTask: program.loadTask,
      context: (tell) => executionContext(args, { access, env, signal, enter: tell }),
    }),
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
