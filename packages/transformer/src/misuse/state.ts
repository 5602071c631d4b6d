import type ts from "typescript";
import { isSame, join, type Value } from "./value.ts";

/** Values of the variables at a place of the body. */
export interface State {
  readonly values: Map<ts.Symbol, Value>;
  /** Whether no way leads here: the code before has returned, thrown, or left the loop. */
  isDead: boolean;
}

export function copyState({ values, isDead }: State): State {
  return { values: new Map(values), isDead };
}

/** The state where two ways meet. */
export function joinStates(left: State, right: State): State {
  if (left.isDead) return right;
  if (right.isDead) return left;
  const values = new Map<ts.Symbol, Value>();
  for (const [symbol, value] of left.values) {
    const both = join(value, right.values.get(symbol));
    if (both !== undefined) values.set(symbol, both);
  }
  return { values, isDead: false };
}

export function isSameState(left: State, right: State): boolean {
  if (left.isDead !== right.isDead || left.values.size !== right.values.size) return false;
  for (const [symbol, value] of left.values) if (!isSame(value, right.values.get(symbol))) return false;
  return true;
}
