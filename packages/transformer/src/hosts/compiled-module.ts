/** A module that Node can run. */
export interface CompiledModule {
  readonly format: "module" | "commonjs";
  readonly source: string;
  /** The sources that imports mean by tsconfig's `paths`, by specifier. */
  readonly mapped: Readonly<Record<string, string>>;
}
