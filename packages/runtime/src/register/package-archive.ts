/** The archive that flytectl registers: one protobuf message a file, named in dependency order. */
import { gzipSync } from "node:zlib";
import { packTar } from "modern-tar";
import { specToBinary } from "../idl/index.ts";
import type { RegistrableSpec } from "../model/index.ts";

/** flytectl tells the messages apart by this digit. */
const typeDigit: { readonly [kind in RegistrableSpec["kind"]]: number } = { task: 1, workflow: 2, "launch-plan": 3 };

/** The archive's bytes: the same for the same specs, on every machine and day. */
export async function packageArchive(specs: readonly RegistrableSpec[]): Promise<Uint8Array> {
  const width = Math.max(1, Math.ceil(Math.log10(specs.length)));
  const entries = specs.map((spec, index) => {
    const body = specToBinary(spec);
    const name = `${String(index).padStart(width, "0")}_${nameOf(spec)}_${typeDigit[spec.kind]}.pb`;
    return {
      header: { name, size: body.length, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, type: "file" as const },
      body,
    };
  });
  return gzipSync(await packTar(entries), { level: 9 });
}

function nameOf(spec: RegistrableSpec): string {
  return spec.kind === "launch-plan" ? spec.spec.id.name : spec.spec.template.id.name;
}
