/** Where the command line writes: results to standard output, everything else to standard error. */
import { type CompileProblem, compileProblems, problemText } from "../errors/graph.ts";
import { TsflyteError } from "../errors/index.ts";
import { userFrame } from "../errors/user-frame.ts";
import { deferStream, isDeferred, writeDeferred } from "./standard-streams.ts";

/** What writes results, once the stream is open. */
let openOutput: NodeJS.WriteStream["write"] | undefined;

/**
 * Keeps standard output for results: what the user's code prints goes to standard error from here on.
 *
 * @param closed is called when nobody reads the results any more
 */
export function claimOutput(closed: () => void): void {
  deferStream("stderr", () => {});
  deferStream("stdout", (stream) => {
    stream.on("error", closed);
    openOutput = stream.write.bind(stream);
    stream.write = process.stderr.write.bind(process.stderr) as typeof stream.write;
  });
}

/** One line of a result. */
export function printResult(text: string): void {
  const line = `${text}\n`;
  if (isDeferred("stdout")) writeDeferred("stdout", line, writeOutput);
  else writeOutput(line);
}

/** One line beside the result. */
export function printNote(text: string): void {
  const line = `${text}\n`;
  if (isDeferred("stderr")) writeDeferred("stderr", line, (bytes) => process.stderr.write(bytes));
  else process.stderr.write(line);
}

function writeOutput(text: string | Uint8Array, done?: () => void): void {
  // Asking for the stream is what opens it.
  const { stdout } = process;
  (openOutput ?? stdout.write.bind(stdout))(text, done);
}

/** Resolves when all that was printed has left the process. */
export async function flushOutput(): Promise<void> {
  if (!isDeferred("stdout")) await new Promise<void>((resolve) => writeOutput("", resolve));
  if (!isDeferred("stderr")) await new Promise<void>((resolve) => process.stderr.write("", () => resolve()));
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
 * Prints an error as `error[CODE]: text`, where and what to do; stacks on demand only. An error that is not this
 * library's is the user's code's.
 */
export function printError(error: unknown, debug: boolean): void {
  if (!(error instanceof TsflyteError)) {
    printNote(`error: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    const place = userFrame(error);
    if (place !== undefined) printNote(`  at ${place}`);
    if (debug) printStack(error);
    else if (place !== undefined) printNote("  --debug shows the stack");
    return;
  }
  const thrown = error.code === "task-failed" ? userFrame(error.cause) : undefined;
  printNote(`error[${error.code}]: ${error.text}`);
  for (const line of thrown === undefined ? error.where : [thrown, ...error.where]) printNote(`  at ${line}`);
  if (error.remedy !== undefined) printNote(`  fix: ${error.remedy}`);
  if (debug) printStack(error);
  else if (thrown !== undefined) printNote("  --debug shows the stack");
}

/** The frames of an error, and its causes with theirs. */
function printStack(error: unknown): void {
  const seen = new Set<unknown>();
  for (let current = error; current instanceof Error && !seen.has(current); current = current.cause) {
    if (seen.size > 0) printNote(`caused by ${current.name}: ${current.message}`);
    seen.add(current);
    // The stack starts with the message, whose own lines look like frames.
    const { stack = "", message } = current;
    const frames = stack.slice(stack.indexOf(message) + message.length).split("\n");
    for (const line of frames.filter((text) => /^\s+at /.test(text))) printNote(line);
  }
}
