/** Tasks and workflows that fail, each in its way. */
import {
  currentContext,
  type FlyteError,
  fail,
  gt,
  type Int,
  RecoverableError,
  task,
  when,
  workflow,
} from "@tsflyte/runtime";

/** What a user's code throws is not tried again. */
export const refuse = task({ retries: 3 }, async (text: string): Promise<string> => {
  throw new RangeError(`no ${text}`);
});

/** Succeeds at the third attempt. */
export const third = task({ retries: 3 }, async (): Promise<Int> => {
  const { attempt } = currentContext();
  if (attempt < 2) throw new RecoverableError(`attempt ${attempt}`);
  return attempt;
});

export const never = task({ retries: 1 }, async (): Promise<Int> => {
  throw new RecoverableError("not today");
});

/** Ends as a process that the machine has taken away. */
export const vanish = task(async (): Promise<Int> => {
  process.kill(process.pid, "SIGKILL");
  return 0;
});

export const slow = task({ timeout: "5s" }, async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});

export const overslept = workflow(async (): Promise<void> => {
  await slow();
});

/** Fails in the execution of one name, and in no other: so a repeated execution succeeds. */
export const failsIn = task(async (execution: string, n: Int): Promise<Int> => {
  if (currentContext().executionId.name === execution) throw new Error(`not in ${execution}`);
  return n;
});

export const same = task(async (n: Int): Promise<Int> => n);

export const repeatable = workflow(async (execution: string): Promise<Int> => {
  const before = await same(7);
  return await failsIn(execution, before);
});

export const cleanUp = task(async (text: string, err: FlyteError | null = null): Promise<void> => {
  if (!err?.message.includes(text)) throw new Error(`the error is another: ${err?.message}`);
});

export const handled = workflow({ onFailure: cleanUp }, async (text: string): Promise<string> => await refuse(text));

export const goesOn = workflow(
  { failurePolicy: "fail-after-executable-nodes-complete" },
  async (text: string): Promise<Int> => {
    const other = same(1);
    const last = same(other);
    await refuse(text);
    return await last;
  },
);

export const branched = workflow(
  async (n: Int): Promise<Int> => await when(gt(n, 0), () => same(n)).otherwise(fail("it has to be positive")),
);
