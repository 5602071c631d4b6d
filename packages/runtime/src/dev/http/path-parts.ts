/** The parts of a path between its slashes, without their escapes; undefined where those mean nothing. */
export function pathParts(path: string): readonly string[] | undefined {
  try {
    return path.split("/").map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
