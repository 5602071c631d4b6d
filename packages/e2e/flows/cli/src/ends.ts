/** Tasks that leave more or less behind than they should. */
import { task } from "@tsflyte/runtime";

export const quits = task(async (): Promise<string> => {
  process.exit(0);
});

export const hangs = task((): Promise<string> => new Promise(() => {}));

export const leaves = task(async (): Promise<string> => {
  setInterval(() => {}, 1000);
  return "done";
});

export const rejects = task(async (): Promise<string> => {
  void Promise.reject(new Error("nobody waits for this"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return "done";
});
