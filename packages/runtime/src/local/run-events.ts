/** Which node an event is about. */
export interface NodeFacts {
  /**
   * Ids of the nodes from the outermost workflow inwards: `n0/n2`; `n0[3]` is an element of an array, `n0/call1` a call that the
   * task at `n0` makes itself; `""` is a task that runs alone.
   */
  readonly node: string;
  /** Name of what it runs. */
  readonly entity: string;
}

/** What happens in a local run, as it happens. The set is closed. */
export type RunEvent = NodeFacts &
  (
    | { readonly kind: "node-started"; readonly attempt: number }
    | { readonly kind: "node-succeeded"; readonly milliseconds: number }
    /** Its outputs were taken from the cache. */
    | { readonly kind: "node-cached"; readonly milliseconds: number }
    /** Its outputs were given to the run, or its implementation replaced. */
    | { readonly kind: "node-replaced"; readonly milliseconds: number }
    /** It is run again after a wait. */
    | {
        readonly kind: "node-retried";
        readonly attempt: number;
        readonly error: unknown;
        readonly delayMilliseconds: number;
      }
    | { readonly kind: "node-failed"; readonly error: unknown }
    /** It does not run: another case of its branch did, or another node has failed. */
    | { readonly kind: "node-skipped"; readonly reason: "other-case" | "failure" }
    /** It waits for an answer or for a time to pass. */
    | { readonly kind: "gate-waiting"; readonly gate: "approve" | "signal" | "sleep" }
    /** Its decks lie in a file. */
    | { readonly kind: "decks-written"; readonly path: string }
  );
