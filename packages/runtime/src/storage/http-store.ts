import { badObjectUri, readOnlyStorage } from "../errors/object-storage.ts";
import type { StorageService } from "../errors/storage-problem.ts";
import { fetchObject, httpProblem } from "./http-fetch.ts";
import type { ObjectClient } from "./object-client.ts";
import { objectStore } from "./object-store.ts";
import type { Store } from "./store.ts";

const service: StorageService = {
  name: "the server",
  container: "host",
  credentials: "use an address that the server lets everybody read, or a signed one that has not expired",
  address: "the URI",
};

/** Files on the web, for `http:` and `https:` URIs. They are only read. */
export function createHttpStore(): Store {
  return objectStore(service, () => webFiles);
}

const webFiles: ObjectClient<URL> = {
  repeatsRequests: false,
  placeOf(uri) {
    if (!URL.canParse(uri)) throw badObjectUri(withoutSecrets(uri), "an address such as https://host/path/file.csv");
    return new URL(uri);
  },
  shown: withoutSecrets,
  open(url, { offset, version }, signal) {
    const { username, password } = url;
    const plain = new URL(url);
    plain.username = "";
    plain.password = "";
    const headers = new Headers();
    if (username !== "") {
      const pair = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
      headers.set("authorization", `Basic ${pair.toString("base64")}`);
    }
    if (offset > 0 && version !== undefined) {
      headers.set("range", `bytes=${offset}-`);
      headers.set("if-range", version);
    }
    return fetchObject(plain, headers, signal);
  },
  write: async (url) => refuse("write", url),
  upload: async (url) => refuse("write", url),
  uploadStream: async (url) => refuse("write", url),
  list: (url) => refuse("list", url),
  problemOf: httpProblem,
};

function refuse(action: "write" | "list", url: URL): never {
  throw readOnlyStorage(action, withoutSecrets(url.href), url.protocol);
}

/** Without name and password, and without the query: that is where signed addresses have their signature. */
function withoutSecrets(uri: string): string {
  return uri.replace(/^([a-z]+:\/\/)[^/?#]*@/i, "$1").replace(/[?#].*$/s, "?…");
}
