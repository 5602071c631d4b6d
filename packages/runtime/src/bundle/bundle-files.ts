/** A bundle as files, for an archive: the file, its source map, and the packages beside it. */
import { readFileSync } from "node:fs";
import type { Bundle } from "./bundle.ts";

/** One file, by its path from the bundle's folder. */
export interface BundleFile {
  readonly path: string;
  readonly body: string | Uint8Array;
}

/** The files that a container needs, by their paths. */
export function filesOfBundle({ file, code, map, copied }: Bundle): readonly BundleFile[] {
  return [
    { path: file, body: code },
    { path: `${file}.map`, body: map },
    ...copied.map(({ path, source }) => ({ path, body: readFileSync(source) })),
  ];
}
