const encoder = new TextEncoder();
const firstSize = 256;
const slabSize = 16_384;
/** Most literals hold no msgpack, and a buffer costs more than they do. */
const nothing = new Uint8Array(0);
const viewOfNothing = new DataView(nothing.buffer);

/**
 * Writes msgpack. Integers take the least room and floats are always 64 bits, also whole ones: readers in other
 * languages tell `2.0` from `2` by that. Finished values are views of one growing slab, never overwritten.
 */
export class MsgpackWriter {
  #bytes: Uint8Array = nothing;
  #view: DataView = viewOfNothing;
  #start = 0;
  #end = 0;

  /** The bytes since the last call. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(this.#start, this.#end);
    this.#start = this.#end;
    return taken;
  }

  /** Where an attempt that fails goes back to, relative to the value being written. */
  get mark(): number {
    return this.#end - this.#start;
  }

  rewind(mark: number): void {
    this.#end = this.#start + mark;
  }

  /** Overwrites one byte, written before. */
  patch(mark: number, byte: number): void {
    this.#bytes[this.#start + mark] = byte;
  }

  nil(): void {
    this.byte(0xc0);
  }

  boolean(value: boolean): void {
    this.byte(value ? 0xc3 : 0xc2);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#end++] = value;
  }

  /** Bytes that are msgpack already. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  float(value: number): void {
    this.#reserve(9);
    this.#bytes[this.#end] = 0xcb;
    this.#view.setFloat64(this.#end + 1, value);
    this.#end += 9;
  }

  integer(value: number | bigint): void {
    if (typeof value === "bigint") {
      if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) this.#wide(value);
      else this.integer(Number(value));
    } else if (value >= 0) {
      if (value < 0x80) this.byte(value);
      else if (value < 0x100) this.#head(0xcc, value, 1);
      else if (value < 0x1_0000) this.#head(0xcd, value, 2);
      else if (value < 0x1_0000_0000) this.#head(0xce, value, 4);
      else this.#wide(BigInt(value));
    } else if (value >= -0x20) this.byte(value & 0xff);
    else if (value >= -0x80) this.#head(0xd0, value, 1);
    else if (value >= -0x8000) this.#head(0xd1, value, 2);
    else if (value >= -0x8000_0000) this.#head(0xd2, value, 4);
    else this.#wide(BigInt(value));
  }

  string(value: string): void {
    const { length } = value;
    if (length < 32 && this.#ascii(value)) return;
    const bytes = encoder.encode(value);
    if (bytes.length < 32) this.byte(0xa0 | bytes.length);
    else this.#sized(bytes.length, 0xd9, 0xda, 0xdb);
    this.raw(bytes);
  }

  binary(bytes: Uint8Array): void {
    this.#sized(bytes.length, 0xc4, 0xc5, 0xc6);
    this.raw(bytes);
  }

  arrayHeader(length: number): void {
    if (length < 16) this.byte(0x90 | length);
    else if (length < 0x1_0000) this.#head(0xdc, length, 2);
    else this.#head(0xdd, length, 4);
  }

  mapHeader(length: number): void {
    if (length < 16) this.byte(0x80 | length);
    else if (length < 0x1_0000) this.#head(0xde, length, 2);
    else this.#head(0xdf, length, 4);
  }

  /** Writes a short string if all of it is ASCII. */
  #ascii(value: string): boolean {
    const { length } = value;
    this.#reserve(length + 1);
    const bytes = this.#bytes;
    const at = this.#end + 1;
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[at + index] = code;
    }
    bytes[this.#end] = 0xa0 | length;
    this.#end = at + length;
    return true;
  }

  #sized(length: number, one: number, two: number, four: number): void {
    if (length < 0x100) this.#head(one, length, 1);
    else if (length < 0x1_0000) this.#head(two, length, 2);
    else this.#head(four, length, 4);
  }

  #head(code: number, value: number, width: 1 | 2 | 4): void {
    this.#reserve(5);
    this.#bytes[this.#end] = code;
    const at = this.#end + 1;
    if (width === 1) this.#bytes[at] = value;
    else if (width === 2) this.#view.setUint16(at, value);
    else this.#view.setUint32(at, value);
    this.#end = at + width;
  }

  #wide(value: bigint): void {
    this.#reserve(9);
    this.#bytes[this.#end] = value >= 0n ? 0xcf : 0xd3;
    this.#view.setBigUint64(this.#end + 1, BigInt.asUintN(64, value));
    this.#end += 9;
  }

  #reserve(size: number): void {
    if (this.#end + size <= this.#bytes.length) return;
    const used = this.#end - this.#start;
    const bytes = new Uint8Array(Math.max(this.#bytes === nothing ? firstSize : slabSize, 2 * (used + size)));
    bytes.set(this.#bytes.subarray(this.#start, this.#end));
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    this.#start = 0;
    this.#end = used;
  }
}
