import { statSync } from "node:fs";
import { resolve } from "node:path";
import { badArgument } from "../errors/cli.ts";
import { type ImageConfig, parseImage, type SerializationSettings } from "../settings/index.ts";
import { storableName, whyNotStorable } from "../settings/storable-name.ts";
import { type OptionSpec, type ParsedArguments, textOption, textOptions } from "./command-line.ts";
import { printNote } from "./print.ts";

/** What module names are relative to. */
export const rootOption: OptionSpec = {
  type: "string",
  value: "DIR",
  help: "what module names are relative to (the tsconfig's rootDir, or its folder)",
};

/** The options that say where entities are registered and in which images they run. */
export const settingsOptions: Readonly<
  Record<"project" | "domain" | "version" | "image" | "env" | "root", OptionSpec>
> = {
  project: { type: "string", short: "p", value: "PROJECT", help: "project (or FLYTE_DEFAULT_PROJECT; flytesnacks)" },
  domain: { type: "string", short: "d", value: "DOMAIN", help: "domain (or FLYTE_DEFAULT_DOMAIN; development)" },
  version: { type: "string", short: "v", value: "VERSION", help: "version of every entity" },
  image: {
    type: "string",
    short: "i",
    multiple: true,
    value: "IMAGE",
    help: "the default image; NAME=IMAGE adds a named one (repeatable)",
  },
  env: { type: "string", multiple: true, value: "KEY=VALUE", help: "environment of every container (repeatable)" },
  root: rootOption,
};

/** Reads the settings from the options; `fallback` stands for what is not given. */
export function readSettings(
  parsed: ParsedArguments,
  fallback: { readonly project: string; readonly domain: string; readonly version: string },
): SerializationSettings {
  const version = textOption(parsed, "version") ?? fallback.version;
  // Without one, whoever registers says the version.
  const problem = version === "" ? undefined : whyNotStorable(version);
  if (problem !== undefined) {
    throw badArgument(`--version: ${JSON.stringify(version)} ${problem}`, `give ${storableName}`);
  }
  return {
    project: textOption(parsed, "project") ?? process.env["FLYTE_DEFAULT_PROJECT"] ?? fallback.project,
    domain: textOption(parsed, "domain") ?? process.env["FLYTE_DEFAULT_DOMAIN"] ?? fallback.domain,
    version,
    imageConfig: readImages(textOptions(parsed, "image")),
    env: readEnvironment(textOptions(parsed, "env")),
  };
}

/** `repo/name:tag` is the default image, `name=repo/name:tag` a named one; `default=` names the default one, too. */
export function readImages(texts: readonly string[]): ImageConfig {
  const images: { [name: string]: ReturnType<typeof parseImage> } = {};
  let defaultText = process.env["FLYTE_INTERNAL_IMAGE"];
  let given = false;
  for (const text of texts) {
    const match = /^([A-Za-z0-9_-]+)=(.+)$/.exec(text);
    const name = match?.[1] ?? "default";
    const image = match?.[2] ?? text;
    if (image === "" || /\s/.test(image))
      throw badArgument(
        `--image: expected an image like ghcr.io/acme/flows:v1, got ${JSON.stringify(text)}`,
        "give a repository with a tag or digest",
      );
    if (name !== "default") {
      if (Object.hasOwn(images, name))
        throw badArgument(`--image: there are two images named ${name}`, "give each name once");
      images[name] = parseImage(image);
    } else if (given)
      throw badArgument(
        `--image: there are two default images, ${defaultText} and ${image}`,
        "name one of them: --image NAME=IMAGE",
      );
    else [defaultText, given] = [image, true];
  }
  return {
    images,
    ...(defaultText === undefined || defaultText === "" ? {} : { defaultImage: parseImage(defaultText) }),
  };
}

function readEnvironment(texts: readonly string[]): { readonly [name: string]: string } {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf("=");
      if (equals < 1)
        throw badArgument(`--env: expected KEY=VALUE, got ${JSON.stringify(text)}`, "put = between name and value");
      return [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
}

/**
 * Says what module names are relative to, before anything is loaded: the transformer reads `TSFLYTE_ROOT` when it
 * compiles a source, as a container does when it looks for a built module. Built JavaScript has its names already.
 */
export function useRoot(root: string | undefined, paths: readonly string[]): void {
  if (root === undefined) return;
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw badArgument(`--root: there is no folder ${root}`, "give the folder that module names start at");
  }
  if (paths.length > 0 && paths.every((path) => /\.[cm]?js$/.test(path))) {
    printNote("note: --root changes nothing: built JavaScript has its names already");
  }
  process.env["TSFLYTE_ROOT"] = resolve(root);
}
