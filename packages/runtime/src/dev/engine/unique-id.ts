/** Ids within an execution, as the platform makes and shortens them. */

/** The longest id that is shown as it is. */
const longest = 20;
const alphabet = "abcdefghijklmnopqrstuvwxyz123456";

/** The node around others, of which they carry the id. */
export interface ParentNode {
  readonly id: string;
  readonly attempt: number;
}

/** The id of a node in its whole execution: `n0`, `n0-0-dn1` inside of it, and a hash of that where it is longer than 20 characters. */
export function uniqueNodeId(parent: ParentNode | undefined, nodeId: string): string {
  return shortened(parent === undefined ? [nodeId] : [parent.id, String(parent.attempt), nodeId]);
}

/** The name of an execution that a node starts; always the same for the same node. */
export function childExecutionName(execution: string, nodeId: string, attempt: number): string {
  return shortened([execution, nodeId, String(attempt)], true);
}

/** The time of a schedule and what it fires, as the name of an execution. */
export function scheduledExecutionName(parts: readonly string[]): string {
  return `f${base32(fnv1a64(parts.join(":")), 8)}`;
}

function shortened(parts: readonly string[], isLong = false): string {
  const text = parts.filter((part) => part !== "").join("-");
  if (text.length <= longest) return text;
  return `f${isLong ? base32(fnv1a64(text), 8) : base32(BigInt(fnv1a32(text)), 4)}`;
}

function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

/** Five bits a character, from the first bit on; what is left at the end is filled with zeros. */
function base32(value: bigint, bytes: number): string {
  const bits = BigInt(bytes * 8);
  const length = Math.ceil((bytes * 8) / 5);
  const padded = value << (BigInt(length) * 5n - bits);
  const characters = Array.from({ length }, (_, index) => {
    const shift = BigInt((length - 1 - index) * 5);
    return alphabet[Number((padded >> shift) & 31n)] ?? "";
  });
  return characters.join("");
}
