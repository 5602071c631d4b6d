export { type ErrorCode, errorCodes } from "./codes.ts";
export { type ErrorFacts, TsflyteError } from "./tsflyte-error.ts";
