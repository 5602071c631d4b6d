/** Which files of the user's were loaded, directly or by what was. */
import nodeModule from "node:module";
import { fileURLToPath } from "node:url";

const files = new Set<string>();
let isWatching = false;

/** Takes note of every module of the user's that is loaded from here on. What compiles sources has to be there before. */
export function watchLoaded(): void {
  if (isWatching) return;
  isWatching = true;
  nodeModule.registerHooks({
    load(url, context, nextLoad) {
      if (url.startsWith("file:") && !url.includes("/node_modules/")) {
        files.add(fileURLToPath(url.replace(/[?#].*$/, "")).replaceAll("\\", "/"));
      }
      return nextLoad(url, context);
    },
  });
}

/** The files, sorted. */
export function loadedFiles(): readonly string[] {
  return [...files].sort();
}
