export { type DurationInput, durationMs } from "./duration.ts";
export { type Image, type ImageConfig, imageText, parseImage, resolveImage } from "./image.ts";
export { identifierKey, identifierOf, localSettings, type SerializationSettings } from "./serialization-settings.ts";
export { readSerializedContext, serializeContext, serializedContextVariable } from "./serialized-context.ts";
