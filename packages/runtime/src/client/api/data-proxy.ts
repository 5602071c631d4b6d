import { randomBytes } from "node:crypto";
import { literalFromIdl, literalMapFromIdl } from "../../idl/index.ts";
import { ArtifactType, durationToIdl, nodeExecutionIdToIdl } from "../../idl/services.ts";
import type { Literal, LiteralMap, NodeExecutionIdentifier } from "../../model/index.ts";
import { type DurationInput, durationMs } from "../../settings/index.ts";
import type { Connection } from "../transport/connection.ts";
import { type Api, type CallOptions, connectOptions, type Place, placeOf } from "./api.ts";
import { putBytes, putFile } from "./upload.ts";
import type { UploadLocation } from "./upload-location.ts";

/** What a file is to be called; where nothing is said, by its content. */
export interface UploadOptions extends Place, CallOptions {
  /** The last part of the path. @default the file's own name */
  readonly filename?: string;
  /** The folder that it lies in, in place of one named after its content. */
  readonly filenameRoot?: string;
  /** How long the signed URL holds. @default the platform's */
  readonly expiresIn?: DurationInput;
}

/** What lies behind one of Flyte's own URLs. */
export type FlyteUrlData =
  | { readonly kind: "literals"; readonly literals: LiteralMap }
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "urls"; readonly urls: readonly string[] };

/** Files in the platform's object store, sent and fetched through signed URLs. */
export interface DataProxyApi {
  /** Asks for a place to send a file to. */
  createUploadLocation(
    file: UploadOptions & { readonly filename: string; readonly contentMd5: Uint8Array },
  ): Promise<UploadLocation>;
  /** Sends a local file, without holding it in memory; gives the URI that tasks read it by. */
  uploadFile(path: string, options?: UploadOptions): Promise<string>;
  /** Sends bytes under a name; gives the URI that tasks read them by. */
  uploadBytes(bytes: Uint8Array, options: UploadOptions & { readonly filename: string }): Promise<string>;
  /** A signed URL of an object in the platform's store. */
  createDownloadLocation(nativeUrl: string, options?: CallOptions): Promise<string>;
  /** Signed URLs of a node's deck. */
  createDeckLink(node: NodeExecutionIdentifier, options?: CallOptions): Promise<readonly string[]>;
  /** What a `flyte://v1/project/domain/execution/node/…` URL stands for. */
  getData(flyteUrl: string, options?: CallOptions): Promise<FlyteUrlData>;
}

/**
 * The part of a client for files.
 *
 * @internal
 */
export function dataProxyApi(api: Api, connection: Connection): DataProxyApi {
  const { dataProxy } = api;
  const createUploadLocation: DataProxyApi["createUploadLocation"] = async (file) => {
    const { filename, filenameRoot = "", contentMd5, expiresIn } = file;
    const answer = await dataProxy.createUploadLocation(
      {
        ...placeOf(api, file),
        filename,
        filenameRoot,
        contentMd5,
        ...(expiresIn === undefined ? {} : { expiresIn: durationToIdl(durationMs(expiresIn, 'option "expiresIn"')) }),
        addContentMd5Metadata: true,
      },
      connectOptions(file),
    );
    const { signedUrl, nativeUrl, headers } = answer;
    return { signedUrl, nativeUrl, headers };
  };
  return {
    createUploadLocation,
    uploadFile: (path, options = {}) =>
      putFile(connection, path, options.signal, (contentMd5, basename) =>
        createUploadLocation({ filename: basename, ...options, contentMd5 }),
      ),
    uploadBytes: (bytes, options) =>
      putBytes(connection, bytes, options.filename, options.signal, (contentMd5) =>
        createUploadLocation({ ...options, contentMd5 }),
      ),
    async createDownloadLocation(nativeUrl, options = {}) {
      return (await dataProxy.createDownloadLocation({ nativeUrl }, connectOptions(options))).signedUrl;
    },
    async createDeckLink(node, options = {}) {
      const source = { case: "nodeExecutionId", value: nodeExecutionIdToIdl(node) } as const;
      const request = { artifactType: ArtifactType.DECK, source };
      const answer = await dataProxy.createDownloadLink(request, connectOptions(options));
      return answer.preSignedUrls?.signedUrl ?? answer.signedUrl;
    },
    async getData(flyteUrl, options = {}) {
      const { data } = await dataProxy.getData({ flyteUrl }, connectOptions(options));
      switch (data.case) {
        case "literalMap":
          return { kind: "literals", literals: literalMapFromIdl(data.value) };
        case "literal":
          return { kind: "literal", literal: literalFromIdl(data.value) };
        case "preSignedUrls":
          return { kind: "urls", urls: data.value.signedUrl };
        case undefined:
          return { kind: "literals", literals: {} };
      }
    },
  };
}

/** A folder of its own for files that belong together. */
export function newUploadRoot(): string {
  return randomBytes(16).toString("hex");
}
