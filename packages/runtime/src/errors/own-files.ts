/** Whether all code is in one file that `tsflyte bundle` wrote, which has a module of its own in the place of this one. */
export function isBundled(): boolean {
  return false;
}

/** Where this package's own files lie. */
const folder = new URL("../", import.meta.url).href;

/** Whether a file is this package's own: its frames say enough as they are, and its maps are large. */
export function isOwnFile(url: string): boolean {
  return url.startsWith(folder);
}
