/** Links with which a client without credentials reads or writes one object for some time. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { pathParts } from "./path-parts.ts";

/** Makes links, and checks them when they come back. */
export interface ObjectLinks {
  /**
   * A link for one object.
   *
   * @param path of the object in its store
   * @param seconds how long it is good for
   * @param md5 what an upload has to have: base64
   */
  link(method: "GET" | "PUT", path: string, seconds: number, md5?: string): ObjectLink;
  /** The object of a link that was made here, and that is good still. */
  check(method: string, url: URL): CheckedLink;
}

/** A link, and until when it is good. */
export interface ObjectLink {
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What a link says, or why it does not count. */
export type CheckedLink =
  | { readonly isGood: true; readonly path: string; readonly md5: string | undefined }
  | { readonly isGood: false; readonly reason: string };

const prefix = "/objects/";

/** Links below a base URL. They are good as long as this process runs: the key is its own. */
export function objectLinks(baseUrl: () => string, now: () => number): ObjectLinks {
  const key = randomBytes(32);
  const sign = (method: string, path: string, expires: string, md5: string): string =>
    createHmac("sha256", key).update([method, path, expires, md5].join("\n")).digest("base64url");

  return {
    link(method, path, seconds, md5 = "") {
      const expiresAt = now() + seconds * 1000;
      const expires = String(expiresAt);
      const query = new URLSearchParams({ method, expires, signature: sign(method, path, expires, md5) });
      if (md5 !== "") query.set("md5", md5);
      return { url: `${baseUrl()}${prefix}${path.split("/").map(encodeURIComponent).join("/")}?${query}`, expiresAt };
    },
    check(method, url) {
      const allowed = url.searchParams.get("method") ?? "";
      const expires = url.searchParams.get("expires") ?? "";
      const md5 = url.searchParams.get("md5") ?? "";
      const path = pathParts(url.pathname.slice(prefix.length))?.join("/") ?? "";
      const given = Buffer.from(url.searchParams.get("signature") ?? "");
      const wanted = Buffer.from(sign(allowed, path, expires, md5));
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        return { isGood: false, reason: "the link is not one of this server" };
      }
      // Who may read with GET may ask for the headers alone.
      const asked = method === "HEAD" ? "GET" : method;
      if (asked !== allowed) return { isGood: false, reason: `the link is for ${allowed}` };
      if (now() > Number(expires)) return { isGood: false, reason: "the link has expired" };
      return { isGood: true, path, md5: md5 === "" ? undefined : md5 };
    },
  };
}
