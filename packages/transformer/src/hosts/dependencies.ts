/** What the text of a compiled module depends on, as a state of the disk that can be compared without a compiler. */
import { readdirSync, readFileSync } from "node:fs";
import { hashText } from "./text-hash.ts";

/** Paths with the hash of what was there; null where there was nothing. */
export type States = Readonly<Record<string, string | null>>;

export interface Dependencies {
  /** Sources and whatever their types come from, configuration, and places where an import would be found first. */
  readonly files: States;
  /** Folders, by the names of folders and declaration files in them. */
  readonly folders: States;
}

/** Reads states of the disk, each once: what was read when a process started holds for it. */
export interface StateReader {
  file(path: string): string | null;
  folder(path: string): string | null;
  /** Takes the text of a file that was read already. */
  take(path: string, text: string): string;
}

export function createStateReader(): StateReader {
  const files = new Map<string, string | null>();
  const folders = new Map<string, string | null>();
  return {
    file: (path) => remember(files, path, fileState),
    folder: (path) => remember(folders, path, folderState),
    take(path, text) {
      const state = hashText(withoutMark(text));
      files.set(path, state);
      return state;
    },
  };
}

/** Whether everything is as it was. */
export function isUnchanged(reader: StateReader, { files, folders }: Dependencies): boolean {
  for (const path in files) if (reader.file(path) !== files[path]) return false;
  for (const path in folders) if (reader.folder(path) !== folders[path]) return false;
  return true;
}

function remember(states: Map<string, string | null>, path: string, read: (path: string) => string): string | null {
  let state = states.get(path);
  if (state !== undefined) return state;
  try {
    state = read(path);
  } catch {
    state = null;
  }
  states.set(path, state);
  return state;
}

function fileState(path: string): string {
  return hashText(withoutMark(readFileSync(path, "utf8")));
}

/** What the compiler would see of a folder when it looks for declarations. Sources come and go, and do not matter. */
function folderState(path: string): string {
  const names = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink() || /\.d\.[cm]?ts$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => name !== "node_modules" && !name.startsWith("."));
  return hashText(names.sort().join("\n"));
}

/** The compiler's texts have no byte order mark. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
