/**
 * Why a workflow failed, as the platform tells its failure handler: the type of the handler's input that is named `err`.
 *
 * @example
 * ```ts
 * export const cleanUp = task(async (file: FlyteFile, err: FlyteError | null = null): Promise<void> => {
 *   console.log(`node ${err?.failedNodeId} failed: ${err?.message}`);
 * });
 * export const report = workflow({ onFailure: cleanUp }, async (file: FlyteFile) => render(file));
 * ```
 */
export class FlyteError {
  /** Types only; no value has it. */
  declare readonly "~flyte"?: "error";
  /** What two copies of this package know each other's errors by. */
  readonly "~tsflyte": string = "error";
  readonly message: string;
  /** The node that failed; `""` where it is not known. */
  readonly failedNodeId: string;

  constructor(message: string, failedNodeId: string = "") {
    this.message = message;
    this.failedNodeId = failedNodeId;
  }

  /** Whether a value is such an error, whichever copy of this package made it. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && (value as { "~tsflyte"?: unknown })["~tsflyte"] === "error";
  }
}
