/** MessagePack as its specification has it, for what structs are made of. */

/** A value and where it ends. */
export interface Unpacked {
  readonly value: unknown;
  readonly end: number;
}

/** Reads the value that begins at an offset. */
export function unpack(bytes: Uint8Array, at = 0): Unpacked {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint8(at);
  const next = at + 1;
  if (type < 0x80) return { value: type, end: next };
  if (type < 0x90) return unpackMap(bytes, next, type & 0x0f);
  if (type < 0xa0) return unpackArray(bytes, next, type & 0x0f);
  if (type < 0xc0) return unpackText(bytes, next, type & 0x1f);
  if (type >= 0xe0) return { value: type - 0x100, end: next };
  switch (type) {
    case 0xc0:
      return { value: null, end: next };
    case 0xc2:
    case 0xc3:
      return { value: type === 0xc3, end: next };
    case 0xca:
      return { value: view.getFloat32(next), end: next + 4 };
    case 0xcb:
      return { value: view.getFloat64(next), end: next + 8 };
    case 0xcc:
      return { value: view.getUint8(next), end: next + 1 };
    case 0xcd:
      return { value: view.getUint16(next), end: next + 2 };
    case 0xce:
      return { value: view.getUint32(next), end: next + 4 };
    case 0xcf:
      return { value: Number(view.getBigUint64(next)), end: next + 8 };
    case 0xd0:
      return { value: view.getInt8(next), end: next + 1 };
    case 0xd1:
      return { value: view.getInt16(next), end: next + 2 };
    case 0xd2:
      return { value: view.getInt32(next), end: next + 4 };
    case 0xd3:
      return { value: Number(view.getBigInt64(next)), end: next + 8 };
    case 0xd9:
      return unpackText(bytes, next + 1, view.getUint8(next));
    case 0xda:
      return unpackText(bytes, next + 2, view.getUint16(next));
    case 0xdb:
      return unpackText(bytes, next + 4, view.getUint32(next));
    case 0xdc:
      return unpackArray(bytes, next + 2, view.getUint16(next));
    case 0xdd:
      return unpackArray(bytes, next + 4, view.getUint32(next));
    case 0xde:
      return unpackMap(bytes, next + 2, view.getUint16(next));
    case 0xdf:
      return unpackMap(bytes, next + 4, view.getUint32(next));
    default:
      throw new Error(`no value of these tests has the type 0x${type.toString(16)}`);
  }
}

/** Cuts out the bytes of the part that a path leads to. */
export function cut(bytes: Uint8Array, path: readonly (string | number)[]): Uint8Array {
  let at = 0;
  for (const step of path) at = partAt(bytes, at, step);
  return bytes.slice(at, unpack(bytes, at).end);
}

function partAt(bytes: Uint8Array, at: number, step: string | number): number {
  const type = bytes[at] ?? 0;
  if (typeof step === "string" && type >= 0x80 && type < 0x90) {
    let offset = at + 1;
    for (let index = 0; index < (type & 0x0f); index++) {
      const key = unpack(bytes, offset);
      if (key.value === step) return key.end;
      offset = unpack(bytes, key.end).end;
    }
  }
  if (typeof step === "number" && type >= 0x90 && type < 0xa0 && step < (type & 0x0f)) {
    let offset = at + 1;
    for (let index = 0; index < step; index++) offset = unpack(bytes, offset).end;
    return offset;
  }
  throw new Error(`there is no ${JSON.stringify(step)} in ${JSON.stringify(unpack(bytes, at).value)}`);
}

function unpackText(bytes: Uint8Array, at: number, length: number): Unpacked {
  return { value: new TextDecoder().decode(bytes.subarray(at, at + length)), end: at + length };
}

function unpackArray(bytes: Uint8Array, at: number, length: number): Unpacked {
  const value: unknown[] = [];
  let end = at;
  for (let index = 0; index < length; index++) {
    const item = unpack(bytes, end);
    value.push(item.value);
    end = item.end;
  }
  return { value, end };
}

function unpackMap(bytes: Uint8Array, at: number, length: number): Unpacked {
  const value: { [key: string]: unknown } = {};
  let end = at;
  for (let index = 0; index < length; index++) {
    const key = unpack(bytes, end);
    const item = unpack(bytes, key.end);
    value[String(key.value)] = item.value;
    end = item.end;
  }
  return { value, end };
}
