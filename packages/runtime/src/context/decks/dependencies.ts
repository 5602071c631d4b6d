/** The packages that a task's project asks for, and the versions that it runs with. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Html, html } from "./html.ts";

interface Manifest {
  readonly version?: unknown;
  readonly dependencies?: { readonly [name: string]: unknown };
}

/** Node's version and that of each dependency; what is bundled into the task's code has no folder to look into. */
export function dependencyTable(root: string = resolve(process.env["TSFLYTE_ROOT"] ?? ".")): Html {
  const project = nearestManifest(root);
  const names = Object.keys(project?.manifest.dependencies ?? {}).toSorted();
  const rows = names.map((name) => {
    const asked = String(project?.manifest.dependencies?.[name]);
    return html`<tr><th scope="row">${name}</th><td>${asked}</td><td>${installedVersion(name, project?.folder ?? root) ?? "bundled, or not installed"}</td></tr>`;
  });
  const note = project === undefined ? html`<p class="note">There is no package.json at ${root} or above it.</p>` : "";
  return html`<table><thead><tr><th>Package</th><th>Asked for</th><th>Installed</th></tr></thead><tbody><tr><th scope="row">node</th><td></td><td>${process.versions.node}</td></tr>${rows}</tbody></table>${note}`;
}

function nearestManifest(folder: string): { readonly folder: string; readonly manifest: Manifest } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const manifest = readManifest(join(at, "package.json"));
    if (manifest !== undefined) return { folder: at, manifest };
    if (dirname(at) === at) return undefined;
  }
}

/** Looks where Node would: in the folder's `node_modules`, then in those above it. */
function installedVersion(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const version = readManifest(join(at, "node_modules", name, "package.json"))?.version;
    if (typeof version === "string") return version;
    if (dirname(at) === at) return undefined;
  }
}

function readManifest(path: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof manifest === "object" && manifest !== null ? manifest : undefined;
  } catch {
    return undefined;
  }
}
