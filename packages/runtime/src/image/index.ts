export {
  type Builder,
  type BuilderName,
  baseDigest,
  builderNames,
  buildImage,
  findBuilder,
  hasImage,
  pushImage,
} from "./builder.ts";
export { planDescribed, withNames } from "./describe-images.ts";
export type { ImageCode } from "./dockerfile.ts";
export { projectFolder } from "./package-file.ts";
export { type PlannedImage, pinBase, planImage } from "./plan-image.ts";
export { writeFile, writeImage } from "./write-image.ts";
