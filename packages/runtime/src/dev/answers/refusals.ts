/** What the server answers to what it cannot do, in its own words. */
import { Code, ConnectError } from "@connectrpc/connect";

/** A request that is wrong. */
export function invalidArgument(text: string): ConnectError {
  return new ConnectError(text, Code.InvalidArgument);
}

/** A field that has to be there. */
export function missingField(field: string): ConnectError {
  return invalidArgument(`missing ${field}`);
}

/** A field with a value that it cannot have. */
export function invalidField(field: string): ConnectError {
  return invalidArgument(`invalid value for ${field}`);
}

/** Something that is not there. */
export function missingEntity(type: string, id: string): ConnectError {
  return new ConnectError(`missing entity of type ${type} with identifier ${id}`, Code.NotFound);
}

/** What is registered already, and is the same. */
export function identicalStructure(kind: string): ConnectError {
  return new ConnectError(`${kind} with identical structure already exists`, Code.AlreadyExists);
}

/** What is registered already, and is something else. */
export function differentStructure(kind: string, name: string, differences: readonly string[]): ConnectError {
  const lines = differences.map((line) => `\t\t- ${line}`);
  // A status travels in a header, and those are short.
  const shown = lines.length > 20 ? [...lines.slice(0, 20), `\t\t- and ${lines.length - 20} more`] : lines;
  return invalidArgument(
    `${name} ${kind} with different structure already exists. (Please register a new version of the ${kind}):\n${shown
      .map((line) => (line.length > 200 ? `${line.slice(0, 200)}…` : line))
      .join("\n")}`,
  );
}

/** A name that another one of its kind has. */
export function nameTaken(kind: string, id: string): ConnectError {
  return new ConnectError(`value with matching already exists (${kind} ${id})`, Code.AlreadyExists);
}
