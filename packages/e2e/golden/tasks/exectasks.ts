import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlyteFile, IgnoreOutputs, type Int, RecoverableError, task } from "@tsflyte/runtime";

interface P {
  x: Int;
  y: string;
}

export const success = task(async (a: Int, s: string): Promise<[total: Int, name: string]> => [a + 1, s]);

export const void_task = task(async (a: Int): Promise<void> => console.log(`hello ${a}`));

export const user_error = task(async (a: Int): Promise<Int> => {
  throw new RangeError(`bad a=${a}`);
});

export const recoverable = task(async (a: Int): Promise<Int> => {
  throw new RecoverableError("try me again");
});

export const ignore_outputs = task(async (a: Int): Promise<Int> => {
  throw new IgnoreOutputs("skip");
});

export const wrong_output = task(async (a: Int): Promise<Int> => JSON.parse('"not an int"'));

export const leaves = task(async (a: Int): Promise<Int> => process.exit(3));

export const dc = task(async (p: P): Promise<P> => ({ x: p.x + 1, y: p.y }));

export const files = task(async (f: FlyteFile): Promise<FlyteFile> => {
  const path = join(tmpdir(), `out-${process.pid}.txt`);
  await writeFile(path, (await readFile(await f.path(), "utf8")).toUpperCase());
  return new FlyteFile(path);
});

export const many = task(async (): Promise<Int[]> => [1, 2]);
