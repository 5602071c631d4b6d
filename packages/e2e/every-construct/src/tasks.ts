/** The tasks of the workflow that uses every construct. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  currentContext,
  FlyteDirectory,
  type FlyteError,
  FlyteFile,
  type Int,
  type Outputs,
  RecoverableError,
  shellTask,
  task,
} from "@tsflyte/runtime";

/** A struct that holds what other tasks gave. */
export interface Point {
  x: Int;
  y: number;
  label: string;
  near?: Point[];
}

/** Inputs as one object. Containers can be told to be wrong by some: what compares runs has to notice. */
export const add = task(
  async ({ a, b = 2 }: { a: Int; b?: Int }): Promise<Int> => a + b + Number(process.env["EVERY_CONSTRUCT_SKEW"] ?? 0),
);

/** Several outputs by position. */
export const split = task(async (n: Int): Promise<[half: Int, rest: Int]> => [Math.floor(n / 2), n % 2]);

/** Several outputs by name. */
export const stats = task(async (xs: Int[]): Promise<Outputs<{ sum: Int; mean: number }>> => {
  const sum = xs.reduce((all, x) => all + x, 0);
  return { sum, mean: sum / xs.length };
});

/** Fails on the first attempt, and leaves a checkpoint for the second. */
export const flaky = task({ retries: 1 }, async (n: Int): Promise<string> => {
  const { attempt, checkpoint } = currentContext();
  const saved = await checkpoint.read();
  await checkpoint.write(new TextEncoder().encode(`left by attempt ${attempt}`));
  if (attempt === 0) throw new RecoverableError("once more");
  return `${n}, ${new TextDecoder().decode(saved)}`;
});

/** An element of a map; negative ones fail. */
export const scale = task(async (x: Int, factor: Int): Promise<Int> => {
  if (x < 0) throw new Error(`${x} is negative`);
  return x * factor;
});

/** Adds up what a map gave, and counts what it did not. */
export const total = task(
  async (xs: (Int | null)[]): Promise<[sum: Int, missing: Int]> => [
    xs.reduce<number>((sum, x) => sum + (x ?? 0), 0),
    xs.filter((x) => x === null).length,
  ],
);

export const describe = task(
  async ({ x, y, label, near = [] }: Point): Promise<Point> => ({ x: x + near.length, y, label: `${label}!`, near }),
);

export const show = task(
  async (points: Point[], flags: Record<string, boolean>, day: Date): Promise<string> =>
    `${points.map(({ label, x }) => `${label}${x}`).join(" ")} ${JSON.stringify(flags)} ${day.toISOString()}`,
);

/** A file of a task's own. */
export const write = task(async (text: string): Promise<FlyteFile<"txt">> => {
  const path = join(currentContext().workingDirectory, "text.txt");
  await writeFile(path, text);
  return new FlyteFile(path);
});

/** A folder of files. */
export const pages = task(async (n: Int): Promise<FlyteDirectory> => {
  const folder = join(currentContext().workingDirectory, "pages");
  await mkdir(join(folder, "more"), { recursive: true });
  for (let page = 0; page < n; page++)
    await writeFile(join(folder, page % 2 === 0 ? "" : "more", `${page}.txt`), `page ${page}`);
  return new FlyteDirectory(folder);
});

/** Counts words with a program of the machine. */
export const countWords = shellTask<(file: FlyteFile<"txt">, unit: string) => [words: string, copy: FlyteFile<"txt">]>({
  script: `set -e
printf '%s %s' "$(wc -w < {inputs.file} | tr -d ' ')" {inputs.unit} > {outputs.words}
cp {inputs.file} {outputs.copy}`,
  outputLocations: { words: "words", copy: "copy.txt" },
});

/** Reads files and folders that others stored. */
export const read = task(async (file: FlyteFile<"txt">, folder: FlyteDirectory): Promise<string> => {
  const names = await folder.list();
  const texts = await Promise.all(names.map((name) => folder.file(name).text()));
  return [await file.text(), ...texts].join("; ");
});

/** Only has to come in its order. */
export const log = task(async (message: string): Promise<void> => {
  currentContext().logger.debug(message);
});

export const isLarge = task(async (n: Int): Promise<boolean> => n >= 10);

export const small = task(async (n: Int): Promise<string> => `small ${n}`);

export const large = task(async (n: Int): Promise<string> => `large ${n}`);

/** Runs when the workflow has failed. */
export const cleanUp = task(
  async (n: Int, label: string, err: FlyteError | null = null): Promise<string> =>
    `${label} ${n}: ${err?.failedNodeId ?? ""} ${/-?\d+ is negative/.exec(err?.message ?? "")?.[0] ?? "?"}`,
);
