/** What happens in a local run, as it happens. */
export type RunEvent =
  | { readonly kind: "node-started"; readonly node: string; readonly entity: string; readonly attempt: number }
  | { readonly kind: "node-succeeded"; readonly node: string; readonly entity: string; readonly milliseconds: number }
  | { readonly kind: "node-retried"; readonly node: string; readonly entity: string; readonly error: unknown }
  | { readonly kind: "node-failed"; readonly node: string; readonly entity: string; readonly error: unknown };

/** How a local run is done. */
export interface LocalRunOptions {
  /** Called for every event, in order; what it throws is thrown away. */
  readonly onEvent?: (event: RunEvent) => void;
  /** How many tasks run at a time. @default 16 */
  readonly concurrency?: number;
}
