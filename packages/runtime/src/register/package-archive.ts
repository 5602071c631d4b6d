/** The archive that flytectl registers: one protobuf message a file, named in dependency order. */
import { packTar, type TarEntry } from "modern-tar";
import { specToBinary } from "../idl/index.ts";
import type { RegistrableSpec } from "../model/index.ts";
import { gzipParts } from "./gzip.ts";
import type { PackedCode } from "./pack-code.ts";

/** flytectl tells the messages apart by this digit. */
const typeDigit: { readonly [kind in RegistrableSpec["kind"]]: number } = { task: 1, workflow: 2, "launch-plan": 3 };

/** Enough to keep calls few, and few enough that their messages take no room worth speaking of. */
const specsAtATime = 64;

/** The blocks of zeros that a tar file ends with. */
const endLength = 1024;

/**
 * The archive's bytes: the same for the same specs, on every machine and day.
 *
 * @param code what containers fetch, where code travels; flytectl uploads it
 */
export function packageArchive(specs: readonly RegistrableSpec[], code?: PackedCode): Promise<Uint8Array> {
  return gzipParts(tarParts(specs, code));
}

/** The tar file in parts, so that of thousands of messages only some are there at a time. */
async function* tarParts(specs: readonly RegistrableSpec[], code: PackedCode | undefined): AsyncGenerator<Uint8Array> {
  const width = String(specs.length - 1).length;
  for (let start = 0; start < specs.length; start += specsAtATime) {
    const entries = specs.slice(start, start + specsAtATime).map((spec, at) => {
      const index = String(start + at).padStart(width, "0");
      return entryOf(`${index}_${nameOf(spec)}_${typeDigit[spec.kind]}.pb`, specToBinary(spec));
    });
    yield (await packTar(entries)).subarray(0, -endLength);
  }
  yield await packTar(code === undefined ? [] : [entryOf(`fast${code.digest}.tar.gz`, code.bytes)]);
}

function entryOf(name: string, body: Uint8Array): TarEntry {
  const header = { name, size: body.length, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, type: "file" } as const;
  return { header, body };
}

function nameOf(spec: RegistrableSpec): string {
  return spec.kind === "launch-plan" ? spec.spec.id.name : spec.spec.template.id.name;
}
