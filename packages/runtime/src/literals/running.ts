/**
 * What a container that runs a task needs of literals: no more than this is loaded when it starts. `loadCodecs` comes before the
 * values of a schema; `index.ts`, for everything else, has all codecs.
 */
export { checkConstraints } from "./check-constraints.ts";
export { fetchStored } from "./fetch-stored.ts";
export { loadCodecs } from "./load-codecs.ts";
export { Outbox } from "./outbox.ts";
export { decodeVariables, encodeVariables, type Values, type VariablesPlace } from "./variables.ts";
export { decodeLiteral, decodeLiteralMap, encodeLiteralMap } from "./wire/documents.ts";
export { encodeErrorDocument } from "./wire/error-document.ts";
