/** Where the command line writes: results to standard output, everything else to standard error. */
import { type CompileProblem, compileProblems, problemText } from "../errors/graph.ts";
import { TsflyteError } from "../errors/index.ts";

/** One line of a result. */
export function printResult(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One line beside the result. */
export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What the server would refuse: a warning where nothing is sent. */
export function warnOfProblems(problems: readonly CompileProblem[]): void {
  for (const problem of problems) printNote(`warning: ${problemText(problem)}`);
}

/** What the server would refuse: an error before anything is sent. */
export function refuseProblems(problems: readonly CompileProblem[]): void {
  if (problems.length > 0) throw compileProblems(problems);
}

/**
 * Prints an error as `error[CODE]: text`, where and what to do; the stack only for an error that is no message to the user,
 * or on demand.
 */
export function printError(error: unknown, debug: boolean): void {
  if (error instanceof TsflyteError) {
    printNote(`error[${error.code}]: ${error.text}`);
    for (const line of error.where) printNote(`  at ${line}`);
    if (error.remedy !== undefined) printNote(`  fix: ${error.remedy}`);
    if (debug && error.stack !== undefined) printNote(error.stack);
    if (debug && error.cause instanceof Error) printNote(`caused by ${error.cause.stack ?? error.cause.message}`);
    else if (error.cause !== undefined && error.code === "task-failed") printNote("  the stack is shown with --debug");
    return;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  printNote(debug && error instanceof Error ? (error.stack ?? text) : `error: ${text}`);
}
