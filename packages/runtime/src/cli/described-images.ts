/** The images that loaded code describes, for commands that serialise. */
import { join } from "node:path";
import { sameImageName } from "../errors/image-builds.ts";
import type { PlannedImage } from "../image/index.ts";
import type { RegistrableSpec } from "../model/index.ts";
import type { Registration } from "../register/index.ts";
import { describedImages } from "../settings/image-spec.ts";
import type { ImageConfig, SerializationSettings } from "../settings/index.ts";
import { printNote } from "./print.ts";

/**
 * The settings with names for the images that the code describes, which is loaded already.
 *
 * @param path a path of the project
 */
export async function nameDescribedImages<Settings extends SerializationSettings>(
  settings: Settings,
  path: string | undefined,
): Promise<Settings> {
  const { planned, withNames } = await planOf(settings.imageConfig, path);
  return planned.size === 0 ? settings : { ...settings, imageConfig: withNames(settings.imageConfig, planned) };
}

/** Those of them that specs use, with names that differ. */
export async function usedImages(
  config: ImageConfig,
  path: string | undefined,
  specs: readonly RegistrableSpec[],
): Promise<readonly PlannedImage[]> {
  const { planned } = await planOf(config, path);
  const used = [...planned.values()].filter(({ image }) => usesImage(specs, image));
  const names = used.map(({ spec }) => spec.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw sameImageName(twice);
  return used;
}

/** Whether a container or a pod of a spec has an image. */
export function usesImage(specs: readonly RegistrableSpec[], image: string): boolean {
  const text = JSON.stringify(image);
  return JSON.stringify(specs, (_key, value) => (typeof value === "bigint" ? `${value}` : value)).includes(text);
}

/** Builds and pushes those that their registries do not have. */
export async function buildMissingImages({ settings, specs }: Registration, path: string): Promise<void> {
  const { buildImage, findBuilder, hasImage, pushImage, writeImage } = await import("../image/index.ts");
  const used = await usedImages(settings.imageConfig, path, await specs(undefined));
  if (used.length === 0) return;
  const files = used.map(({ folder, spec }) => join(folder, ".tsflyte/images", `${spec.name}.Dockerfile`));
  for (const [index, planned] of used.entries()) writeImage(planned, files[index] ?? "", true);
  const builder = findBuilder(undefined, files);
  for (const [index, planned] of used.entries()) {
    if (hasImage(builder, planned)) {
      printNote(`image: ${planned.image} is there`);
      continue;
    }
    await buildImage(builder, planned, files[index] ?? "");
    if (planned.spec.registry !== undefined) await pushImage(builder, planned.image);
    printNote(`image: ${planned.image}`);
  }
}

async function planOf(config: ImageConfig, path = ".") {
  const specs = describedImages();
  if (specs.length === 0) return { planned: new Map<string, PlannedImage>(), withNames: (own: ImageConfig) => own };
  const { planDescribed, projectFolder, withNames } = await import("../image/index.ts");
  return { planned: planDescribed(specs, config, projectFolder(path)), withNames };
}
