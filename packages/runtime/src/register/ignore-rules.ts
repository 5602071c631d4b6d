/** Which files of a folder do not travel, by the rules of `.gitignore` files. */

interface Rule {
  readonly pattern: RegExp;
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
}

/** Rules of one file, for the paths below the folder that it is in. */
export interface IgnoreRules {
  /** The folder from the root, `""` or `a/b/`. */
  readonly folder: string;
  readonly rules: readonly Rule[];
}

/** What is never code: what is installed, built for other uses, or made by tools. */
export const neverCode: readonly string[] = [
  "node_modules/",
  ".git/",
  ".tsflyte/",
  ".tsflyte-code",
  ".pnpm-store/",
  ".cache/",
  "__pycache__/",
  "*.pyc",
  "*.tsbuildinfo",
  ".env",
  ".env.*",
  ".npmrc",
  ".DS_Store",
];

/** The rules that hold everywhere. */
export const standardRules: IgnoreRules = {
  folder: "",
  rules: neverCode.map(parseRule).filter((rule) => rule !== undefined),
};

/** Files in which folders say what is to be left out; those of Docker are anchored where they stand. */
export const ignoreFiles: readonly string[] = [".gitignore", ".flyteignore", ".dockerignore"];

/** Reads the text of such a file. */
export function parseIgnoreFile(name: string, text: string, folder: string): IgnoreRules {
  const lines = text.split(/\r?\n/);
  const anchored = name === ".dockerignore" ? lines.map(anchor) : lines;
  return { folder, rules: anchored.map(parseRule).filter((rule) => rule !== undefined) };
}

/** Whether a path is left out; of the rules that match, the last one counts. */
export function isIgnored(path: string, isFolder: boolean, files: readonly IgnoreRules[]): boolean {
  let ignored = false;
  for (const { folder, rules } of files) {
    if (!path.startsWith(folder)) continue;
    const below = path.slice(folder.length);
    for (const { pattern, isNegated, onlyFolders } of rules) {
      if ((isFolder || !onlyFolders) && pattern.test(below)) ignored = !isNegated;
    }
  }
  return ignored;
}

function anchor(line: string): string {
  const [, negation = "", rest = ""] = /^(!?)(.*)$/.exec(line.trim()) ?? [];
  return rest === "" || rest.startsWith("#") ? "" : `${negation}/${rest.replace(/^\.?\//, "")}`;
}

function parseRule(line: string): Rule | undefined {
  const text = line.replace(/(?<!\\)\s+$/, "");
  if (text === "" || text.startsWith("#")) return undefined;
  const isNegated = text.startsWith("!");
  const named = (isNegated ? text.slice(1) : text).replace(/^\\(?=[#!])/, "");
  const onlyFolders = named.endsWith("/");
  const path = onlyFolders ? named.slice(0, -1) : named;
  // With a slash in it a pattern is anchored, without one it holds at every depth.
  const isAnchored = path.includes("/");
  const source = globSource(path.replace(/^\//, ""));
  return { pattern: new RegExp(`^${isAnchored ? "" : "(?:.*/)?"}${source}$`, "s"), isNegated, onlyFolders };
}

function globSource(glob: string): string {
  return glob.replace(
    /\*\*\/|\/\*\*$|\*\*|\*|\?|\[(!?)((?:\\.|[^\]])+)\]|\\(.)|[.+^${}()|[\]\\/]/gs,
    (token, negation: string | undefined, set: string | undefined, escaped: string | undefined) => {
      if (token === "**/") return "(?:.*/)?";
      if (token === "/**") return "/.*";
      if (token === "**") return ".*";
      if (token === "*") return "[^/]*";
      if (token === "?") return "[^/]";
      if (set !== undefined) return `[${negation === "!" ? "^" : ""}${set}]`;
      return (escaped ?? token).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    },
  );
}
