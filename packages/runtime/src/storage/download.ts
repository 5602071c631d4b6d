import { serviceFailed } from "../errors/object-storage.ts";
import { storageFailed } from "../errors/storage.ts";
import { TsflyteError } from "../errors/tsflyte-error.ts";
import { retryPolicy } from "./connection.ts";
import { randomHex } from "./random-hex.ts";
import { CannotContinue, type ReadSource, readObject } from "./read-object.ts";
import { pause, pauseMillis } from "./retry.ts";

/**
 * Copies an object to a local path: under another name beside it first, so that under its own there is all of it or nothing.
 * An object that is replaced meanwhile is read again from its beginning.
 */
export async function download<Place>(source: ReadSource<Place>, target: string): Promise<void> {
  const { promises } = process.getBuiltinModule("node:fs");
  const { dirname } = process.getBuiltinModule("node:path");
  const temporary = `${dirname(target)}/.tsflyte-${randomHex()}.tmp`;
  const policy = retryPolicy();
  try {
    await promises.mkdir(dirname(target), { recursive: true });
    for (let failures = 0; ; failures++) {
      try {
        await writePieces(temporary, readObject(source));
        break;
      } catch (error) {
        if (!(error instanceof CannotContinue)) throw error;
        if (failures >= policy.retries) throw serviceFailed("read", source.uri, source.service, error.problem);
        await pause(pauseMillis(policy, failures + 1));
      }
    }
    await promises.rename(temporary, target);
  } catch (error) {
    await promises.rm(temporary, { force: true }).catch(() => {});
    throw error instanceof TsflyteError ? error : storageFailed("write", target, error);
  }
}

async function writePieces(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await process.getBuiltinModule("node:fs").promises.open(path, "w");
  try {
    // A file handle may write less than it is given.
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
    }
  } finally {
    await file.close();
  }
}
