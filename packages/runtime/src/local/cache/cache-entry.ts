/** Entries of the cache: a folder each, with the outputs' document and copies of the local files that they refer to. */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { decodeLiteralMap, encodeLiteralMap } from "../../literals/index.ts";
import type { Literal, LiteralMap } from "../../model/index.ts";
import { randomHex } from "../../storage/index.ts";
import { listTree, localPathOf } from "../../types/index.ts";

const document = "outputs.pb";

/** The outputs of an entry; undefined where there is none, or one that cannot be used. */
export function readEntry(directory: string, key: string): LiteralMap | undefined {
  try {
    const outputs = decodeLiteralMap(readFileSync(join(entryFolder(directory, key), document)));
    return Object.values(outputs).flatMap(localPaths).every(existsSync) ? outputs : undefined;
  } catch {
    // Damaged, or removed while it is read: as good as not there.
    return undefined;
  }
}

/** Writes an entry whole or not at all. Of two that are written at once the later one stays. */
export async function writeEntry(directory: string, key: string, outputs: LiteralMap): Promise<void> {
  const target = entryFolder(directory, key);
  const temporary = join(directory, "entries", `.${key}-${randomHex()}`);
  mkdirSync(temporary, { recursive: true });
  try {
    const copies: { readonly from: string; readonly name: string }[] = [];
    const kept = Object.fromEntries(
      Object.entries(outputs).map(([name, literal]) => [name, withCopies(literal, target, copies)]),
    );
    for (const { from, name } of copies) await copyInto(join(temporary, name), from);
    writeFileSync(join(temporary, document), encodeLiteralMap(kept));
    replaceFolder(temporary, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function entryFolder(directory: string, key: string): string {
  return join(directory, "entries", key);
}

/** A folder that is not empty cannot be renamed over: the old one goes aside first. */
function replaceFolder(from: string, to: string): void {
  const aside = `${from}-old`;
  try {
    renameSync(to, aside);
  } catch {
    // There was none.
  }
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process has put the same there in between.
    if (!existsSync(to)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** The literal with the copies' places for the local files' own, which go with the run that made them. */
function withCopies(
  literal: Literal,
  target: string,
  copies: { readonly from: string; readonly name: string }[],
): Literal {
  switch (literal.kind) {
    case "collection":
      return { ...literal, literals: literal.literals.map((item) => withCopies(item, target, copies)) };
    case "map": {
      const entries = Object.entries(literal.literals).map(
        ([key, item]) => [key, withCopies(item, target, copies)] as const,
      );
      return { ...literal, literals: Object.fromEntries(entries) };
    }
    case "union":
      return { ...literal, value: withCopies(literal.value, target, copies) };
    case "blob":
    case "structured-dataset":
    case "offloaded": {
      const from = localPathOf(literal.uri);
      if (from === undefined) return literal;
      const name = join("data", String(copies.length), basename(from));
      copies.push({ from, name });
      return { ...literal, uri: join(target, name) };
    }
    default:
      return literal;
  }
}

/** Copies are read only: a task that changed its input in place would change what others get from the cache. */
async function copyInto(target: string, from: string): Promise<void> {
  cpSync(from, target, { recursive: true });
  const names = await listTree(target).catch(() => undefined);
  if (names === undefined) chmodSync(target, 0o444);
  else for (const name of names) chmodSync(join(target, name), 0o444);
}

function localPaths(literal: Literal): readonly string[] {
  switch (literal.kind) {
    case "collection":
      return literal.literals.flatMap(localPaths);
    case "map":
      return Object.values(literal.literals).flatMap(localPaths);
    case "union":
      return localPaths(literal.value);
    case "blob":
    case "structured-dataset":
    case "offloaded": {
      const path = localPathOf(literal.uri);
      return path === undefined ? [] : [path];
    }
    default:
      return [];
  }
}
