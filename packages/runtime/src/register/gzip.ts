import { once } from "node:events";
import { constants, createGzip, gzipSync } from "node:zlib";

/** Where the header of a gzip file tells the operating system, and the value for "unknown". */
const systemByte = 9;
const unknownSystem = 255;

/** The strategy looks for repeated bytes only: others look up earlier text by a hash that depends on the processor. */
const options = { level: 9, strategy: constants.Z_RLE } as const;

/** Gzip with the same bytes on every machine. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return withoutSystem(gzipSync(bytes, options));
}

/** Gzip of what comes in parts, of which no more than a few are held: the bytes that {@link gzip} gives for all of them in one. */
export async function gzipParts(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const stream = createGzip(options);
  const packed: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => packed.push(chunk));
  const ended = once(stream, "end");
  for await (const part of parts) {
    if (!stream.write(part)) await once(stream, "drain");
  }
  stream.end();
  await ended;
  return withoutSystem(Buffer.concat(packed));
}

function withoutSystem(packed: Uint8Array): Uint8Array {
  packed[systemByte] = unknownSystem;
  return packed;
}
