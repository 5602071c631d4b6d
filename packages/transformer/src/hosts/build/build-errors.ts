import { LoadError } from "../load-error.ts";
import { shownPath } from "./shown-path.ts";

/** Projects that need each other before they can be built. */
export function circularReferences(configFiles: readonly string[]): LoadError {
  return new LoadError(
    `project references form a circle: ${configFiles.map(shownPath).join(" → ")}.\n  fix: move what both need into a project of its own`,
    configFiles[0] ?? "",
  );
}

/** TypeScript 7 was asked for and is not there. */
export function noTypeScript7(found: string): LoadError {
  return new LoadError(
    `TypeScript 7 cannot check the types: the project's 'typescript' is ${found === "none" ? "not installed" : found}.\n  fix: npm install --save-dev typescript@7 @typescript/typescript6, or build without --typescript7`,
    "",
  );
}
