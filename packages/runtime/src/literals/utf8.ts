/** Reads text between two offsets of some bytes; `undefined` where they are not UTF-8. */
export type Utf8Reader = (start: number, end: number) => string | undefined;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A reader of text over bytes. Short ASCII text, most of what there is, is read without leaving JavaScript. */
export function utf8Reader(bytes: Uint8Array): Utf8Reader {
  const slice = slicer(bytes);
  return (start, end) => {
    if (end - start <= 12) {
      let text = "";
      let at = start;
      for (; at < end; at++) {
        const byte = bytes[at] as number;
        if (byte > 0x7f) break;
        text += String.fromCharCode(byte);
      }
      if (at === end) return text;
    }
    const text = slice(start, end);
    return text.includes("\ufffd") ? readStrictly(bytes.subarray(start, end)) : text;
  };
}

/** Node's and Bun's buffers read text several times faster than a `TextDecoder`. */
function slicer(bytes: Uint8Array): (start: number, end: number) => string {
  if (typeof Buffer === "undefined") {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return (start, end) => decoder.decode(bytes.subarray(start, end));
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (start, end) => buffer.toString("utf8", start, end);
}

function readStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}
