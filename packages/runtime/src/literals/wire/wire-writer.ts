const encoder = new TextEncoder();

/**
 * Writes protobuf from the end towards the beginning: the length of a message is known when its header is written, and
 * nothing is measured or moved. So the last field of a message is written first.
 */
export class WireWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #at: number;

  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
    this.#at = capacity;
  }

  /** How much is written. Taken before a message's fields, it is where the message ends. */
  get size(): number {
    return this.#bytes.length - this.#at;
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  /** Closes a message, or anything of a length, that was begun when {@link WireWriter.size} was `end`. */
  close(field: number, end: number): void {
    this.varint(this.size - end);
    this.varint((field << 3) | 2);
  }

  string(field: number, value: string): void {
    const end = this.size;
    this.#text(value);
    this.close(field, end);
  }

  bytes(field: number, value: Uint8Array): void {
    this.#reserve(value.length);
    this.#at -= value.length;
    this.#bytes.set(value, this.#at);
    this.varint(value.length);
    this.varint((field << 3) | 2);
  }

  double(field: number, value: number): void {
    this.#reserve(8);
    this.#at -= 8;
    this.#view.setFloat64(this.#at, value, true);
    this.varint((field << 3) | 1);
  }

  boolean(field: number, value: boolean): void {
    this.varint(value ? 1 : 0);
    this.varint(field << 3);
  }

  /** An `int64`, `int32`, `uint64` or enum. */
  integer(field: number, value: number | bigint): void {
    if (typeof value === "number" && value >= 0) this.varint(value);
    else this.#bigVarint(BigInt.asUintN(64, BigInt(value)));
    this.varint(field << 3);
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    if (value < 0x80) {
      if (this.#at === 0) this.#reserve(1);
      this.#bytes[--this.#at] = value;
      return;
    }
    let length = 1;
    for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
    this.#reserve(length);
    this.#at -= length;
    let at = this.#at;
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes[at++] = (rest % 0x80) | 0x80;
    this.#bytes[at] = rest;
  }

  #bigVarint(value: bigint): void {
    const groups: number[] = [];
    for (let rest = value; groups.length === 0 || rest > 0n; rest >>= 7n) groups.push(Number(rest & 0x7fn));
    this.#reserve(groups.length);
    this.#at -= groups.length;
    groups.forEach((group, index) => {
      this.#bytes[this.#at + index] = index === groups.length - 1 ? group : group | 0x80;
    });
  }

  #text(value: string): void {
    const { length } = value;
    if (length <= 64) {
      this.#reserve(length);
      const bytes = this.#bytes;
      const at = this.#at - length;
      let index = 0;
      for (; index < length; index++) {
        const code = value.charCodeAt(index);
        if (code > 0x7f) break;
        bytes[at + index] = code;
      }
      if (index === length) {
        this.#at = at;
        return;
      }
    }
    const bytes = encoder.encode(value);
    this.#reserve(bytes.length);
    this.#at -= bytes.length;
    this.#bytes.set(bytes, this.#at);
  }

  #reserve(size: number): void {
    if (this.#at >= size) return;
    const used = this.size;
    const bytes = new Uint8Array(2 * (used + size));
    bytes.set(this.#bytes.subarray(this.#at), bytes.length - used);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    this.#at = bytes.length - used;
  }
}
