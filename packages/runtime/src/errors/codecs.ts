import { nearest } from "./nearest.ts";
import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** A type that names a codec which nobody registered. */
export function unknownCodec(name: string, known: readonly string[]): TsflyteError {
  const others = known.length === 0 ? "no codec is registered" : `there are ${known.join(", ")}`;
  const meant = nearest(name, known);
  return new TsflyteError("unknown-codec", `No codec is registered under ${JSON.stringify(name)}: ${others}`, {
    remedy: `${meant === undefined ? "" : `write ${JSON.stringify(meant)}, or `}call registerCodec(${JSON.stringify(name)}, …) in a module that is imported before the tasks that use it`,
  });
}

/** A codec registered without a name. */
export function badCodecName(name: unknown): TsflyteError {
  return new TsflyteError("invalid-option", `A codec cannot be registered under ${show(name)}`, {
    remedy: 'give it the name that types say: Coded<T, "name">',
  });
}

/** A codec without one of its parts. */
export function badCodec(name: string): TsflyteError {
  return new TsflyteError("invalid-option", `The codec ${JSON.stringify(name)} is incomplete`, {
    remedy: "give it a Flyte type and three functions: { type, is, toLiteral, fromLiteral }",
  });
}
