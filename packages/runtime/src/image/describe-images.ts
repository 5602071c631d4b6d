/** Names for the images that code describes, so that tasks can be serialised. */
import { type ImageSpec, imageSpecKey } from "../settings/image-spec.ts";
import { type Image, type ImageConfig, parseImage } from "../settings/index.ts";
import { type PlannedImage, planImage } from "./plan-image.ts";

/** The images, without those that a configured one takes the place of. */
export function planDescribed(
  specs: readonly ImageSpec[],
  config: ImageConfig,
  folder: string,
): ReadonlyMap<string, PlannedImage> {
  const own = specs.filter(({ name }) => !Object.hasOwn(config.images, name));
  const keyed = own.map((spec) => [imageSpecKey(spec), spec] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(keyed.map(([key, spec]) => [key, planImage(spec, folder)]));
}

/** The configuration with their names. */
export function withNames(config: ImageConfig, planned: ReadonlyMap<string, PlannedImage>): ImageConfig {
  const described: { [key: string]: Image } = {};
  for (const [key, { image }] of planned) described[key] = parseImage(image);
  return planned.size === 0 ? config : { ...config, described };
}
