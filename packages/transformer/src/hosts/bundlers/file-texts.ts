import { readFileSync, statSync } from "node:fs";

/** A file as it was read, or as the bundler has it. */
interface KnownFile {
  /** What tells one state of the file on the disk from another; undefined where there is none. */
  stamp: string | undefined;
  text: string | undefined;
  /** What the bundler has in place of what is on the disk. */
  given: string | undefined;
  version: number;
}

/** The texts of a project's files. What the bundler gave wins over the disk until the disk changes. */
export interface FileTexts {
  /** The text; undefined where there is no such file. */
  read(file: string): string | undefined;
  /** A number that changes with the text. */
  version(file: string): number;
  /** Whether the bundler gave a text that is not the one on the disk. */
  isGiven(file: string): boolean;
  /** The text on the disk. */
  written(file: string): string | undefined;
  /** Takes the text that the bundler has. */
  give(file: string, text: string): void;
  /** Looks at the disk again, and says which files changed, came or went. */
  refresh(): readonly string[];
}

/** Starts with no file read. What was installed is taken to stay as it is. */
export function createFileTexts(): FileTexts {
  const files = new Map<string, KnownFile>();
  const load = (file: string): KnownFile => {
    const found = files.get(file);
    if (found !== undefined) return found;
    const stamp = readStamp(file);
    const known = { stamp, text: stamp === undefined ? undefined : readText(file), given: undefined, version: 0 };
    files.set(file, known);
    return known;
  };
  return {
    read(file) {
      const { given, text } = load(file);
      return given ?? text;
    },
    version: (file) => load(file).version,
    isGiven: (file) => files.get(file)?.given !== undefined,
    written: (file) => load(file).text,
    give(file, text) {
      const known = load(file);
      known.given = text === known.text ? undefined : text;
      known.version++;
    },
    refresh() {
      const changed: string[] = [];
      for (const [file, known] of files) {
        if (file.includes("/node_modules/")) continue;
        const stamp = readStamp(file);
        if (stamp === known.stamp) continue;
        known.stamp = stamp;
        const text = stamp === undefined ? undefined : readText(file);
        if (text === known.text) continue;
        known.text = text;
        known.given = undefined;
        known.version++;
        changed.push(file);
      }
      return changed;
    },
  };
}

function readStamp(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true ? `${stats.mtimeMs}:${stats.size}:${stats.ino}` : undefined;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    // It went between the two looks.
    return undefined;
  }
}
