/** Programs that tasks start on the machine they run on. */
import { spawn } from "node:child_process";
import { programNotStarted } from "../errors/programs.ts";

/** How a program is run. */
export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the program, with what it has started. */
  readonly signal: AbortSignal;
  /** Who starts it, for errors: `task flows.area`. */
  readonly entity: string;
}

/** How a program ended that did not succeed. */
export interface ProgramFailure {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  /** `exit code 3`, `signal SIGKILL` */
  readonly ending: string;
  /** The last lines that it wrote to standard error. */
  readonly text: string;
}

const tailLength = 2000;
const graceMillis = 5000;

/**
 * Runs a program to its end. What it writes goes to standard error: standard output is for the results of a run.
 *
 * @returns undefined where it succeeded
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env, signal, entity }: ProgramOptions,
): Promise<ProgramFailure | undefined> {
  signal.throwIfAborted();
  // In a group of its own, so that what it starts ends with it.
  const group = process.platform !== "win32";
  const child = start(program, args, { cwd, env, detached: group }, entity);
  const kill = (name: NodeJS.Signals): void => {
    try {
      if (group && child.pid !== undefined) process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // It has ended already.
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    kill("SIGTERM");
    timer = setTimeout(() => kill("SIGKILL"), graceMillis);
  };
  signal.addEventListener("abort", stop, { once: true });
  let tail = "";
  child.stdout.on("data", (chunk: Buffer) => process.stderr.write(chunk));
  child.stderr.on("data", (chunk: Buffer) => {
    process.stderr.write(chunk);
    tail = (tail + chunk.toString()).slice(-tailLength);
  });
  try {
    return await new Promise<ProgramFailure | undefined>((resolve, reject) => {
      child.on("error", (error) => reject(programNotStarted(entity, program, error)));
      child.on("close", (code, name) => {
        if (signal.aborted) reject(signal.reason);
        else if (code === 0) resolve(undefined);
        else
          resolve({
            exitCode: code,
            ending: name === null ? `exit code ${code}` : `signal ${name}`,
            text: tail.trim(),
          });
      });
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function start(
  program: string,
  args: readonly string[],
  options: {
    readonly cwd: string | undefined;
    readonly env: NodeJS.ProcessEnv | undefined;
    readonly detached: boolean;
  },
  entity: string,
): ReturnType<typeof spawnPiped> {
  try {
    return spawnPiped(program, args, options);
  } catch (error) {
    throw programNotStarted(entity, program, error);
  }
}

function spawnPiped(
  program: string,
  args: readonly string[],
  { cwd, env, detached }: Parameters<typeof start>[2],
): import("node:child_process").ChildProcessByStdio<
  null,
  import("node:stream").Readable,
  import("node:stream").Readable
> {
  return spawn(program, [...args], {
    stdio: ["ignore", "pipe", "pipe"],
    detached,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
}
