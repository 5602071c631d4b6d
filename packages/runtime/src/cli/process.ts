/** The command line as a process: how it ends, whatever the user's code does. */
import { setSourceMapsSupport } from "node:module";
import { processExited } from "../errors/cli.ts";
import { main, reportError } from "./main.ts";
import { claimOutput, flushOutput, printError } from "./print.ts";

/**
 * Runs the command line and ends the process. Nothing that the user's code leaves behind keeps it alive, and nothing that
 * goes wrong shows a stack unless it is asked for.
 */
export function runProcess(args: readonly string[]): void {
  let isDone = false;
  const end = async (status: number): Promise<void> => {
    isDone = true;
    await flushOutput();
    process.exit(status);
  };
  const fail = (error: unknown): void => {
    if (!isDone) void end(reportError(error, args));
  };
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  process.on("exit", (status) => {
    if (isDone) return;
    isDone = true;
    printError(processExited(status), false);
    process.exitCode = 1;
  });
  // Reading the maps of installed packages takes longer than running small tasks.
  if (args.includes("--debug")) process.setSourceMapsEnabled(true);
  else setSourceMapsSupport(true);
  // Whoever reads the output has seen enough: `tsflyte … | head -1`.
  claimOutput(() => {
    isDone = true;
    process.exit(0);
  });
  void main(args).then(end);
}
