import { TsflyteError } from "./tsflyte-error.ts";

/** A message of flyteidl holds something that the model has no word for. */
export function unknownMember(message: string, member: string): TsflyteError {
  return new TsflyteError(
    "unsupported-type",
    `${message} holds ${member}, which this version of tsflyte does not know`,
    {
      remedy: "update @tsflyte/runtime, or leave it out where the message was written",
    },
  );
}

/** A message of flyteidl lacks a part without which it means nothing. */
export function missingMember(message: string, member: string): TsflyteError {
  return new TsflyteError("bad-document", `${message} has no ${member}, expected one`, {
    remedy: "look at what wrote the message: it is cut off, or it is a message of another type",
  });
}

/** A spec holds a value that no protobuf message can hold, such as a negative number of retries. */
export function unwritableSpec(entity: string, cause: Error): TsflyteError {
  return new TsflyteError("invalid-option", `${entity} cannot be written: ${cause.message}`, {
    remedy: "give the option that the message names a value in its range",
    cause,
  });
}
