import { exitedEarly, neverSettles, stopped } from "../errors/execute.ts";
import { describeThrown } from "./describe-thrown.ts";
import { type Failure, failureIn, type Phase, systemFailure } from "./failure.ts";

/** What ends a task other than its own promise. */
export interface ProcessWatch {
  /** Resolves when the task can bring no outputs any more, though its promise has not said so. */
  readonly interrupted: Promise<Failure>;
  /** Says that the outcome is decided: nothing that happens from now on changes it. */
  settle(): void;
  /** Whether anything was written to standard output or error, or may have been. */
  hasWritten(): boolean;
  /** The real `process.exit`. */
  exit(code: number): never;
}

/** What is told of the process. */
export interface ProcessListener {
  /** Called synchronously where the process ends at once. */
  lastWord(failure: Failure): void;
  /** Called when the process is asked to end, before it does. */
  stop(error: Error): void;
}

/**
 * Watches the process for everything that would end it without a word: an exception or rejection that nobody handles, a
 * call of `process.exit`, an event loop that has nothing left to do, and SIGTERM.
 *
 * @param phase how far the container has got
 */
export function watchProcess(phase: () => Phase, listener: ProcessListener): ProcessWatch {
  const { exit } = process;
  const hasWritten = watchStreams();
  let settled = false;
  let interrupt: (failure: Failure) => void = () => {};
  const interrupted = new Promise<Failure>((resolve) => {
    interrupt = resolve;
  });
  const fail = (failure: Failure): void => {
    if (!settled) interrupt(failure);
  };
  const thrown = (error: unknown): void => {
    if (settled) process.stderr.write(`After the task had ended: ${describeThrown(error).trace}\n`);
    fail(failureIn(phase() === "load" ? "load" : "function", error));
  };

  process.on("uncaughtException", thrown);
  process.on("unhandledRejection", thrown);
  process.on("SIGTERM", () => {
    const error = stopped("SIGTERM");
    // In this order: what the task throws because it is told to end is not why it ended.
    fail(systemFailure(error, true));
    listener.stop(error);
  });
  process.on("beforeExit", () =>
    fail(failureIn("function", neverSettles(phase() === "load" ? "The module" : "The task"))),
  );
  process.on("exit", (code) => {
    if (settled) return;
    // Reached only by an exit that goes past the replaced function: there is no time to wait for anything.
    listener.lastWord(failureIn("function", exitedEarly(code)));
  });
  // Throws, so that nothing behind the call runs; who catches it has still lost.
  process.exit = ((code?: number | string | null) => {
    const error = exitedEarly(code ?? process.exitCode);
    if (settled) exit.call(process, code);
    fail(failureIn("function", error));
    throw error;
  }) as typeof process.exit;

  return {
    interrupted,
    hasWritten,
    settle: () => {
      settled = true;
    },
    exit: (code) => exit.call(process, code) as never,
  };
}

/** Node makes the standard streams when they are first asked for; says whether they were. */
function watchStreams(): () => boolean {
  let used = false;
  for (const name of ["stdout", "stderr"] as const) {
    const descriptor = Object.getOwnPropertyDescriptor(process, name);
    if (descriptor?.get === undefined || descriptor.configurable !== true) return () => true;
    Object.defineProperty(process, name, {
      ...descriptor,
      get: () => {
        used = true;
        return descriptor.get?.call(process);
      },
    });
  }
  return () => used;
}
