/**
 * Standard output and standard error without Node's streams, which take longer to load than most results to write. A stream is
 * opened when somebody asks for it, and from then on everything goes through it.
 */
import { writeSync } from "node:fs";

export type StreamName = "stdout" | "stderr";

const descriptors = { stdout: 1, stderr: 2 } as const;

const deferred = new Set<StreamName>();

/**
 * Puts off opening a stream of this process until its first use by others.
 *
 * @param opened is told of the stream before whoever asked for it gets it
 */
export function deferStream(name: StreamName, opened: (stream: NodeJS.WriteStream) => void): void {
  const property = Object.getOwnPropertyDescriptor(process, name);
  // The console of Windows has an encoding of its own, which the stream knows.
  if (property?.get === undefined || process.platform === "win32") {
    opened(process[name]);
    return;
  }
  deferred.add(name);
  Object.defineProperty(process, name, {
    ...property,
    get() {
      Object.defineProperty(process, name, property);
      const stream = process[name];
      deferred.delete(name);
      opened(stream);
      return stream;
    },
  });
}

/** Whether nobody has asked for the stream yet. */
export function isDeferred(name: StreamName): boolean {
  return deferred.has(name);
}

/** Writes a text to a stream that is not open; what cannot be written at once goes to `rest`. */
export function writeDeferred(name: StreamName, text: string, rest: (bytes: Uint8Array) => void): void {
  let bytes = new TextEncoder().encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(descriptors[name], bytes));
  } catch {
    // A pipe that is full and does not wait, or that nobody reads: what happens then is for the stream to decide.
    rest(bytes);
  }
}
