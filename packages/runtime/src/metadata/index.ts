/**
 * The contract between `@tsflyte/transformer` and this package. A version that was ever accepted keeps being read.
 *
 * @module
 */

export { isMetadata, isValueMetadata, type Metadata, type ValueMetadata } from "./read-metadata.ts";
export type {
  DocsMetadata,
  FlyteKeyword,
  InputStyle,
  Json,
  JsonObject,
  MetadataKind,
  MetadataV1,
  OutputStyle,
  Schema,
  SourceMetadata,
  ValueMetadataV1,
  VariablesSchema,
} from "./v1.ts";
