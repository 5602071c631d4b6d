import { serviceFailed } from "../errors/object-storage.ts";
import { fileNotFound, notAFile, storageFailed } from "../errors/storage.ts";
import type { StorageService } from "../errors/storage-problem.ts";
import { TsflyteError } from "../errors/tsflyte-error.ts";
import { partBytes } from "./connection.ts";
import { download } from "./download.ts";
import type { ObjectClient } from "./object-client.ts";
import { CannotContinue, type ReadSource, readObject } from "./read-object.ts";
import type { Store } from "./store.ts";
import { TransferBudget } from "./transfer-budget.ts";

/** This many parts of uploads are in memory at a time, over all transfers of the process. */
const partsInMemory = 4;

/** This many transfers run at a time. */
const mostTransfers = 16;

let shared: TransferBudget | undefined;

/** One for all kinds of storage: the memory is one as well. */
function budget(): TransferBudget {
  shared ??= new TransferBudget(partsInMemory * partBytes(), mostTransfers);
  return shared;
}

/** Storage of objects, by a client that knows one service. The client is made when the first URI comes. */
export function objectStore<Place>(
  service: StorageService,
  connect: () => ObjectClient<Place> | Promise<ObjectClient<Place>>,
): Store {
  let connecting: Promise<ObjectClient<Place>> | undefined;
  const connected = (): Promise<ObjectClient<Place>> => {
    connecting ??= Promise.resolve()
      .then(connect)
      .catch((error: unknown) => {
        connecting = undefined;
        throw error;
      });
    return connecting;
  };

  async function source(uri: string): Promise<ReadSource<Place>> {
    const client = await connected();
    return { uri: shown(client, uri), place: client.placeOf(uri), client, service };
  }

  async function send(
    uri: string,
    bytes: number,
    transfer: (client: ObjectClient<Place>, place: Place) => Promise<void>,
  ): Promise<void> {
    const client = await connected();
    const place = client.placeOf(uri);
    await budget().run(bytes, () =>
      transfer(client, place).catch((error: unknown) => {
        throw error instanceof TsflyteError
          ? error
          : serviceFailed("write", shown(client, uri), service, client.problemOf(error));
      }),
    );
  }

  return {
    async read(uri) {
      const from = await source(uri);
      const pieces: Uint8Array[] = [];
      for await (const piece of stable(from)) pieces.push(piece);
      return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
    },
    write: (uri, bytes) => send(uri, 0, (client, place) => client.write(place, bytes)),
    async *stream(uri) {
      yield* stable(await source(uri));
    },
    async writeStream(uri, content) {
      // Outside of the budget: what makes the content may need transfers itself, and would wait for this one's share.
      const client = await connected();
      const place = client.placeOf(uri);
      let made: { readonly error: unknown } | undefined;
      const watched = watch(content, (error) => {
        made = { error };
      });
      await client.uploadStream(place, watched).catch((error: unknown) => {
        if (made !== undefined) throw made.error;
        throw error instanceof TsflyteError
          ? error
          : serviceFailed("write", shown(client, uri), service, client.problemOf(error));
      });
    },
    async put(localPath, uri) {
      const size = sizeOf(localPath);
      const held = size <= partBytes() ? size : partsInMemory * partBytes();
      await send(uri, held, (client, place) => client.upload(place, localPath, size));
    },
    async get(uri, target) {
      const from = await source(uri);
      const path = target();
      await budget().run(0, () => download(from, path));
      return path;
    },
    async list(uri) {
      const client = await connected();
      const names: string[] = [];
      try {
        // Consoles make an object with a slash at the end for a folder; it is no file.
        for await (const name of client.list(client.placeOf(uri))) {
          if (name !== "" && !name.endsWith("/")) names.push(name);
        }
      } catch (error) {
        if (error instanceof TsflyteError) throw error;
        throw serviceFailed("list", shown(client, uri), service, client.problemOf(error));
      }
      return names.sort();
    },
  };
}

/** Says in the service's terms why reading cannot go on. */
async function* stable<Place>(source: ReadSource<Place>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* readObject(source);
  } catch (error) {
    throw error instanceof CannotContinue ? serviceFailed("read", source.uri, source.service, error.problem) : error;
  }
}

function shown<Place>(client: ObjectClient<Place>, uri: string): string {
  return client.shown?.(uri) ?? uri;
}

/** Tells which errors are those of the content. */
async function* watch(
  content: AsyncIterable<Uint8Array>,
  failed: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const piece of content) yield piece;
  } catch (error) {
    failed(error);
    throw error;
  }
}

function sizeOf(localPath: string): number {
  try {
    const stats = process.getBuiltinModule("node:fs").statSync(localPath);
    if (!stats.isFile()) throw notAFile(localPath);
    return stats.size;
  } catch (error) {
    if (error instanceof TsflyteError) throw error;
    const isMissing = (error as { readonly code?: unknown }).code === "ENOENT";
    throw isMissing ? fileNotFound(localPath, error) : storageFailed("read", localPath, error);
  }
}
