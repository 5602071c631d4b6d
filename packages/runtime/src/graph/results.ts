import { wrongResult } from "../errors/graph.ts";
import type { ValuePlace } from "../errors/values.ts";
import type { CallSignature } from "./callable-entity.ts";

/** A function's result as one value an output. */
export function outputsByName(
  result: unknown,
  metadata: CallSignature,
  place: Omit<ValuePlace, "variable">,
): ReadonlyMap<string, unknown> {
  const names = Object.keys(metadata.outputs.properties);
  switch (metadata.outputStyle) {
    case "none":
      return new Map();
    case "value":
      return new Map([["o0", result]]);
    case "tuple": {
      if (!Array.isArray(result)) throw wrongResult(place, `a tuple of ${names.length} (${names.join(", ")})`, result);
      if (result.length !== names.length) {
        throw wrongResult(place, `a tuple of ${names.length} (${names.join(", ")})`, `one of ${result.length}`);
      }
      return new Map(names.map((name, index) => [name, result[index]]));
    }
    case "object": {
      if (typeof result !== "object" || result === null || Array.isArray(result)) {
        throw wrongResult(place, `an object with the outputs ${names.join(", ")}`, result);
      }
      const extra = Object.keys(result).filter((name) => !names.includes(name));
      if (extra.length > 0) throw wrongResult(place, `no outputs but ${names.join(", ")}`, `also ${extra.join(", ")}`);
      return new Map(names.map((name) => [name, (result as { readonly [name: string]: unknown })[name]]));
    }
  }
}

/** The other way round: one value an output as the function would have returned them. */
export function resultFrom(outputs: ReadonlyMap<string, unknown>, metadata: CallSignature): unknown {
  switch (metadata.outputStyle) {
    case "none":
      return undefined;
    case "value":
      return outputs.get("o0");
    case "tuple":
      return Object.keys(metadata.outputs.properties).map((name) => outputs.get(name));
    case "object":
      return Object.fromEntries(Object.keys(metadata.outputs.properties).map((name) => [name, outputs.get(name)]));
  }
}

/** Named inputs as the arguments that the function takes. */
export function argumentsFrom(inputs: ReadonlyMap<string, unknown>, metadata: CallSignature): readonly unknown[] {
  const names = Object.keys(metadata.inputs.properties);
  if (metadata.inputStyle === "positional") return names.map((name) => inputs.get(name));
  // A property that is undefined would hide the default of a destructured parameter's rest, so it is left out.
  return [
    Object.fromEntries(names.filter((name) => inputs.get(name) !== undefined).map((name) => [name, inputs.get(name)])),
  ];
}
