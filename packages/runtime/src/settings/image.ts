import { noImage, unknownImage, unknownImageAttribute, unknownImageTemplate, unnamedImage } from "../errors/images.ts";
import { invalidOption } from "../errors/options.ts";
import { type ImageSpec, imageSpecKey, isImageSpec } from "./image-spec.ts";

/** A container image: what stands before the tag, and the tag or the digest. */
export interface Image {
  /** `registry/path`, without tag or digest. */
  readonly fqn: string;
  readonly tag?: string;
  /** `sha256:…`. */
  readonly digest?: string;
}

/** The images that a project's tasks can name. */
export interface ImageConfig {
  /** For tasks that name none. */
  readonly defaultImage?: Image;
  readonly images: { readonly [name: string]: Image };
  /** Those that `image()` describes, by their options. */
  readonly described?: { readonly [key: string]: Image };
  /** Stands for names that are not configured, where nothing runs in the image. */
  readonly anyImage?: Image;
}

/**
 * Reads an image's text: `repo/name:tag`, `repo/name@sha256:…`, or with both, where the digest decides.
 * A port in the registry (`host:5000/name`) is not a tag.
 */
export function parseImage(text: string): Image {
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = rest.lastIndexOf(":");
  const tagged = colon > rest.lastIndexOf("/");
  return {
    fqn: tagged ? rest.slice(0, colon) : rest,
    ...(tagged ? { tag: rest.slice(colon + 1) } : {}),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The image's text again, as a container runtime takes it. */
export function imageText(image: Image): string {
  if (image.digest !== undefined) return `${image.fqn}@${image.digest}`;
  return image.tag === undefined ? image.fqn : `${image.fqn}:${image.tag}`;
}

const template = /\{\{\s*\.images?\.([a-zA-Z0-9_-]+)(?:\.([a-zA-Z0-9_-]+))?\s*\}\}/gi;

/**
 * The image of one task: the default one when it names none, or its text with the templates `{{.image.NAME}}`,
 * `{{.image.NAME.fqn}}` and `{{.image.NAME.version}}` filled in. `NAME` is `default` or a configured name. A version that
 * is a digest turns the `:` before it into `@`. An image that the code describes has the name that the settings know it by.
 */
export function resolveImage(named: string | ImageSpec | undefined, config: ImageConfig, taskName: string): string {
  if (named === undefined || named === "") {
    if (config.defaultImage === undefined) throw noImage(taskName);
    return imageText(config.defaultImage);
  }
  if (typeof named !== "string") return describedImage(named, config, taskName);
  const filled = named.replace(template, (_text, name: string, attribute: string | undefined) => {
    const configured = Object.hasOwn(config.images, name) ? config.images[name] : undefined;
    const image = configured ?? (name.toLowerCase() === "default" ? config.defaultImage : config.anyImage);
    if (image === undefined) throw unknownImage(taskName, name, Object.keys(config.images));
    switch (attribute?.toLowerCase()) {
      case undefined:
        return imageText(image);
      case "fqn":
        return image.fqn;
      case "version":
        return image.digest ?? image.tag ?? config.defaultImage?.tag ?? "";
      default:
        throw unknownImageAttribute(taskName, name, attribute ?? "");
    }
  });
  // Kubernetes would get what is left of a template as it is, and fail when the pod starts.
  if (/\{\{|\}\}/.test(filled)) throw unknownImageTemplate(taskName, named);
  return filled.replace(/:(sha256:[0-9a-f]+)$/, "@$1");
}

/** A configured image of the same name comes first: it is how another one is put in its place. */
function describedImage(spec: ImageSpec, config: ImageConfig, taskName: string): string {
  const own = Object.hasOwn(config.images, spec.name) ? config.images[spec.name] : undefined;
  const image = own ?? config.described?.[imageSpecKey(spec)] ?? config.anyImage;
  if (image === undefined) throw unnamedImage(taskName, spec.name);
  return imageText(image);
}

/** Throws unless an option names or describes an image. */
export function checkImage(value: unknown, option: string): void {
  if (value === undefined || isImageSpec(value) || (typeof value === "string" && value !== "")) return;
  throw invalidOption(option, "an image's name, or an image that image() describes", value);
}
