import { type Int, task, workflow } from "@tsflyte/runtime";

/**
 * Compute things.
 *
 * This is the long description.
 * It spans lines.
 *
 * @param a the first
 * @param b the second
 * @returns the outputs
 */
export const google = task(async (a: Int, b: string): Promise<[x: Int, y: string]> => [a, b]);

/**
 * Compute sphinx things.
 * @param a the first
 * @param b the second
 * @returns the sum
 */
export const sphinx = task(async (a: Int, b: string): Promise<Int> => a);

/**
 * Numpy style.
 *
 * @param a - the numpy a
 * @returns numpy out
 */
export const numpy_style = task(async (a: Int): Promise<Int> => a);

/**
 * Workflow short.
 *
 * Workflow long.
 *
 * @param a wf a
 * @param b wf b
 * @returns wf out
 */
export const doc_wf = workflow(async (a: Int, b: string = "b"): Promise<Int> => {
  google(a, b);
  numpy_style(a);
  return await sphinx(a, b);
});

/** ignored? */
export const doc_over_wf = workflow(
  { docs: { shortDescription: "override short", longDescription: "override long", sourceLink: "https://git/x" } },
  async (a: Int): Promise<Int> => numpy_style(a),
);
