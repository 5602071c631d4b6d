/** An image, ready to be written and built. */
import { neverCode } from "../register/ignore-rules.ts";
import type { ImageSpec } from "../settings/image-spec.ts";
import { imageText, parseImage } from "../settings/index.ts";
import { contentTag } from "./content.ts";
import { dockerfile, fromLine, type ImageCode, ignoreFile } from "./dockerfile.ts";
import { type Install, readInstall } from "./install.ts";
import { readPackageFile } from "./package-file.ts";

/** An image with everything that is known of it. */
export interface PlannedImage {
  readonly spec: ImageSpec;
  /** Its name, with the tag. */
  readonly image: string;
  /** The project's folder: what the builder is given. */
  readonly folder: string;
  /** What it runs on, where that is not the builder's choice. */
  readonly platform?: string;
  /** The text of its Dockerfile. */
  readonly dockerfile: string;
  /** The text of the file that says what of the folder the builder sees. */
  readonly ignore: string;
}

/** What is said of an image besides its description. */
export interface PlanOptions {
  readonly code?: ImageCode;
  /** Its name, in place of one that is made of its content. */
  readonly tag?: string;
  readonly platform?: string;
}

/** Reads what an image is made of. Nothing is written. */
export function planImage(spec: ImageSpec, folder: string, options: PlanOptions = {}): PlannedImage {
  const { code, tag } = options;
  const platform = options.platform ?? spec.platform;
  const install = spec.dependencies === false ? undefined : installOf(folder);
  const paths = [...(install?.files ?? []), ...(spec.copy ?? []), ...(code === undefined ? [] : [code.path])];
  const text = dockerfile({
    spec,
    ...(install === undefined ? {} : { install }),
    ...(code === undefined ? {} : { code }),
  });
  const name = spec.registry === undefined ? spec.name : `${spec.registry}/${spec.name}`;
  return {
    spec,
    image: tag ?? `${name}:${contentTag(spec.name, { dockerfile: text, platform: platform ?? "", folder }, paths)}`,
    folder,
    ...(platform === undefined ? {} : { platform }),
    dockerfile: text,
    ignore: ignoreFile(
      paths,
      code?.path.startsWith(".tsflyte/") === true ? excluded.filter((path) => path !== "**/.tsflyte") : excluded,
    ),
  };
}

/** The image on a base of one digest. Its name stays: what the code describes is known before anybody is asked. */
export function pinBase(planned: PlannedImage, digest: string): PlannedImage {
  const { base } = planned.spec;
  // Not all builders take a tag beside a digest.
  const pinned = imageText({ fqn: parseImage(base).fqn, digest });
  return { ...planned, dockerfile: planned.dockerfile.replace(fromLine(base), `# ${base}\n${fromLine(pinned)}`) };
}

/** What is in no image, in the spelling of ignore files that start at their own folder. */
const excluded: readonly string[] = neverCode.map((rule) => `**/${rule.replace(/\/$/, "")}`);

function installOf(folder: string): Install {
  const packageFile = readPackageFile(folder);
  packageFile.requireRuntime();
  return readInstall(packageFile);
}
