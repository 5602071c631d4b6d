import type { FileAccess } from "../types/index.ts";

/** Where the checkpoints of one attempt lie. */
export interface CheckpointPlaces {
  readonly access: FileAccess;
  /** The prefix that this attempt writes below; undefined where the platform gave none. */
  readonly current: string | undefined;
  /** The prefix that the attempt before this one wrote below; undefined in the first. */
  readonly previous: string | undefined;
  /** A folder of this attempt's own. */
  directory(): string;
}

/**
 * What an attempt of a task leaves for the next one, for work that need not start from its beginning when it is tried again.
 *
 * @example
 * ```ts
 * export const train = task({ retries: 3 }, async (epochs: Int): Promise<Int> => {
 *   const { checkpoint } = currentContext();
 *   const saved = await checkpoint.read();
 *   for (let epoch = Number(new TextDecoder().decode(saved ?? new Uint8Array()) || 0); epoch < epochs; epoch++) {
 *     await checkpoint.write(new TextEncoder().encode(String(epoch + 1)));
 *   }
 *   return epochs;
 * });
 * ```
 */
export class Checkpoint {
  readonly #places: CheckpointPlaces;

  constructor(places: CheckpointPlaces) {
    this.#places = places;
  }

  /** Whether the attempt before this one left anything. */
  async previousExists(): Promise<boolean> {
    return (await load()).previousExists(this.#places);
  }

  /**
   * Copies everything that the attempt before this one left into a folder.
   *
   * @param path the folder, which is made; one in the working directory otherwise
   * @returns the folder's path; `undefined` where nothing was left
   */
  async restore(path?: string): Promise<string | undefined> {
    return (await load()).restoreCheckpoint(this.#places, path);
  }

  /**
   * Saves a file, or all files below a folder, for the next attempt. Throws a {@link TsflyteError} of code `no-checkpoint` where
   * the platform gave no place for it.
   */
  async save(path: string): Promise<void> {
    await (await load()).saveCheckpoint(this.#places, path);
  }

  /** The bytes that the attempt before this one wrote; `undefined` where it left nothing. */
  async read(): Promise<Uint8Array | undefined> {
    return (await load()).readCheckpoint(this.#places);
  }

  /** Writes bytes for the next attempt, in place of those that this one wrote before. */
  async write(bytes: Uint8Array): Promise<void> {
    await (await load()).writeCheckpoint(this.#places, bytes);
  }
}

/** Few tasks have checkpoints, so a container that starts does not load this. */
async function load(): Promise<typeof import("./checkpoint-files.ts")> {
  return import("./checkpoint-files.ts");
}
