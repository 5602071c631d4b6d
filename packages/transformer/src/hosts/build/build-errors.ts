import { LoadError } from "../load-error.ts";
import { shownPath } from "./shown-path.ts";

/** Projects that need each other before they can be built. */
export function circularReferences(configFiles: readonly string[]): LoadError {
  return new LoadError(
    `project references form a circle: ${configFiles.map(shownPath).join(" → ")}.\n  fix: move what both need into a project of its own`,
    configFiles[0] ?? "",
  );
}
