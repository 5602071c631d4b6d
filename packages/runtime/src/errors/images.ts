import { TsflyteError } from "./tsflyte-error.ts";

/** A task names no image and there is no default. */
export function noImage(taskName: string): TsflyteError {
  return new TsflyteError("no-image", `task "${taskName}" has no container image`, {
    remedy: "give the default one with --image IMAGE, or the task's own as the option containerImage",
  });
}

/** A template names an image that the settings do not have. */
export function unknownImage(taskName: string, image: string, known: readonly string[]): TsflyteError {
  const have = known.length === 0 ? "none is configured" : `configured: ${known.join(", ")}`;
  return new TsflyteError(
    "unknown-image",
    `task "${taskName}" uses the image "${image}", which is not configured (${have})`,
    {
      remedy: `add it with --image ${image}=IMAGE`,
    },
  );
}

/** A template asks for something of an image that images do not have. */
export function unknownImageAttribute(taskName: string, image: string, attribute: string): TsflyteError {
  return new TsflyteError(
    "unknown-image",
    `task "${taskName}": expected {{.image.${image}}}, .fqn or .version of it, got {{.image.${image}.${attribute}}}`,
    { remedy: `write {{.image.${image}.fqn}}:{{.image.${image}.version}}, or the image itself` },
  );
}

/** Braces of a template that is none of those for images. */
export function unknownImageTemplate(taskName: string, text: string): TsflyteError {
  return new TsflyteError(
    "unknown-image",
    `task "${taskName}": expected an image whose templates are {{.image.NAME}}, {{.image.NAME.fqn}} and {{.image.NAME.version}}, got ${text}`,
    { remedy: "correct the option containerImage" },
  );
}

/** An image that the code describes, in settings that have no name for it. */
export function unnamedImage(taskName: string, image: string): TsflyteError {
  return new TsflyteError(
    "unknown-image",
    `task "${taskName}" uses the image "${image}" that image() describes, and the settings have no name for it`,
    {
      remedy: `serialize with tsflyte, which names it by its content, or name it with --image ${image}=IMAGE; in a container, describe it by constants, so that it is the same there`,
    },
  );
}
