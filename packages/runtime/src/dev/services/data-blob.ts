import type { ControlPlane } from "../control-plane.ts";

/** Seconds that a link to data is good for. */
const linkSeconds = 3600;

/** Where a client can download a message, besides having it in the answer. */
export function dataBlob(
  { objects, links }: Pick<ControlPlane, "objects" | "links">,
  path: string,
  bytes: Uint8Array,
): { readonly url: string; readonly bytes: bigint } {
  const uri = objects.uriOf(path);
  if (objects.size(uri) === undefined) objects.write(uri, bytes);
  return { url: links.link("GET", path, linkSeconds).url, bytes: BigInt(bytes.length) };
}

/** A link to an object by its URI; `""` where it lies elsewhere or is not there. */
export function linkTo({ objects, links }: Pick<ControlPlane, "objects" | "links">, uri: string): string {
  const path = objects.pathOf(uri);
  return path === undefined || objects.size(uri) === undefined ? "" : links.link("GET", path, linkSeconds).url;
}
