import type { CompletedPart, PutObjectCommandInput, S3Client } from "@aws-sdk/client-s3";

type Target = Pick<PutObjectCommandInput, "Bucket" | "Key" | "ContentType" | "Metadata">;

/** Parts that travel at a time; each has a buffer of its own. */
const concurrency = 3;

/**
 * Sends content of any length, or the file at a path: as one object where it is shorter than a part, else in parts, which become the object when the last
 * of them is there. The parts are in as many buffers as travel at a time, used over and over: what the library for uploads
 * leaves to the garbage collector is several times as much.
 */
export async function uploadInParts(
  aws: typeof import("@aws-sdk/client-s3"),
  client: S3Client,
  target: Target,
  content: AsyncIterable<Uint8Array> | string,
  partSize: number,
): Promise<void> {
  const free: Buffer[] = [];
  const takeBuffer = (): Buffer => free.pop() ?? Buffer.allocUnsafeSlow(partSize);
  const parts = typeof content === "string" ? partsOfFile(content, takeBuffer) : partsOf(content, partSize, takeBuffer);
  try {
    await sendParts({ aws, client, target }, parts, { size: partSize, sent: (buffer) => free.push(buffer) });
  } finally {
    // However it ended, the content is closed.
    await parts.return();
  }
}

interface Destination {
  readonly aws: typeof import("@aws-sdk/client-s3");
  readonly client: S3Client;
  readonly target: Target;
}

async function sendParts(
  { aws, client, target }: Destination,
  parts: AsyncGenerator<Part, void, undefined>,
  options: { readonly size: number; sent(buffer: Buffer): void },
): Promise<void> {
  const first = await parts.next();
  if (first.done === true || first.value.bytes.length < options.size) {
    const bytes = first.value?.bytes ?? new Uint8Array();
    await client.send(new aws.PutObjectCommand({ ...target, Body: bytes }));
    return;
  }
  const { UploadId } = await client.send(new aws.CreateMultipartUploadCommand(target));
  const upload = { Bucket: target.Bucket, Key: target.Key, UploadId };
  const sent: CompletedPart[] = [];
  const work = async (begin?: IteratorResult<Part, void>): Promise<void> => {
    for (let next = begin ?? (await parts.next()); next.done !== true; next = await parts.next()) {
      const { number, bytes, buffer } = next.value;
      const { ETag } = await client.send(new aws.UploadPartCommand({ ...upload, PartNumber: number, Body: bytes }));
      sent.push({ PartNumber: number, ETag });
      options.sent(buffer);
    }
  };
  const workers = Array.from({ length: concurrency }, (_, index) => work(index === 0 ? first : undefined));
  try {
    await Promise.all(workers);
    sent.sort((a, b) => Number(a.PartNumber) - Number(b.PartNumber));
    await client.send(new aws.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: sent } }));
  } catch (error) {
    await Promise.allSettled([parts.return(), ...workers]);
    // Parts that nothing takes away cost their owner storage; why they were not sent is what matters here.
    await client.send(new aws.AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

interface Part {
  /** From 1. */
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly buffer: Buffer;
}

/** The content in parts of one size, the last of which may be shorter. Who has sent a part gives its buffer back. */
async function* partsOf(
  content: AsyncIterable<Uint8Array>,
  size: number,
  takeBuffer: () => Buffer,
): AsyncGenerator<Part, void, undefined> {
  let number = 1;
  let buffer: Buffer | undefined;
  let filled = 0;
  for await (const piece of content) {
    for (let at = 0; at < piece.length; ) {
      buffer ??= takeBuffer();
      const taken = piece.subarray(at, at + size - filled);
      buffer.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled === size) {
        yield { number: number++, bytes: buffer, buffer };
        buffer = undefined;
        filled = 0;
      }
    }
  }
  if (buffer !== undefined) yield { number, bytes: buffer.subarray(0, filled), buffer };
}

/** The same of a file, read straight into the buffers. */
async function* partsOfFile(path: string, takeBuffer: () => Buffer): AsyncGenerator<Part, void, undefined> {
  const file = await process.getBuiltinModule("node:fs").promises.open(path);
  try {
    for (let number = 1; ; number++) {
      const buffer = takeBuffer();
      let filled = 0;
      for (let read = 1; read > 0 && filled < buffer.length; filled += read) {
        read = (await file.read(buffer, filled, buffer.length - filled)).bytesRead;
      }
      if (filled > 0) yield { number, bytes: buffer.subarray(0, filled), buffer };
      if (filled < buffer.length) return;
    }
  } finally {
    await file.close();
  }
}
