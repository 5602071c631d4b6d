import { isAbsolute } from "node:path";

/** A path as it is shown: from the working directory where it lies below it. */
export function shownPath(path: string): string {
  const base = `${process.cwd().replaceAll("\\", "/")}/`;
  return isAbsolute(path) && path.startsWith(base) ? path.slice(base.length) : path;
}
