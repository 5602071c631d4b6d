import type ts from "typescript";

/** A numbered statement about the user's code. */
export interface Finding {
  /** Stable number, from 990001. */
  readonly code: number;
  readonly text: string;
}

/** A finding and the node that it is about. */
export interface Problem extends Finding {
  readonly node: ts.Node;
}

/**
 * Something in a type that cannot cross the wire. Shapes are shared between calls, so a flaw does not know where it
 * stands until it is reported: it makes its finding from the place in words, such as `parameter 'rows', at rows[].when`.
 */
export type Flaw = (where: string) => Finding;
