/** Sends a file to the URI of its first argument, of as many mebibytes as its second one says, and fetches it; prints the most memory that the process had. */
import { createHash } from "node:crypto";
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileAccess } from "../../runtime/src/storage/index.ts";

const folder = mkdtempSync(join(tmpdir(), "tsflyte-large-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const source = join(folder, "large.bin");
const mebibyte = 1024 * 1024;

const piece = new Uint32Array(mebibyte / 4);
const handle = openSync(source, "w");
for (let count = 0; count < Number(process.argv[3]); count++) {
  for (let at = 0; at < piece.length; at += 64) piece[at] = count ^ Math.imul(at, 2654435761);
  writeSync(handle, piece);
}
closeSync(handle);

async function digest(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha1");
  for await (const part of pieces) hash.update(part);
  return hash.digest("hex");
}

const access = createFileAccess({
  rawOutputPrefix: `${process.argv[2]}/raw`,
  downloadDirectory: join(folder, "downloads"),
});
const uri = access.newUri("large.bin");
await access.put(source, uri);
const expected = await digest(createReadStream(source));
const downloaded = await digest(createReadStream(await access.get(uri)));
const streamed = await digest(access.stream(uri));
const isSame = downloaded === expected && streamed === expected;
console.log(JSON.stringify({ isSame, mebibytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
