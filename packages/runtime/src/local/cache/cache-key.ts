import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { literalHash } from "../../literals/index.ts";
import type { Literal, LiteralType, TypedInterface } from "../../model/index.ts";
import { listTree, localPathOf } from "../../types/index.ts";
import type { CachedCall } from "./through-cache.ts";

/**
 * What a result is cached by, as flytekit does: the task's name, the cache version, and the input literals, of which one with a hash
 * counts by its hash alone. Files of this machine count by their content, since a run copies them to places of their own. The interface
 * counts too: a task that has got another output has nothing in the cache.
 */
export async function cacheKey({ task, inputs, version }: CachedCall): Promise<string> {
  const ignored = new Set(task.metadata.cacheIgnoreInputVars);
  const names = Object.keys(inputs)
    .filter((name) => !ignored.has(name))
    .sort();
  const parts = [task.name, version, JSON.stringify([typesIn(task.interface.inputs), typesIn(task.interface.outputs)])];
  for (const name of names) {
    const literal = await hashable(inputs[name] as Literal);
    parts.push(name, literalHash(literal));
  }
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Without descriptions: a comment that is worded differently changes no result. */
function typesIn(variables: TypedInterface["inputs"]): { readonly [name: string]: LiteralType } {
  return Object.fromEntries(Object.entries(variables).map(([name, { type }]) => [name, type]));
}

/** The literal with hashes in the place of everything that has one. */
async function hashable(literal: Literal): Promise<Literal> {
  if (literal.hash !== undefined && literal.hash !== "") return { kind: "none", hash: literal.hash };
  switch (literal.kind) {
    case "collection":
      return { ...literal, literals: await Promise.all(literal.literals.map((item) => hashable(item))) };
    case "map": {
      const entries = Object.entries(literal.literals).map(async ([key, item]) => [key, await hashable(item)] as const);
      return { ...literal, literals: Object.fromEntries(await Promise.all(entries)) };
    }
    case "union":
      return { ...literal, value: await hashable(literal.value) };
    case "blob":
    case "structured-dataset": {
      const path = localPathOf(literal.uri);
      const content = path === undefined ? undefined : await contentHash(path);
      return content === undefined ? literal : { ...literal, uri: content };
    }
    default:
      return literal;
  }
}

/** The hash of a file's bytes, or of the names and bytes of all files in a folder; undefined where nothing is. */
async function contentHash(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isFile()) return fileHash(path);
  const hash = createHash("sha256");
  for (const name of await listTree(path)) hash.update(JSON.stringify([name, await fileHash(join(path, name))]));
  return hash.digest("hex");
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}
