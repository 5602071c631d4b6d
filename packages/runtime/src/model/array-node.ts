import type { Node } from "./workflow-template.ts";

/** flyteidl's `core.ArrayNode`: one node, once for every element of its list inputs. */
export interface ArrayNode {
  readonly node: Node;
  /** How many run at a time; 0 is all, undefined is as many as the workflow allows. */
  readonly parallelism?: number;
  /** When the whole has succeeded; all of them where it is left out. */
  readonly success?:
    | { readonly kind: "min-successes"; readonly count: number }
    | { readonly kind: "min-success-ratio"; readonly ratio: number };
  /** Whether the others still run once the whole cannot succeed any more. */
  readonly runAllSubNodes: boolean;
  readonly executionMode: "minimal-state" | "full-state";
  /** Whether the node's interface is that of one element. */
  readonly isOriginalSubNodeInterface?: boolean;
  readonly dataMode: "single-input-file" | "individual-input-files";
  /** Inputs that every element gets whole; sorted. */
  readonly boundInputs: readonly string[];
}
