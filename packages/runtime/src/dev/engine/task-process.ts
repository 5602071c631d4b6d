/** Processes that stand for containers: each leads a group of its own, and says in a file which one it is. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** What a process is started with. */
export interface ProcessOptions {
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: { readonly [name: string]: string };
  /** What it writes, to both streams. */
  readonly logFile: string;
  /** Where its id is kept; a process does not start where the file is there already. */
  readonly pidFile: string;
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A process that runs. */
export interface TaskProcess {
  readonly exited: Promise<Exit>;
  /** Asks its whole group to end, and ends it when the time is over. */
  end(graceMilliseconds: number): void;
}

/**
 * The id is written by the process itself, before it becomes the program: whoever kills this server at any moment leaves either no
 * file and no program, or both.
 */
const starter = 'set -C; echo $$ > "$0" || exit 125; exec "$@"';

/** Starts a process. One that cannot be started ends with code 127 and says why in its log. */
export function startProcess({ command, folder, environment, logFile, pidFile }: ProcessOptions): TaskProcess {
  mkdirSync(dirname(logFile), { recursive: true });
  mkdirSync(dirname(pidFile), { recursive: true });
  const log = openSync(logFile, "a");
  let child: ChildProcess;
  try {
    child = spawn("/bin/sh", ["-c", starter, pidFile, ...command], {
      cwd: folder,
      env: { ...environment },
      detached: true,
      stdio: ["ignore", log, log],
    });
  } finally {
    closeSync(log);
  }
  let timer: NodeJS.Timeout | undefined;
  const exited = new Promise<Exit>((done) => {
    child.once("error", (error) => {
      const file = openSync(logFile, "a");
      writeSync(file, `${error.message}, in ${folder}\n`);
      closeSync(file);
      done({ code: 127, signal: null });
    });
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      // A container ends with its first process, whatever that left behind.
      if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
      done({ code, signal });
    });
  });
  return {
    exited,
    end(graceMilliseconds) {
      const { pid } = child;
      if (pid === undefined || timer !== undefined) return;
      signalGroup(pid, "SIGTERM");
      timer = setTimeout(() => signalGroup(pid, "SIGKILL"), graceMilliseconds);
    },
  };
}

/** Sends a signal to all processes of a group; false where there is none. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** The last bytes of a log, from the start of a line where there is one. */
export function logTail(file: string, bytes = 2048): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return "";
  const buffer = Buffer.alloc(Math.min(size, bytes));
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
  } finally {
    closeSync(descriptor);
  }
  const text = buffer.toString();
  const line = text.indexOf("\n");
  return size > bytes && line >= 0 ? text.slice(line + 1) : text;
}
