import type { Literal, LiteralMap } from "../model/index.ts";
import { type FileAccess, pickleFormat } from "../types/index.ts";
import { pickleTag } from "./codecs/pickle.ts";
import { setOwn } from "./set-own.ts";
import { decodeLiteral } from "./wire/documents.ts";

/** Offloaded literals inside offloaded literals go no further than this. */
const maxHops = 10;

/**
 * Reads what literals refer to and values need: literals that were too large for their document, and pickled values.
 * Decoding is synchronous, so this comes before it. Files stay where they are until a task opens them.
 */
export async function fetchStored(literals: LiteralMap, access: FileAccess): Promise<LiteralMap> {
  const names = Object.keys(literals);
  if (!names.some((name) => refersToStored(literals[name] as Literal))) return literals;
  const fetched = await Promise.all(names.map((name) => fetchLiteral(literals[name] as Literal, access, 0)));
  const result: { [variable: string]: Literal } = {};
  names.forEach((name, index) => {
    setOwn(result, name, fetched[index] as Literal);
  });
  return result;
}

async function fetchLiteral(literal: Literal, access: FileAccess, hops: number): Promise<Literal> {
  if (!refersToStored(literal) || hops > maxHops) return literal;
  switch (literal.kind) {
    case "offloaded":
      return fetchLiteral(decodeLiteral(await access.read(literal.uri)), access, hops + 1);
    case "blob":
      return { kind: "binary", value: await access.read(literal.uri), tag: pickleTag };
    case "union":
      return { ...literal, value: await fetchLiteral(literal.value, access, hops) };
    case "collection":
      return {
        ...literal,
        literals: await Promise.all(literal.literals.map((item) => fetchLiteral(item, access, hops))),
      };
    case "map":
      return { ...literal, literals: await fetchStored(literal.literals, access) };
    default:
      return literal;
  }
}

/** Looks before anything is copied: a collection of a hundred thousand integers refers to nothing. */
function refersToStored(literal: Literal): boolean {
  switch (literal.kind) {
    case "offloaded":
      return true;
    case "blob":
      return literal.format === pickleFormat;
    case "union":
      return refersToStored(literal.value);
    case "collection":
      return literal.literals.some(refersToStored);
    case "map":
      return Object.values(literal.literals).some(refersToStored);
    default:
      return false;
  }
}
