/** Packages that stay beside a bundle: those that are named, and those that no bundler can take in. */
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "rolldown";

/** A package beside the bundle. */
export interface ExternalPackage {
  readonly name: string;
  readonly version: string;
  /** Where it is installed. */
  readonly folder: string;
  readonly why: "named" | "native code" | "WebAssembly";
}

/** The parts of package.json that are read here. */
export interface PackageFacts {
  readonly name?: string;
  readonly version?: string;
  readonly gypfile?: boolean;
  readonly binary?: unknown;
  readonly dependencies?: { readonly [name: string]: string };
  readonly optionalDependencies?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
}

/** Packages by which native code is found when it is loaded. */
const nativeLoaders: readonly string[] = [
  ...["bindings", "node-gyp-build", "prebuild-install", "@mapbox/node-pre-gyp", "node-pre-gyp", "pkg-prebuilds"],
];

/** Finds packages that stay outside while the bundler resolves imports, and tells of each. */
export function externalPlugin(
  named: readonly string[],
  onExternal: (found: ExternalPackage, importer: string) => void,
  onMissing: (name: string, importer: string) => void,
): Plugin {
  const reasons = new Map<string, ExternalPackage["why"] | undefined>();
  return {
    name: "tsflyte-externals",
    async resolveId(source, importer) {
      if (importer === undefined || !/^[@\w]/.test(source) || /^[a-z-]+:/.test(source)) return undefined;
      if (isBuiltin(source)) return { id: source.startsWith("node:") ? source : `node:${source}`, external: true };
      const name = packageNameOf(source);
      const isNamed = named.includes(name) || named.includes(source);
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      const folder = resolved === null ? findPackage(name, dirname(importer)) : folderOf(resolved.id);
      if (folder === undefined) {
        if (isNamed) onMissing(name, importer);
        return undefined;
      }
      if (!reasons.has(folder)) reasons.set(folder, reasonToStay(folder));
      const why = isNamed ? "named" : reasons.get(folder);
      if (why === undefined) return undefined;
      const { version = "" } = packageFacts(folder);
      onExternal({ name, version, folder, why }, importer);
      return { id: source, external: true };
    },
  };
}

/** `@scope/name` of `@scope/name/sub`. */
export function packageNameOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Where a package is installed for the modules of a folder, links followed. */
export function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

/** What a package says of itself. */
export function packageFacts(folder: string): PackageFacts {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageFacts;
}

/** The installed package that a file belongs to; undefined for the project's own. */
function folderOf(file: string): string | undefined {
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll("\\", "/"));
  return match?.[1] !== undefined && existsSync(join(match[1], "package.json")) ? match[1] : undefined;
}

function reasonToStay(folder: string): "native code" | "WebAssembly" | undefined {
  const { gypfile, binary, dependencies = {}, optionalDependencies = {} } = packageFacts(folder);
  const isNative =
    gypfile === true || binary !== undefined || nativeLoaders.some((name) => Object.hasOwn(dependencies, name));
  if (isNative || Object.keys(optionalDependencies).some((name) => isForOneMachine(name, folder))) return "native code";
  const files = [...filesBelow(folder, 4)];
  if (files.some((file) => file.endsWith(".node") || file.endsWith("binding.gyp"))) return "native code";
  return files.some((file) => file.endsWith(".wasm")) ? "WebAssembly" : undefined;
}

/** Packages for one kind of machine each are how native code is shipped. */
function isForOneMachine(name: string, from: string): boolean {
  const folder = findPackage(name, from);
  if (folder === undefined) return false;
  const { os, cpu } = packageFacts(folder) as { readonly os?: unknown; readonly cpu?: unknown };
  return os !== undefined && cpu !== undefined;
}

function* filesBelow(folder: string, depth: number): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile()) yield entry.name;
    else if (entry.isDirectory() && entry.name !== "node_modules" && depth > 0) {
      yield* filesBelow(join(folder, entry.name), depth - 1);
    }
  }
}
