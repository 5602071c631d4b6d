import { TsflyteError } from "./tsflyte-error.ts";

/** An argument that the command does not have or cannot use. */
export function badArgument(text: string, remedy: string): TsflyteError {
  return new TsflyteError("bad-argument", text, { remedy });
}

/** A text on the command line that is no value of the input's type. */
export function badInputText(input: string, expected: string, text: string): TsflyteError {
  return new TsflyteError("bad-input-text", `input "${input}": expected ${expected}, got ${JSON.stringify(text)}`, {
    remedy: /array|object|struct|record/i.test(expected)
      ? "give JSON, or the path of a .json file"
      : "see --help for the inputs and their types",
  });
}

/** A file that would be overwritten. */
export function outputExists(path: string): TsflyteError {
  return new TsflyteError("output-exists", `${path} exists already`, {
    remedy: "give --force to replace it, or another --output",
  });
}
