import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";
import { codeCacheFolder } from "./cache-folder.ts";
import { hashText } from "./text-hash.ts";

/** A compiler is a file of many megabytes; anything smaller leads to one. */
const smallest = 1024 * 1024;

/**
 * Loads a CommonJS module of one large file with the machine code of its functions, as an earlier process left them. Node's own
 * compile cache keeps no function that is compiled when it is first called, which of a compiler is every one.
 *
 * @param project a file of the project whose cache is used
 * @returns undefined for a small file, and where nothing may be kept
 */
export function loadWithCode(path: string, project: string): unknown {
  const stats = statSync(path);
  const folder = stats.size < smallest ? undefined : codeCacheFolder(project, "compiler");
  if (folder === undefined) return undefined;
  const key = hashText(JSON.stringify([path, stats.size, stats.mtimeMs, process.version, process.arch]));
  const file = join(folder, `${key}.bin`);
  const cachedData = readCode(file);
  const parameters = "exports, require, module, __filename, __dirname";
  const script = new Script(`(function (${parameters}) {${readFileSync(path, "utf8")}\n})`, {
    filename: path,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: readonly unknown[]) => void;
  run.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
  // What is used of it is known when the process ends.
  if (cachedData === undefined || script.cachedDataRejected === true) {
    process.once("exit", () => writeCode(file, script.createCachedData()));
  }
  return module.exports;
}

/** The first four bytes are a checksum of the others: damaged code would end the process. */
function readCode(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(4);
    return bytes.length > 4 && bytes.readUInt32LE(0) === crc32(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

function writeCode(file: string, code: Buffer): void {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32(code));
  const partial = `${file}.${process.pid}`;
  try {
    writeFileSync(partial, Buffer.concat([checksum, code]), { mode: 0o600, flag: "wx" });
    renameSync(partial, file);
  } catch {
    // A full or read-only disk: the next process tries again.
    rmSync(partial, { force: true });
  }
}
