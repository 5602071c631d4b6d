import { createHash, randomBytes } from "node:crypto";
import type { Duration } from "@bufbuild/protobuf/wkt";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import { ArtifactType, type DataProxyService } from "../../idl/gen/flyteidl/service/dataproxy_pb.ts";
import { invalidArgument, missingEntity } from "../answers/refusals.ts";
import type { ControlPlane } from "../control-plane.ts";
import { getNode } from "./node-execution-calls.ts";
import { readFlyteUrl } from "./read-flyte-url.ts";

/** Seconds that a link is good for, and those that one can ask for. */
const defaultSeconds = 3600;
const mostSeconds = 7 * 24 * 3600;

/** Uploads and downloads, for clients that have no credentials of the store. */
export function dataProxyCalls(plane: ControlPlane): Partial<ServiceImpl<typeof DataProxyService>> {
  const { objects, links } = plane;
  return {
    createUploadLocation({ project, domain, filename, contentMd5, filenameRoot, expiresIn }) {
      if (project === "" || domain === "") throw invalidArgument("project and domain are required parameters");
      if (contentMd5.length === 0 && (filename === "" || filenameRoot === "")) {
        throw invalidArgument("content_md5 or both filename_root and filename must be provided");
      }
      const folder = filenameRoot === "" ? base32(contentMd5) : filenameRoot;
      const file = filename === "" ? randomBytes(10).toString("hex") : filename;
      for (const part of [project, domain, folder, file]) {
        if (part.split("/").includes("..") || part.includes("\0")) throw invalidArgument(`invalid path: ${part}`);
      }
      const path = ["uploads", project, domain, folder, file].join("/");
      const nativeUrl = objects.uriOf(path);
      const stored = objects.read(nativeUrl);
      const md5 = Buffer.from(contentMd5).toString("base64");
      if (stored !== undefined && createHash("md5").update(stored).digest("base64") !== md5) {
        throw new ConnectError(
          `file already exists at location [${nativeUrl}], specify a matching hash if you wish to rewrite`,
          Code.AlreadyExists,
        );
      }
      const { url, expiresAt } = links.link("PUT", path, secondsOf(expiresIn), md5);
      const headers: { [name: string]: string } = md5 === "" ? {} : { "Content-MD5": md5 };
      return { signedUrl: url, nativeUrl, expiresAt: timestampFromMs(expiresAt), headers };
    },
    createDownloadLocation({ nativeUrl, expiresIn }) {
      const { url, expiresAt } = download(plane, nativeUrl, secondsOf(expiresIn));
      return { signedUrl: url, expiresAt: timestampFromMs(expiresAt) };
    },
    createDownloadLink({ artifactType, expiresIn, source }) {
      if (artifactType !== ArtifactType.DECK) throw invalidArgument("invalid artifact type: expected a deck");
      const uri = getNode(plane, source.value).deck_uri;
      if (uri === null) throw missingEntity("deck of node execution", source.value?.nodeId ?? "");
      const { url, expiresAt } = download(plane, uri, secondsOf(expiresIn));
      const signed = { signedUrl: [url], expiresAt: timestampFromMs(expiresAt) };
      return { ...signed, preSignedUrls: signed };
    },
    getData: ({ flyteUrl }) => readFlyteUrl(plane, flyteUrl),
  };
}

function download(
  { objects, links }: ControlPlane,
  uri: string,
  seconds: number,
): { readonly url: string; readonly expiresAt: number } {
  const path = objects.pathOf(uri);
  if (path === undefined) throw invalidArgument(`invalid native url: ${uri}`);
  if (objects.size(uri) === undefined) throw missingEntity("object", uri);
  return links.link("GET", path, seconds);
}

function secondsOf(duration: Duration | undefined): number {
  const seconds = duration === undefined ? 0 : Number(duration.seconds) + duration.nanos / 1e9;
  if (seconds < 0 || seconds > mostSeconds) {
    throw invalidArgument(`expires_in [${seconds} s] has to be positive and at most ${mostSeconds} s`);
  }
  return seconds === 0 ? defaultSeconds : seconds;
}

/** Bytes as a name of a folder: digits and capitals, whatever the file system makes of case. */
function base32(bytes: Uint8Array): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}
