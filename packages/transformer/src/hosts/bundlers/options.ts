/** What the plugins for bundlers can be told. Everything is found without it. */
export interface BundlerOptions {
  /**
   * The tsconfig.json whose options hold for all files, from the working directory.
   *
   * @default the nearest one above each file, or the one among its project references that includes the file
   */
  readonly tsconfig?: string;
  /**
   * What module names are relative to, from the tsconfig's folder.
   *
   * @default `root` of the plugin's entry in tsconfig.json, else `rootDir`, else the tsconfig's folder
   */
  readonly root?: string;
}
