import { badDocument } from "../../errors/documents.ts";
import { type Utf8Reader, utf8Reader } from "../utf8.ts";
import { type Packed, PackedMap } from "./packed.ts";

/** Maps and arrays nested deeper than this are refused. */
const maxDepth = 500;

/** Reads one msgpack value; refuses anything that is cut short, too deep, or followed by more bytes. */
export function readMsgpack(bytes: Uint8Array): Packed {
  const reader = new MsgpackReader(bytes);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** Reads msgpack from the beginning; nothing is read twice. */
export class MsgpackReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #text: Utf8Reader;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#text = utf8Reader(bytes);
  }

  end(): void {
    if (this.#at < this.#bytes.length) throw this.#bad(`${this.#bytes.length - this.#at} bytes follow the value`);
  }

  /** Where the next value begins. */
  get at(): number {
    return this.#at;
  }

  /** Steps into a map or array, and stands at its first key or element; `undefined` for any other value. */
  open(): { readonly kind: "map" | "array"; readonly length: number } | undefined {
    const code = this.#bytes[this.#at] ?? 0;
    if (code >= 0x80 && code < 0xa0) {
      this.#at++;
      return { kind: code < 0x90 ? "map" : "array", length: code & 0x0f };
    }
    if (code < 0xdc || code > 0xdf) return undefined;
    this.#at++;
    return { kind: code < 0xde ? "array" : "map", length: this.#uint(code % 2 === 0 ? 2 : 4) };
  }

  /** Reads a value with all of its parts. */
  value(depth: number): Packed {
    const code = this.#bytes[this.#at];
    if (code === undefined) throw this.#bad("it ends where a value should begin");
    this.#at++;
    if (code < 0x80) return code;
    if (code < 0x90) return this.#map(code & 0x0f, depth);
    if (code < 0xa0) return this.#array(code & 0x0f, depth);
    if (code < 0xc0) return this.#string(code & 0x1f);
    if (code >= 0xe0) return code - 0x100;
    switch (code) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#binary(this.#uint((1 << (code - 0xc4)) as 1 | 2 | 4));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#uint((1 << (code - 0xc7)) as 1 | 2 | 4));
      case 0xca:
        return this.#view.getFloat32(this.#skip(4));
      case 0xcb:
        return this.#view.getFloat64(this.#skip(8));
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#uint((1 << (code - 0xcc)) as 1 | 2 | 4);
      case 0xcf:
        return narrow(this.#view.getBigUint64(this.#skip(8)));
      case 0xd0:
        return this.#view.getInt8(this.#skip(1));
      case 0xd1:
        return this.#view.getInt16(this.#skip(2));
      case 0xd2:
        return this.#view.getInt32(this.#skip(4));
      case 0xd3:
        return narrow(this.#view.getBigInt64(this.#skip(8)));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (code - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#string(this.#uint((1 << (code - 0xd9)) as 1 | 2 | 4));
      case 0xdc:
      case 0xdd:
        return this.#array(this.#uint(code === 0xdc ? 2 : 4), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#uint(code === 0xde ? 2 : 4), depth);
      default:
        throw this.#bad(`the byte 0x${code.toString(16)} begins no value`);
    }
  }

  #map(length: number, depth: number): PackedMap {
    this.#enter(length * 2, depth);
    const keys = new Array<string>(length);
    const values = new Array<Packed>(length);
    for (let index = 0; index < length; index++) {
      const key = this.value(depth + 1);
      if (key !== null && typeof key === "object") throw this.#bad("a map key is no string or number");
      keys[index] = String(key);
      values[index] = this.value(depth + 1);
    }
    return new PackedMap(keys, values);
  }

  #array(length: number, depth: number): readonly Packed[] {
    this.#enter(length, depth);
    const values = new Array<Packed>(length);
    for (let index = 0; index < length; index++) values[index] = this.value(depth + 1);
    return values;
  }

  /** Every element takes a byte at least, so a length that cannot be true reserves no memory. */
  #enter(elements: number, depth: number): void {
    if (elements > this.#bytes.length - this.#at) throw this.#bad(`it ends within ${elements} announced elements`);
    if (depth >= maxDepth) throw this.#bad(`it is nested more than ${maxDepth} levels deep`);
  }

  #string(length: number): string {
    const at = this.#skip(length);
    const text = this.#text(at, at + length);
    if (text === undefined) throw this.#bad("a string is not UTF-8");
    return text;
  }

  #binary(length: number): Uint8Array {
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** Timestamps are the one extension with a meaning here. */
  #extension(length: number): Date {
    const type = this.#view.getInt8(this.#skip(1));
    const at = this.#skip(length);
    if (type === -1 && length === 4) return new Date(this.#view.getUint32(at) * 1000);
    if (type === -1 && length === 8) {
      const bits = this.#view.getBigUint64(at);
      return date(Number(bits & 0x3_ffff_ffffn), Number(bits >> 34n));
    }
    if (type === -1 && length === 12) {
      return date(Number(this.#view.getBigInt64(at + 4)), this.#view.getUint32(at));
    }
    throw this.#bad(`the extension ${type} of ${length} bytes is unknown`);
  }

  #uint(width: 1 | 2 | 4): number {
    const at = this.#skip(width);
    if (width === 1) return this.#view.getUint8(at);
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  /** Steps over bytes that have to be there; gives where they begin. */
  #skip(length: number): number {
    const at = this.#at;
    if (length > this.#bytes.length - at) throw this.#bad(`it ends within ${length} announced bytes`);
    this.#at = at + length;
    return at;
  }

  #bad(reason: string): Error {
    return badDocument("a msgpack value", this.#at, reason);
  }
}

function narrow(value: bigint): number | bigint {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : value;
}

function date(seconds: number, nanos: number): Date {
  return new Date(seconds * 1000 + Math.floor(nanos / 1e6));
}
