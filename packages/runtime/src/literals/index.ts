/** Values, literals and their bytes. */
import "./compile-codec.ts";

export { resolveAttrPath } from "./attr-path.ts";
export { checkConstraints } from "./check-constraints.ts";
export { type Attempt, codecOf, type ValueCodec } from "./codec-of.ts";
export { fetchStored } from "./fetch-stored.ts";
export { hasConstraints } from "./has-constraints.ts";
export { literalHash } from "./literal-hash.ts";
export { literalJson } from "./literal-json.ts";
export { Outbox } from "./outbox.ts";
export { decodeVariables, defaultOf, encodeVariables, type Values, type VariablesPlace } from "./variables.ts";
export {
  decodeLiteral,
  decodeLiteralMap,
  decodeLiteralType,
  encodeLiteral,
  encodeLiteralMap,
  encodeLiteralType,
} from "./wire/documents.ts";
export { decodeErrorDocument, encodeErrorDocument } from "./wire/error-document.ts";
