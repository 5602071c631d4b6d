/** Projects for images. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The package.json of a project that an image can hold. */
export const packageFile = JSON.stringify({ name: "flows", dependencies: { "@tsflyte/runtime": "0.1.0" } });

/** A folder with files; gives its path. */
export function makeProject(files: { readonly [path: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-image-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
