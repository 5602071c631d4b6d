import { badDocument } from "../../errors/documents.ts";
import type { LiteralType } from "../../model/index.ts";
import { type Utf8Reader, utf8Reader } from "../utf8.ts";

/** Messages nested deeper than this are refused. */
const maxDepth = 1000;

/** What was read of some bytes. */
export interface Recent<T extends object> {
  readonly start: number;
  readonly end: number;
  readonly value: T;
}

/** More different types in one collection are read again and again. */
const maxRecent = 8;

/**
 * Reads protobuf. A tag is a field number and a wire type in one, so a field of another wire type than expected is an
 * unknown field, as everywhere in protobuf. Nothing is read beyond the end that a message was given.
 */
export class WireReader {
  /** Where the next byte is read. */
  at = 0;
  readonly size: number;
  /** The types of unions that were read last. */
  readonly recentTypes: Recent<LiteralType>[] = [];
  readonly #document: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #text: Utf8Reader;
  #depth = 0;

  /** @param document what the bytes hold, with an article, for errors */
  constructor(bytes: Uint8Array, document: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#text = utf8Reader(bytes);
    this.#document = document;
    this.size = bytes.length;
  }

  /** A field number and wire type; numbers fit into 29 bits. */
  tag(end: number): number {
    const tag = this.varint(end);
    if (tag < 8 || tag > 0xffff_ffff) throw this.bad("a field has an impossible number");
    return tag;
  }

  /** Reads a nested message: `read` is given its end, and has to stop there. */
  message<T>(end: number, read: (reader: WireReader, end: number) => T): T {
    const inner = this.length(end);
    if (++this.#depth > maxDepth) throw this.bad(`messages are nested more than ${maxDepth} levels deep`);
    const value = read(this, inner);
    this.#depth--;
    return value;
  }

  /** Reads a length; gives where what follows ends. */
  length(end: number): number {
    const length = this.varint(end);
    if (length > end - this.at) throw this.bad(`a field of ${length} bytes does not fit`);
    return this.at + length;
  }

  /**
   * Reads a nested message that is likely to have come before, byte for byte: the type of every element of a collection
   * of unions. What was read of the same bytes is given again, so it must not be changed.
   */
  repeated<T extends object>(end: number, recent: Recent<T>[], read: (reader: WireReader, end: number) => T): T {
    const start = this.at;
    const stop = this.length(end);
    const known = recent.find((item) => this.#isSame(item, this.at, stop));
    if (known !== undefined) {
      this.at = stop;
      return known.value;
    }
    const from = this.at;
    this.at = start;
    const value = this.message(end, read);
    if (recent.length === maxRecent) recent.shift();
    recent.push({ start: from, end: stop, value });
    return value;
  }

  string(end: number): string {
    const stop = this.length(end);
    const text = this.#text(this.at, stop);
    if (text === undefined) throw this.bad("a text is not UTF-8");
    this.at = stop;
    return text;
  }

  bytes(end: number): Uint8Array {
    const stop = this.length(end);
    const bytes = this.#bytes.subarray(this.at, stop);
    this.at = stop;
    return bytes;
  }

  double(end: number): number {
    const at = this.#skipBytes(8, end);
    return this.#view.getFloat64(at, true);
  }

  boolean(end: number): boolean {
    return this.int64(end) !== 0;
  }

  /** An `int32` or enum. */
  int32(end: number): number {
    return Number(BigInt.asIntN(32, BigInt(this.int64(end))));
  }

  /** An `int64`: a number where that is exact. */
  int64(end: number): number | bigint {
    const start = this.at;
    const first = this.#bytes[start];
    if (start < end && first !== undefined && first < 0x80) {
      this.at = start + 1;
      return first;
    }
    let low = 0;
    for (let shift = 1, index = 0; index < 7; index++, shift *= 0x80) {
      const byte = this.#byte(end);
      low += (byte & 0x7f) * shift;
      if (byte < 0x80) return low;
    }
    this.at = start;
    return narrow(BigInt.asIntN(64, this.#bigVarint(end)));
  }

  uint64(end: number): bigint {
    return BigInt.asUintN(64, BigInt(this.int64(end)));
  }

  /** A whole number that cannot be as large as 2^53: a tag or a length. */
  varint(end: number): number {
    const value = this.int64(end);
    if (typeof value === "bigint" || value < 0) throw this.bad("a length or field number is impossible");
    return value;
  }

  /** Steps over a field that has no meaning here. */
  skip(tag: number, end: number): void {
    switch (tag & 7) {
      case 0:
        this.#bigVarint(end);
        return;
      case 1:
        this.#skipBytes(8, end);
        return;
      case 2:
        this.at = this.length(end);
        return;
      case 3:
        this.#skipGroup(tag, end);
        return;
      case 5:
        this.#skipBytes(4, end);
        return;
      default:
        throw this.bad(`a field has the wire type ${tag & 7}`);
    }
  }

  bad(reason: string): Error {
    return badDocument(this.#document, this.at, reason);
  }

  #isSame({ start, end }: Recent<object>, from: number, to: number): boolean {
    if (end - start !== to - from) return false;
    const bytes = this.#bytes;
    for (let offset = to - from - 1; offset >= 0; offset--) {
      if (bytes[start + offset] !== bytes[from + offset]) return false;
    }
    return true;
  }

  #skipGroup(tag: number, end: number): void {
    if (++this.#depth > maxDepth) throw this.bad(`groups are nested more than ${maxDepth} levels deep`);
    for (let inner = this.tag(end); inner !== tag + 1; inner = this.tag(end)) this.skip(inner, end);
    this.#depth--;
  }

  #bigVarint(end: number): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte(end);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw this.bad("a number has more than 10 bytes");
  }

  #byte(end: number): number {
    const byte = this.at < end ? this.#bytes[this.at] : undefined;
    if (byte === undefined) throw this.bad("it ends within a field");
    this.at++;
    return byte;
  }

  #skipBytes(length: number, end: number): number {
    const at = this.at;
    if (length > end - at) throw this.bad("it ends within a field");
    this.at = at + length;
    return at;
  }
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
