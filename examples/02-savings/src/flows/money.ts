/** Amounts of money: exact decimals, which JavaScript has no type for and Flyte sees as strings. */
import { type Coded, registerCodec } from "@tsflyte/runtime";
import { Decimal } from "decimal.js";

/** A decimal that crosses the wire without loss. */
export type Money = Coded<Decimal, "decimal">;

registerCodec<Decimal>("decimal", {
  type: { kind: "simple", simple: "string" },
  is: (value) => value instanceof Decimal,
  toLiteral: (value) => ({ kind: "string", value: value.toFixed() }),
  fromLiteral: (literal) => new Decimal(literal.kind === "string" ? literal.value : Number.NaN),
});

export { Decimal };
