/*
 * What the bundlers ask of a plugin, no more: their own types would come with the types of everything that they use, for
 * users that check declaration files.
 */

/** A plugin of Vite, Rollup, Rolldown or Farm. */
export type NamedPlugin = {
  readonly name: string;
};

/** A plugin of esbuild or Bun. */
export type SetupPlugin = {
  readonly name: string;
  setup(build: object): void | Promise<void>;
};

/** A plugin of webpack or Rspack. */
export type CompilerPlugin = {
  apply(compiler: object): void;
};
