export { type DurationInput, durationMs } from "./duration.ts";
export { checkImage, type Image, type ImageConfig, imageText, parseImage, resolveImage } from "./image.ts";
export { type ImageOptions, type ImageSpec, image } from "./image-spec.ts";
export {
  type BundledCode,
  type CodeArchive,
  identifierKey,
  identifierOf,
  localSettings,
  packagedCode,
  type SerializationSettings,
} from "./serialization-settings.ts";
export { readSerializedContext, serializeContext, serializedContextVariable } from "./serialized-context.ts";
