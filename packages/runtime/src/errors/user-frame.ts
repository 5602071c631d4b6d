/** Where in the user's code something was called or thrown. */
import { TsflyteError } from "./tsflyte-error.ts";

/** This package's own code; the second is where source maps lead to. */
const own: readonly string[] = ["../../dist/", "../../src/"].map((path) => new URL(path, import.meta.url).href);

const frame = /(?:\(|\bat (?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;

/**
 * `file:line:column` of the first stack frame in the user's code, else of the first in a package that it uses. Frames of
 * Node and of this package are none. Paths below the working directory are relative to it.
 */
export function userFrame(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof TsflyteError || error.stack === undefined) return undefined;
  return userFrameOf(error.stack);
}

/** The same of a stack's text. */
export function userFrameOf(stack: string): string | undefined {
  const places = stack.split("\n").flatMap((line) => {
    const match = frame.exec(line);
    if (match === null) return [];
    const [, path = "", row = "", column = ""] = match;
    const url = path.startsWith("file:") ? path : `file://${path}`;
    return own.some((folder) => url.startsWith(folder)) ? [] : [{ url, position: `:${row}:${column}` }];
  });
  const found = places.find(({ url }) => !url.includes("/node_modules/")) ?? places[0];
  return found === undefined ? undefined : `${shortPath(found.url)}${found.position}`;
}

/** A path as one would type it: relative to the working directory where it lies below. */
export function shortPath(path: string): string {
  const full = decodeURI(path.replace(/^file:\/\//, ""));
  const folder = `${process.cwd().replaceAll("\\", "/")}/`;
  return full.startsWith(folder) ? full.slice(folder.length) : full;
}
