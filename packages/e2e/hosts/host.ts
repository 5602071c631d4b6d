/** What compiles flows, or loads them, in one of its versions. */
export interface Host {
  /** As the table of results names it, with its version. */
  readonly name: string;
  /** What a user installs beside the two packages. */
  readonly packages: { readonly [name: string]: string };
  /** Its configuration, by path. */
  readonly files?: { readonly [path: string]: string };
  /** The commands that build; none for what loads sources. */
  readonly build?: readonly (readonly string[])[];
  /** What prints the report, with the module as its last word. */
  readonly run: readonly string[];
  /** What the stack of a failure names, where it is not the line and column of the source. */
  readonly stack?: "line" | "built";
}

/** TypeScript, for hosts of which it is no part. */
export const typescript6: { readonly [name: string]: string } = { typescript: "6.0.3" };

/** How built modules are loaded. */
export const runBuilt = (module: string): readonly string[] => ["node", "--enable-source-maps", "report.mjs", module];
