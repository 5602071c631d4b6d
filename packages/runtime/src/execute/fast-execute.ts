/** A container whose code travels: it fetches the code, and then becomes the command that was registered. */
import { cannotStart } from "../errors/code-archives.ts";
import { stopped } from "../errors/execute.ts";
import { TsflyteError } from "../errors/index.ts";
import { failureIn } from "./failure.ts";
import { type FastArguments, parseFastArguments, withCodeArchive } from "./fast-arguments.ts";
import { fetchCode } from "./fetch-code.ts";
import { Reporter } from "./reporter.ts";

/**
 * Fetches the code, runs the command in front of which this one stands, and ends as that does. What goes wrong before is written
 * where the command would have written it.
 */
export async function fastExecute(argv: readonly string[]): Promise<number> {
  let args: FastArguments;
  try {
    args = parseFastArguments(argv);
  } catch (error) {
    if (!(error instanceof TsflyteError)) throw error;
    process.stderr.write(`error[${error.code}]: ${error.message}\n`);
    return 2;
  }
  try {
    const root = await untilStopped(fetchCode(args.uri, args.destination));
    return await runCommand(withCodeArchive(args), root);
  } catch (error) {
    return report(error, args.command);
  }
}

/** Gives up some work when the platform ends the container. */
function untilStopped<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (signal: NodeJS.Signals): void => reject(stopped(signal));
    process.once("SIGTERM", stop);
    work.then(resolve, reject).finally(() => process.off("SIGTERM", stop));
  });
}

/** Runs the command with the code for its modules' root, and hands on what the platform asks of it. */
async function runCommand([program = "", ...given]: readonly string[], root: string): Promise<number> {
  const { spawn } = await import("node:child_process");
  const args = program === "node" ? fromCode(given, root) : given;
  const { constants } = await import("node:os");
  const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, TSFLYTE_ROOT: root } });
  const forward = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(cannotStart(program, error)));
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** A bundle is named by its path in the code, and the container's working directory may be another. */
function fromCode(args: readonly string[], root: string): readonly string[] {
  const { existsSync } = process.getBuiltinModule("node:fs");
  const { join } = process.getBuiltinModule("node:path");
  // Node's own options come before the file.
  const at = args.findIndex((argument) => argument !== "" && !argument.startsWith("-"));
  return args.map((argument, index) =>
    index === at && existsSync(join(root, argument)) ? join(root, argument) : argument,
  );
}

/** Writes the error document of the command; without a place for it, the exit code has to do. */
async function report(error: unknown, command: readonly string[]): Promise<number> {
  const prefix = command[command.indexOf("--output-prefix") + 1];
  if (!command.includes("--output-prefix") || prefix === undefined) {
    process.stderr.write(`${String(error)}\n`);
    return 1;
  }
  const code = await new Reporter(prefix.replace(/\/+$/, ""), process.env).report({
    kind: "failure",
    failure: failureIn("read", error),
  });
  // A download that was given up goes on.
  return process.exit(code);
}
