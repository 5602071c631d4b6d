import type { Json, JsonObject } from "../metadata/index.ts";
import type { Literal } from "../model/index.ts";
import { literalJson } from "./literal-json.ts";

/**
 * The hash that stands for a literal in a cache once its content lies elsewhere: SHA-256, in base64, of its canonical
 * JSON without spaces and with sorted keys. The text is the one that Python writes, so both give one value one hash.
 */
export function literalHash(literal: Literal): string {
  const text = canonicalText(literalJson(literal));
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(text).digest("base64");
}

function canonicalText(json: Json): string {
  if (json === null || typeof json === "boolean") return String(json);
  // Integers are texts in protobuf's JSON: every number is a float.
  if (typeof json === "number") return floatText(json);
  if (typeof json === "string") return asciiText(json);
  if (isList(json)) return `[${json.map(canonicalText).join(",")}]`;
  const fields = Object.keys(json).sort(byCodePoint);
  return `{${fields.map((key) => `${asciiText(key)}:${canonicalText(json[key] ?? null)}`).join(",")}}`;
}

function isList(json: readonly Json[] | JsonObject): json is readonly Json[] {
  return Array.isArray(json);
}

function asciiText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A finite float as Python's `repr` writes it: `1.0`, `1e-07`, `1e+16`. */
function floatText(value: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const text = Object.is(value, -0) ? "-0" : positional(mantissa, power);
  return text.includes(".") ? text : `${text}.0`;
}

function positional(mantissa: string, power: number): string {
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  if (digits.length <= power + 1) return sign + digits.padEnd(power + 1, "0");
  return `${sign}${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
}

function byCodePoint(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
