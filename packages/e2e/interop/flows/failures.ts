/** Tasks that fail, one a way to. */
import { FlyteFile, type Int, RecoverableError, task } from "@tsflyte/runtime";

export const user_error = task(async (a: Int): Promise<Int> => {
  throw new RangeError(`bad a=${a} ✓`, { cause: new Error("the cause") });
});

export const recoverable = task(async (a: Int): Promise<Int> => {
  throw new RecoverableError(`try ${a} again`);
});

export const wrong_output = task(async (a: Int): Promise<Int> => `not ${a}` as unknown as Int);

export const no_file = task(async (a: Int): Promise<FlyteFile> => new FlyteFile(`/no/such/file-${a}`));

export const leaves = task(async (a: Int): Promise<Int> => process.exit(a));

export const never = task((a: Int): Promise<Int> => new Promise(() => a));

export const nothing = task(async (a: Int): Promise<void> => console.log(`hello ${a}`));
