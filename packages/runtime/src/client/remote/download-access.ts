/** Files of outputs, fetched through the platform's signed URLs. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { notThroughPlatform } from "../../errors/client.ts";
import { type FileAccess, localPathOf } from "../../types/index.ts";
import type { DataProxyApi } from "../api/data-proxy.ts";
import { downloadBytes, downloadFile, downloadStream } from "../api/download.ts";
import type { Connection } from "../transport/connection.ts";

/**
 * Single objects come through signed URLs. The platform lists no folders, so directories and datasets of many files need
 * access to their storage, which a client is given with the option `access`.
 */
export function downloadAccess(dataProxy: DataProxyApi, connection: Connection): FileAccess {
  const urlOf = async (uri: string): Promise<string> =>
    /^https?:/i.test(uri) ? uri : dataProxy.createDownloadLocation(uri);
  const refuse = (uri: string): never => {
    throw notThroughPlatform(uri);
  };
  return {
    newUri: refuse,
    put: async (_path, uri) => refuse(uri),
    putTree: async (_path, uri) => refuse(uri),
    write: async (uri) => refuse(uri),
    writeStream: async (uri) => refuse(uri),
    list: async (uri) => refuse(uri),
    getTree: async (uri) => localPathOf(uri) ?? refuse(uri),
    async get(uri) {
      const local = localPathOf(uri);
      if (local !== undefined) return local.startsWith("file:") ? fileURLToPath(local) : local;
      const url = await urlOf(uri);
      const folder = await mkdtemp(join(tmpdir(), "tsflyte-"));
      const path = join(folder, basename(new URL(url).pathname) || "file");
      await downloadFile(connection, url, `Cannot download ${uri}`, path, undefined);
      return path;
    },
    async *stream(uri) {
      yield* downloadStream(connection, await urlOf(uri), `Cannot download ${uri}`);
    },
    read: async (uri) => downloadBytes(connection, await urlOf(uri), `Cannot download ${uri}`, undefined),
  };
}
