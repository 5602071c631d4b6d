/** Images that the code describes: what is in them. Building them, and naming them by their content, is the command line's. */
import { checkImageOptions } from "./image-options.ts";

/** The options of {@link image}. */
export interface ImageOptions {
  /** The repository, and what `--image NAME=IMAGE` replaces it by. @default "tsflyte" */
  readonly name?: string;
  /** Where it is pushed to: `ghcr.io/acme`. Without one it stays on the machine that builds it. */
  readonly registry?: string;
  /**
   * The image that it starts from, best with a digest: `node:24-slim@sha256:…`. It needs Node and a shell, and apt where
   * `aptPackages` are given.
   * @default "docker.io/library/node:24-slim"
   */
  readonly base?: string;
  /** Whether the project's dependencies are installed, as its lockfile says. Without them the base must have this package. @default true */
  readonly dependencies?: boolean;
  /** Packages beside those of the project, each with its version: `sharp@0.34.5`. */
  readonly packages?: readonly string[];
  /** Packages of Debian: `ffmpeg`, or `ffmpeg=7:5.1.6-0+deb12u1`. */
  readonly aptPackages?: readonly string[];
  /** Environment variables, as they stand. */
  readonly env?: { readonly [name: string]: string };
  /** Files and folders, from the project's folder; they lie at the same paths in the working directory, `/app`. */
  readonly copy?: readonly string[];
  /** Commands of the shell that run when everything else is in the image, as root. */
  readonly commands?: readonly string[];
  /** What it runs on: `linux/arm64`. @default that of the machine that builds it */
  readonly platform?: string;
  /** Who runs in it; Kubernetes knows only numbers not to be root. @default "1000:1000" */
  readonly user?: string;
}

/** An image that the code describes. {@link image} makes one. */
export interface ImageSpec extends ImageOptions {
  readonly "~tsflyte": "image";
  readonly name: string;
  readonly base: string;
  readonly user: string;
}

/** The image that containers start from where nothing is said. The registry is spelled out, since not all builders assume one. */
export const defaultBase = "docker.io/library/node:24-slim";

// Two copies of this package may meet in one process.
const key: unique symbol = Symbol.for("tsflyte.images") as never;
const holder = globalThis as { [key]?: Set<ImageSpec> };

/**
 * Describes an image for tasks to run in. `tsflyte image` builds it, and `tsflyte register --build-images` does when its registry does
 * not have it. Its tag is made of its content: of these options, and of the files that go into it.
 *
 * @throws `TsflyteError` of code `invalid-option` for an option that it cannot have
 * @example
 * ```ts
 * const media = image({ name: "media", registry: "ghcr.io/acme", aptPackages: ["ffmpeg"], packages: ["sharp@0.34.5"] });
 * export const length = task({ containerImage: media }, async (video: string): Promise<Int> => video.length);
 * ```
 */
export function image(options: ImageOptions = {}): ImageSpec {
  checkImageOptions(options);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const spec: ImageSpec = {
    name: "tsflyte",
    base: defaultBase,
    user: "1000:1000",
    ...given,
    "~tsflyte": "image",
  };
  holder[key] ??= new Set();
  holder[key].add(spec);
  return spec;
}

/** Every image that loaded code describes. */
export function describedImages(): readonly ImageSpec[] {
  return [...(holder[key] ?? [])];
}

/** Whether a value describes an image, whichever copy of this package made it. */
export function isImageSpec(value: unknown): value is ImageSpec {
  return typeof value === "object" && value !== null && "~tsflyte" in value && value["~tsflyte"] === "image";
}

/** What settings know an image by that has no name of the user's: the same for equal options, whatever their order. */
export function imageSpecKey(spec: ImageSpec): string {
  return JSON.stringify(canonical(spec));
}

/** The options in one order, without those that change nothing. */
export function canonical(spec: ImageSpec): object {
  const sorted = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  const isNothing = (value: unknown): boolean =>
    typeof value === "object" && value !== null && Object.keys(value).length === 0;
  const entries = Object.entries(spec).filter(
    ([name, value]) => name !== "~tsflyte" && !isNothing(value) && !(name === "dependencies" && value === true),
  );
  return sorted(Object.fromEntries(entries.map(([name, value]) => [name, sorted(value)]))) as object;
}
