/** The archive that flytectl registers: one protobuf message a file, named in dependency order. */
import { packTar, type TarEntry } from "modern-tar";
import { specToBinary } from "../idl/index.ts";
import type { RegistrableSpec } from "../model/index.ts";
import { gzip } from "./gzip.ts";
import type { PackedCode } from "./pack-code.ts";

/** flytectl tells the messages apart by this digit. */
const typeDigit: { readonly [kind in RegistrableSpec["kind"]]: number } = { task: 1, workflow: 2, "launch-plan": 3 };

/**
 * The archive's bytes: the same for the same specs, on every machine and day.
 *
 * @param code what containers fetch, where code travels; flytectl uploads it
 */
export async function packageArchive(specs: readonly RegistrableSpec[], code?: PackedCode): Promise<Uint8Array> {
  const width = String(specs.length - 1).length;
  const entries = specs.map((spec, index) =>
    entryOf(`${String(index).padStart(width, "0")}_${nameOf(spec)}_${typeDigit[spec.kind]}.pb`, specToBinary(spec)),
  );
  return gzip(
    await packTar(code === undefined ? entries : [...entries, entryOf(`fast${code.digest}.tar.gz`, code.bytes)]),
  );
}

function entryOf(name: string, body: Uint8Array): TarEntry {
  const header = { name, size: body.length, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, type: "file" } as const;
  return { header, body };
}

function nameOf(spec: RegistrableSpec): string {
  return spec.kind === "launch-plan" ? spec.spec.id.name : spec.spec.template.id.name;
}
