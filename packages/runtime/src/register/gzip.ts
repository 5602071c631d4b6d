import { constants, gzipSync } from "node:zlib";

/** Where the header of a gzip file tells the operating system, and the value for "unknown". */
const systemByte = 9;
const unknownSystem = 255;

/**
 * Gzip with the same bytes on every machine. The strategy looks for repeated bytes only: others look up earlier text by a
 * hash that depends on the processor, and give other bytes elsewhere.
 */
export function gzip(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9, strategy: constants.Z_RLE });
  packed[systemByte] = unknownSystem;
  return packed;
}
