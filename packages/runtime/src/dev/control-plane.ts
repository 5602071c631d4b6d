/** What the services of the control plane share. */
import type { Database } from "./database/database.ts";
import type { Engine } from "./engine/engine.ts";
import type { ObjectLinks } from "./http/object-links.ts";
import type { ObjectFolder } from "./objects/object-folder.ts";

/** What the deployment allows. */
export interface Limits {
  /** Bytes of one request. */
  readonly requestBytes: number;
  /** Nodes of one workflow. */
  readonly nodes: number;
  readonly labels: number;
  /** The most that a container may ask for. */
  readonly resources: { readonly [name in LimitedResource]?: string };
}

/** The resources that a deployment limits. */
export type LimitedResource = "cpu" | "memory" | "gpu" | "storage" | "ephemeral-storage";

/** The limits of a deployment whose configuration leaves them alone. */
export const defaultLimits: Limits = {
  requestBytes: 4 * 1024 * 1024,
  nodes: 100,
  labels: 16,
  resources: { cpu: "2", memory: "1Gi", gpu: "1" },
};

/** The domains that every project has. */
export const domains: readonly string[] = ["development", "staging", "production"];

/** Everything that a call works with. */
export interface ControlPlane {
  readonly database: Database;
  readonly objects: ObjectFolder;
  readonly links: ObjectLinks;
  readonly engine: Engine;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}
