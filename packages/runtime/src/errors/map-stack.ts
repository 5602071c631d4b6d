import { isBundled, isOwnFile } from "./own-files.ts";

/** A stack names more files than anyone will read. */
const maxFiles = 20;

interface Position {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** The source position of a position in one built file; both count from 1. */
type SourceLookup = (line: number, column: number) => Position | undefined;

/**
 * A stack with the positions of the user's sources in place of those of the built JavaScript, where source maps tell
 * them. Only a task that fails pays for it: letting Node do it would cost every start.
 */
export function mapStack(stack: string): string {
  if (process.sourceMapsEnabled) return stack;
  const maps = new Map<string, SourceLookup | undefined>();
  const lookup = (url: string): SourceLookup | undefined => {
    if (!maps.has(url) && maps.size < maxFiles) maps.set(url, readMap(url));
    return maps.get(url);
  };
  // Frames only: a message may be long, and hold anything.
  const isFrame = (line: string): boolean => line.length < 1000 && /^\s+at /.test(line);
  const lines = stack.split("\n").map((line) => (isFrame(line) ? mapFrame(line, lookup) : line));
  return lines.join("\n");
}

function mapFrame(frame: string, lookup: (url: string) => SourceLookup | undefined): string {
  const match = /(file:\/\/[^\s()]+|\/[^\s():]+):(\d+):(\d+)/.exec(frame);
  if (match === null) return frame;
  const [place, file = "", line, column] = match;
  try {
    const url = file.startsWith("/") ? process.getBuiltinModule("node:url").pathToFileURL(file).href : file;
    const position = isOwnFile(url) ? undefined : lookup(url)?.(Number(line), Number(column));
    if (position === undefined) return frame;
    return frame.replace(place, () => `${position.source}:${position.line}:${position.column}`);
  } catch {
    return frame;
  }
}

function readMap(url: string): SourceLookup | undefined {
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const { fileURLToPath } = process.getBuiltinModule("node:url");
  const text = readFileSync(fileURLToPath(url), "utf8");
  const reference = [...text.matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1];
  if (reference === undefined) return undefined;
  const mapUrl = new URL(reference, url);
  const json = mapUrl.protocol === "data:" ? textOfDataUrl(reference) : readFileSync(fileURLToPath(mapUrl), "utf8");
  const base = mapUrl.protocol === "data:" ? url : mapUrl.href;
  const { SourceMap } = process.getBuiltinModule("node:module");
  const map = new SourceMap(JSON.parse(json));
  return (line, column) => {
    const entry = map.findEntry(line - 1, column - 1);
    if (!("originalSource" in entry) || entry.originalSource === undefined) return undefined;
    const source = new URL(entry.originalSource, base);
    const path = source.protocol === "file:" ? fileURLToPath(source) : source.href;
    return {
      // A bundle travels without its sources: where they lay in the project says more than where they would lie here.
      source: isBundled() ? entry.originalSource : path,
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
    };
  };
}

function textOfDataUrl(url: string): string {
  const comma = url.indexOf(",");
  const data = url.slice(comma + 1);
  return url.slice(0, comma).endsWith(";base64")
    ? Buffer.from(data, "base64").toString("utf8")
    : decodeURIComponent(data);
}
