/** The archive that flytectl registers: one protobuf message a file, named in dependency order. */
import { constants, gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { specToBinary } from "../idl/index.ts";
import type { RegistrableSpec } from "../model/index.ts";

/** flytectl tells the messages apart by this digit. */
const typeDigit: { readonly [kind in RegistrableSpec["kind"]]: number } = { task: 1, workflow: 2, "launch-plan": 3 };

/** The archive's bytes: the same for the same specs, on every machine and day. */
export async function packageArchive(specs: readonly RegistrableSpec[]): Promise<Uint8Array> {
  const width = String(specs.length - 1).length;
  const entries = specs.map((spec, index) => {
    const body = specToBinary(spec);
    const name = `${String(index).padStart(width, "0")}_${nameOf(spec)}_${typeDigit[spec.kind]}.pb`;
    return {
      header: { name, size: body.length, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, type: "file" as const },
      body,
    };
  });
  return gzip(await packTar(entries));
}

/** Where the header of a gzip file tells the operating system, and the value for "unknown". */
const systemByte = 9;
const unknownSystem = 255;

/**
 * The strategy looks for repeated bytes only: others look up earlier text by a hash that depends on the processor, and
 * give other bytes elsewhere.
 */
function gzip(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9, strategy: constants.Z_RLE });
  packed[systemByte] = unknownSystem;
  return packed;
}

function nameOf(spec: RegistrableSpec): string {
  return spec.kind === "launch-plan" ? spec.spec.id.name : spec.spec.template.id.name;
}
