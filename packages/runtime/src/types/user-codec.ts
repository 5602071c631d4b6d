import { badCodec, badCodecName, unknownCodec } from "../errors/codecs.ts";
import type { Literal, LiteralType } from "../model/index.ts";

/** How the values of a class of one's own cross the wire. */
export interface UserCodec<T> {
  /** What Flyte and tasks in other languages see. */
  readonly type: LiteralType;
  /** Whether a value is one that the codec takes. */
  is(value: unknown): value is T;
  /**
   * A literal of {@link UserCodec.type}. Its `hash`, where it has one, is what the cache of a task compares instead of the
   * literal's own bytes: for values that are equal and written differently.
   */
  toLiteral(value: T): Literal;
  /** The value; whatever it throws becomes the error of the input or output. */
  fromLiteral(literal: Literal): T;
}

const codecs = new Map<string, UserCodec<unknown>>();

/**
 * Gives a class of one's own a place in signatures: a parameter of type `Coded<T, name>` crosses the wire as the codec of
 * that name says, alone and inside arrays, records, unions and structs. Register it before the tasks that use it are
 * defined: in a module that theirs import.
 *
 * @example
 * ```ts
 * import { Decimal } from "decimal.js";
 *
 * registerCodec("decimal", {
 *   type: { kind: "simple", simple: "string" },
 *   is: (value) => value instanceof Decimal,
 *   toLiteral: (value) => ({ kind: "string", value: value.toString() }),
 *   fromLiteral: (literal) => new Decimal(literal.kind === "string" ? literal.value : Number.NaN),
 * });
 *
 * export const addTax = task(async (net: Coded<Decimal, "decimal">): Promise<Coded<Decimal, "decimal">> => net.mul("1.19"));
 * ```
 */
export function registerCodec<T>(name: string, codec: UserCodec<T>): void {
  if (typeof name !== "string" || name === "") throw badCodecName(name);
  const { type, is, toLiteral, fromLiteral } = ((codec as unknown) ?? {}) as { readonly [key: string]: unknown };
  const hasFunctions = [is, toLiteral, fromLiteral].every((part) => typeof part === "function");
  if (!hasFunctions || typeof type !== "object" || type === null) throw badCodec(name);
  codecs.set(name, codec as UserCodec<unknown>);
}

/** The codec registered under a name. */
export function userCodec(name: string): UserCodec<unknown> {
  const codec = codecs.get(name);
  if (codec === undefined) throw unknownCodec(name, [...codecs.keys()]);
  return codec;
}
