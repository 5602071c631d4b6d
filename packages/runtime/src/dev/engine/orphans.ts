/** Processes that a server before this one has started. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { signalGroup } from "./task-process.ts";

/** The processes' clocks and those of files agree to about a second. */
const tolerance = 2000;

/**
 * Ends what an attempt has left running.
 *
 * @returns whether its program was started at all; if not, it never will be
 */
export async function endOrphan(pidFile: string, graceMilliseconds: number): Promise<"ended" | "never-started"> {
  if (claim(pidFile)) return "never-started";
  const pid = await readPid(pidFile);
  if (pid === undefined || !isOurs(pid, pidFile)) return "ended";
  signalGroup(pid, "SIGTERM");
  const deadline = Date.now() + graceMilliseconds;
  while (groupRuns(pid) && Date.now() < deadline) await pause(20);
  signalGroup(pid, "SIGKILL");
  return "ended";
}

/** Makes the file of a process that has not made it, which keeps it from starting. */
function claim(pidFile: string): boolean {
  mkdirSync(dirname(pidFile), { recursive: true });
  try {
    closeSync(openSync(pidFile, "wx"));
    return true;
  } catch {
    return false;
  }
}

/** A process makes its file before it writes into it. */
async function readPid(pidFile: string): Promise<number | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const pid = Number(readFileSync(pidFile, "utf8"));
    if (pid > 1) return pid;
    await pause(10);
  }
  return undefined;
}

/** Whether any process of a group still runs: those that have ended are there until somebody asks how. */
function groupRuns(pid: number): boolean {
  if (!signalGroup(pid, 0)) return false;
  const processes = processStates().filter(({ group }) => group === pid);
  return processes.length === 0 || processes.some(({ state }) => !state.startsWith("Z"));
}

function processStates(): readonly { readonly group: number; readonly state: string }[] {
  const lines = (askPs("-A", "-o", "pgid=,stat=") ?? "").split("\n");
  return lines.map((line) => {
    const [group, state = ""] = line.trim().split(/\s+/);
    return { group: Number(group), state };
  });
}

/** Whether a group is still that of the process that wrote the file: ids are given again. */
function isOurs(pid: number, pidFile: string): boolean {
  if (!signalGroup(pid, 0)) return false;
  const started = startTime(pid);
  // Its first process has ended, and no other can have its id while some of the group are left.
  if (started === undefined) return true;
  return started <= statSync(pidFile).mtimeMs + tolerance;
}

function startTime(pid: number): number | undefined {
  const time = Date.parse((askPs("-o", "lstart=", "-p", String(pid)) ?? "").trim());
  return Number.isNaN(time) ? undefined : time;
}

/** Undefined where there is no such process, or no such program. */
function askPs(...options: readonly string[]): string | undefined {
  try {
    return execFileSync("ps", options, {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}
