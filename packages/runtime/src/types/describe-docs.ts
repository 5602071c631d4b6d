import type { DocsMetadata } from "../metadata/index.ts";
import type { Description } from "../model/index.ts";

/**
 * The description that the console shows. It is there even when it is empty, as flytekit's is. An option wins over JSDoc,
 * field by field.
 */
export function describeDocs(
  docs: DocsMetadata | undefined,
  override: {
    readonly shortDescription?: string;
    readonly longDescription?: string;
    readonly sourceLink?: string;
  } = {},
): Description {
  return {
    short: override.shortDescription ?? docs?.short ?? "",
    long: override.longDescription ?? docs?.long ?? "",
    format: "rst",
    ...(override.sourceLink === undefined ? {} : { sourceLink: override.sourceLink }),
  };
}
