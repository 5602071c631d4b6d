import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { CacheFiles } from "./cache-files.ts";

/** A file that was written, as it was then. */
export interface Output {
  readonly path: string;
  readonly size: number;
  /** Milliseconds. */
  readonly changed: number;
}

/** What the last build made of a source. */
export interface SourceRecord {
  /** Hash of everything that the source's metadata was read from; undefined where it has no call. */
  readonly key: string | undefined;
  /** Hash of the metadata; empty where there is none. */
  readonly metadata: string;
  /** Whether a call of it was refused. */
  readonly refused: boolean;
  readonly outputs: readonly Output[];
}

/** What the last build of a tsconfig.json did. */
export interface BuildRecord {
  /** Hash of what concerns all sources: options, versions. */
  readonly settings: string;
  /** By the source's path. */
  readonly sources: Readonly<Record<string, SourceRecord>>;
}

interface StoredRecord extends BuildRecord {
  readonly version: typeof formatVersion;
  /** Hash of TypeScript's own record: the two are of one build or worth nothing. */
  readonly buildInfo: string;
}

const formatVersion = 1;

/** Reads what the last build left. Where it was made with other settings, everything is forgotten and made anew. */
export function readRecord(files: CacheFiles, settings: string): BuildRecord {
  const stored = readStored(files.record);
  if (
    stored?.version === formatVersion &&
    stored.settings === settings &&
    stored.buildInfo === hashOfFile(files.buildInfo)
  ) {
    return stored;
  }
  forget(files);
  return { settings, sources: {} };
}

/** Stores a record beside TypeScript's own, which must be written already. */
export function writeRecord(files: CacheFiles, record: BuildRecord): void {
  const stored: StoredRecord = { version: formatVersion, buildInfo: hashOfFile(files.buildInfo), ...record };
  mkdirSync(dirname(files.record), { recursive: true });
  const temporary = `${files.record}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(stored));
  renameSync(temporary, files.record);
}

/** Makes the next build a full one. */
export function forget({ record, buildInfo }: CacheFiles): void {
  rmSync(record, { force: true });
  rmSync(buildInfo, { force: true });
}

/** What is on the disk now; undefined where there is no file. */
export function statOutput(path: string): Output | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : { path, size: stat.size, changed: stat.mtimeMs };
}

/** Whether a file is still the one that was written. */
export function isUntouched(output: Output): boolean {
  const now = statOutput(output.path);
  return now !== undefined && now.size === output.size && now.changed === output.changed;
}

/** A short hash of texts, in their order. */
export function hash(...texts: readonly string[]): string {
  const digest = createHash("sha256");
  for (const text of texts) digest.update(`${text.length}:`).update(text);
  return digest.digest("base64url").slice(0, 32);
}

function readStored(file: string): StoredRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as StoredRecord;
  } catch {
    // None yet, or one that was cut off: either way there is nothing to build on.
    return undefined;
  }
}

function hashOfFile(file: string): string {
  try {
    return hash(readFileSync(file, "utf8"));
  } catch {
    return "";
  }
}
