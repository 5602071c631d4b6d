/** What is in a bundle, for whoever ships it. */
import { createHash } from "node:crypto";
import type { CallableEntity } from "../graph/index.ts";
import { runtimeVersion } from "../settings/runtime-version.ts";
import type { CopiedPackage } from "./copy-packages.ts";
import type { ExternalPackage } from "./external-packages.ts";
import type { PackageSize } from "./output-map.ts";

/** The document beside a bundle. It is the same on every machine. */
export interface BundleManifest {
  readonly version: 1;
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly digest: string;
  readonly entities: readonly BundledEntity[];
  /** Packages that are not in the file. */
  readonly externals: readonly Omit<ExternalPackage, "folder">[];
  /** The packages that lie beside the file, by their path from it. */
  readonly packages: readonly Omit<CopiedPackage, "folder">[];
  readonly sizes: readonly PackageSize[];
  /** The versions of what wrote the bundle. */
  readonly tools: { readonly tsflyte: string; readonly rolldown: string };
}

/** One entity of a bundle. */
export interface BundledEntity {
  readonly kind: CallableEntity["kind"];
  readonly name: string;
  /** Changes when inputs or outputs do: a hash of their schemas, in hexadecimal. */
  readonly interface: string;
}

interface ManifestFacts {
  readonly file: string;
  readonly code: string;
  readonly entities: readonly CallableEntity[];
  readonly externals: readonly ExternalPackage[];
  readonly packages: readonly CopiedPackage[];
  readonly sizes: readonly PackageSize[];
  readonly bundler: string;
}

/** Describes a bundle. */
export function manifestOf({
  file,
  code,
  entities,
  externals,
  packages,
  sizes,
  bundler,
}: ManifestFacts): BundleManifest {
  return {
    version: 1,
    file,
    bytes: Buffer.byteLength(code),
    digest: hash(code),
    entities: entities
      .filter(({ registeredAs }) => registeredAs === undefined)
      .map(({ kind, name, embedded: { inputs, outputs } }) => ({
        kind,
        name,
        interface: hash(JSON.stringify([inputs, outputs])).slice(0, 16),
      })),
    externals: externals
      .map(({ name, version, why }) => ({ name, version, why }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    packages: packages.map(({ name, version, path }) => ({ name, version, path })),
    sizes,
    tools: { tsflyte: runtimeVersion.replace(/^.*\+tsflyte\./, ""), rolldown: bundler },
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
