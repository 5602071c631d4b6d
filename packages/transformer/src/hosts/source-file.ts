import { existsSync, statSync } from "node:fs";

const extensions = [".ts", ".mts", ".cts", ".tsx"];

/** What JavaScript's extensions stand for in an import that TypeScript's users write. */
const sourceExtensions: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** Whether a path is a TypeScript source of the project: no declaration file, nothing that was installed. */
export function isSource(path: string): boolean {
  return /\.([cm]?ts|tsx)$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && !path.includes("/node_modules/");
}

/** The source that `./x.js` means: `./x.ts` where there is one. */
export function sourceOfJavaScript(path: string): string | undefined {
  const match = /\.(js|jsx|mjs|cjs)$/.exec(path);
  if (match === null) return undefined;
  const stem = path.slice(0, match.index);
  return sourceExtensions[match[0]]?.map((extension) => stem + extension).find(isFile);
}

/** The source that an import without an extension, or of a folder, means. */
export function sourceWithoutExtension(path: string): string | undefined {
  return [
    ...extensions.map((extension) => path + extension),
    ...extensions.map((extension) => `${path}/index${extension}`),
  ].find(isFile);
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
