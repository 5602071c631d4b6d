/**
 * Code that bodies of workflows need and running tasks do not: it is loaded before a body runs, because the calls in a body
 * are synchronous.
 */
const loaders: (() => Promise<unknown>)[] = [];

/** Says what is to be loaded before the body of a workflow runs. */
export function loadBeforeBodies(load: () => Promise<unknown>): void {
  loaders.push(load);
}

/** Loads what has been asked for. */
export async function loadConstructs(): Promise<void> {
  await Promise.all(loaders.map((load) => load()));
}
