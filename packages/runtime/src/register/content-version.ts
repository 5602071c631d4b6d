import { createHash } from "node:crypto";
import { specToBinary } from "../idl/index.ts";
import type { RegistrableSpec } from "../model/index.ts";
import { runtimeVersion } from "../settings/runtime-version.ts";

/**
 * A version that stands for content: the same for the same specs and code, on every machine.
 *
 * @param specs serialised without project, domain and version
 * @param code digest of the code that travels
 */
export function contentVersion(specs: readonly RegistrableSpec[], code: string | undefined): string {
  const hash = createHash("sha256").update(`${runtimeVersion}\n${code ?? ""}\n`);
  for (const spec of specs) {
    const bytes = specToBinary(spec);
    hash.update(`${spec.kind} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex").slice(0, 24);
}
