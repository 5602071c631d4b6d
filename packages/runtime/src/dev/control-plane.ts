/** What the services of the control plane share. */
import type { Database } from "./database/database.ts";
import type { ExecutionKey } from "./database/executions.ts";
import type { ObjectLinks } from "./http/object-links.ts";
import type { ObjectFolder } from "./objects/object-folder.ts";

/** What runs executions. Their rows are there before it hears of them, and it keeps them up to date. */
export interface Engine {
  start(execution: ExecutionKey): void;
  abort(execution: ExecutionKey, cause: string): void;
  /** The answer that a gate waits for: a `flyteidl.core.Literal`. */
  signal(signal: ExecutionKey & { readonly signal_id: string }, value: Uint8Array): void;
  /** Goes on with what ran when the process ended the last time. */
  resume(): void;
  close(): Promise<void>;
}

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
}
