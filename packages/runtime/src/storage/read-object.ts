import { serviceFailed, wrongLength } from "../errors/object-storage.ts";
import type { StorageProblem, StorageService } from "../errors/storage-problem.ts";
import { TsflyteError } from "../errors/tsflyte-error.ts";
import { retryPolicy } from "./connection.ts";
import type { ObjectClient } from "./object-client.ts";
import { isPassing, pause, pauseMillis } from "./retry.ts";

/** A connection that brings nothing for so long is broken, whatever it says. */
const idleMillis = 60_000;

/** Thrown instead of mixing two versions of an object: only from its beginning can it be read. */
export class CannotContinue extends Error {
  readonly problem: StorageProblem;

  constructor(problem: StorageProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** What is read of which service. */
export interface ReadSource<Place> {
  /** As errors show it. */
  readonly uri: string;
  readonly place: Place;
  readonly client: ObjectClient<Place>;
  readonly service: StorageService;
}

/** How far reading has got. */
interface Progress {
  offset: number;
  size: number | undefined;
  version: string | undefined;
  /** Whether the last attempt was answered. */
  opened: boolean;
}

/**
 * The content of an object in pieces. An interrupted transfer goes on where it stopped, with the same version of the
 * object; as long as each attempt brings something, it may be interrupted any number of times.
 *
 * @throws {CannotContinue} where the rest of the version that was begun cannot be had
 */
export async function* readObject<Place>(source: ReadSource<Place>): AsyncGenerator<Uint8Array, void, undefined> {
  const { client, uri, service } = source;
  const policy = retryPolicy();
  const progress: Progress = { offset: 0, size: undefined, version: undefined, opened: false };
  for (let failures = 0; ; ) {
    const { offset } = progress;
    const failure = yield* readRest(source, progress);
    if (failure === undefined) return;
    const { thrown } = failure;
    if (thrown instanceof TsflyteError || thrown instanceof CannotContinue) throw thrown;
    const problem = client.problemOf(thrown);
    const isGone = problem.kind === "changed" || (offset > 0 && problem.kind === "no-object");
    if (isGone) throw new CannotContinue({ kind: "changed", code: problem.code });
    if (progress.offset > offset) failures = 0;
    const isRepeated = client.repeatsRequests && !progress.opened;
    if (!isPassing(problem) || isRepeated || failures >= policy.retries) {
      throw serviceFailed("read", uri, service, problem);
    }
    if (progress.offset > 0 && progress.version === undefined) throw new CannotContinue(problem);
    await pause(pauseMillis(policy, ++failures));
  }
}

/** Gives the pieces from the offset on; returns what interrupted it. */
async function* readRest<Place>(
  { uri, place, client }: ReadSource<Place>,
  progress: Progress,
): AsyncGenerator<Uint8Array, { readonly thrown: unknown } | undefined, undefined> {
  const { offset, version } = progress;
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(new DOMException("no data", "TimeoutError")), idleMillis);
  progress.opened = false;
  try {
    const { start, size, version: found, body } = await client.open(place, { offset, version }, idle.signal);
    progress.opened = true;
    if (offset > 0 && found !== version) throw new CannotContinue({ kind: "changed", code: "another version" });
    progress.version = found;
    progress.size = size;
    // Where a transfer is not continued but begun again, what came already is passed over.
    let skip = offset - start;
    for await (const piece of body) {
      clearTimeout(timer);
      const rest = skip > 0 ? piece.subarray(Math.min(skip, piece.length)) : piece;
      skip -= piece.length - rest.length;
      if (rest.length > 0) {
        progress.offset += rest.length;
        yield rest;
      }
      timer.refresh();
    }
    if (size !== undefined && progress.offset > size) throw wrongLength(uri, size, progress.offset);
    const isWhole = size === undefined || progress.offset === size;
    return isWhole ? undefined : { thrown: Object.assign(new Error("aborted"), { code: "ECONNRESET" }) };
  } catch (thrown) {
    return { thrown: idle.signal.aborted ? idle.signal.reason : thrown };
  } finally {
    clearTimeout(timer);
    // Who stops reading leaves no connection behind; after the last byte this has no effect.
    idle.abort();
  }
}
