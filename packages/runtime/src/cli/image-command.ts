import { dirname, join, relative, resolve } from "node:path";
import { specsOf } from "../compile/index.ts";
import { badArgument } from "../errors/cli.ts";
import type { CallableEntity } from "../graph/index.ts";
import {
  type Builder,
  type BuilderName,
  baseDigest,
  builderNames,
  buildImage,
  findBuilder,
  type ImageCode,
  type PlannedImage,
  pinBase,
  planImage,
  projectFolder,
  pushImage,
  writeImage,
} from "../image/index.ts";
import { image as describeImage } from "../settings/image-spec.ts";
import { type ImageConfig, imageText, localSettings, parseImage } from "../settings/index.ts";
import {
  commandHelp,
  type OptionSpecs,
  type ParsedArguments,
  parseCommandLine,
  textOption,
  textOptions,
} from "./command-line.ts";
import { nameDescribedImages, usedImages, usesImage } from "./described-images.ts";
import { bundledCode, imageCode } from "./image-code.ts";
import { printNote, printResult } from "./print.ts";
import { readCopyMode } from "./registration-options.ts";
import { loadEntities } from "./serialize-command.ts";
import { readImages, settingsOptions, useRoot } from "./settings-options.ts";

const options: OptionSpecs = {
  file: {
    type: "string",
    short: "f",
    value: "FILE",
    help: "the Dockerfile to write (Dockerfile in the project's folder)",
  },
  tag: {
    type: "string",
    short: "t",
    value: "IMAGE",
    help: "name of the image with the code (tsflyte:HASH, of its content)",
  },
  base: { type: "string", value: "IMAGE", help: "what the image with the code starts from (node:24-slim)" },
  pin: { type: "boolean", help: "ask the builder for the digests of bases that have none, and write them" },
  build: { type: "boolean", help: "build the images" },
  push: { type: "boolean", help: "build the images and push them" },
  builder: { type: "string", value: "NAME", help: "docker, podman or buildah (the first that works)" },
  platform: { type: "string", value: "PLATFORM", help: "what the images run on: linux/arm64" },
  copy: {
    type: "string",
    value: "MODE",
    help: "of sources, auto: what was loaded (default); all: files below the root; none: no code",
  },
  bundle: { type: "boolean", help: "put the code into the image as one file, which needs Node alone" },
  external: {
    type: "string",
    multiple: true,
    value: "NAME",
    help: "keep a package out of that file and beside it (repeatable)",
  },
  image: { ...settingsOptions.image, help: "an image that is there: the default one, or NAME=IMAGE (repeatable)" },
  root: settingsOptions.root,
  force: { type: "boolean", help: "replace a Dockerfile that somebody else wrote" },
  json: { type: "boolean", help: "print what was done as one JSON document" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte image PATH… [--tag IMAGE] [--build] [--push]";
const about = [
  "Writes a Dockerfile for the code, and one for each image that the code describes with image(); prints their names.",
  "Dependencies are installed as the project's lockfile says, and tasks run as a user that is not root.",
];

/** What tasks that name no image run in, until its name is known. */
const unnamed = parseImage("tsflyte.invalid/code");

/** `tsflyte image PATH…`: writes Dockerfiles, and builds and pushes images. */
export async function imageCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("image", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options, about));
  const wanted = readBuilder(textOption(parsed, "builder"));
  useRoot(textOption(parsed, "root"), parsed.positionals);
  const entities = await loadEntities(parsed.positionals, usage);
  const given = (name: string): boolean => parsed.values[name] === true;
  const folder = projectFolder(parsed.positionals[0] ?? ".");
  const images = await planImages(entities, folder, parsed);
  if (given("push")) images.forEach(requireRegistry);
  const files = images.map(({ file }) => shown(file));
  const builder = given("pin") ? findBuilder(wanted, []) : undefined;
  const ready = images.map((image) => {
    const isOpen = builder !== undefined && !image.spec.base.includes("@");
    return isOpen ? { ...image, ...pinBase(image, baseDigest(builder, image.spec.base)) } : image;
  });
  for (const image of ready) {
    writeImage(image, image.file, given("force"));
    printNote(`${shown(image.file)}: ${image.image}`);
  }
  if (given("build") || given("push")) await build(builder ?? findBuilder(wanted, files), ready, given("push"));
  if (!given("json")) return printResult(ready.map(({ image }) => image).join("\n"));
  const documents = ready.map(({ spec, image, file, platform }) => ({
    name: spec.name,
    image,
    dockerfile: shown(file),
    ...(platform === undefined ? {} : { platform }),
    built: given("build") || given("push"),
    pushed: given("push"),
  }));
  printResult(JSON.stringify({ images: documents }, undefined, 2));
}

interface WrittenImage extends PlannedImage {
  /** Its Dockerfile. */
  readonly file: string;
}

/** The image with the code, where a task names no other, and those that the code describes and uses. */
async function planImages(
  entities: readonly CallableEntity[],
  folder: string,
  parsed: ParsedArguments,
): Promise<readonly WrittenImage[]> {
  const path = parsed.positionals[0];
  const config: ImageConfig = { defaultImage: unnamed, ...readImages(textOptions(parsed, "image")) };
  const settings = { ...localSettings, project: "", domain: "", version: "", imageConfig: config };
  const specs = await specsOf(entities, await nameDescribedImages(settings, path));
  const first = resolve(textOption(parsed, "file") ?? join(folder, "Dockerfile"));
  const described = (await usedImages(config, path, specs)).map((image) => ({
    ...image,
    file: join(dirname(first), `${image.spec.name}.Dockerfile`),
  }));
  if (!usesImage(specs, imageText(unnamed))) {
    refuseUnused(parsed);
    return described;
  }
  const base = textOption(parsed, "base");
  const [tag, platform] = [textOption(parsed, "tag"), textOption(parsed, "platform")];
  const spec = describeImage({
    ...(base === undefined ? {} : { base }),
    ...(platform === undefined ? {} : { platform }),
    ...(parsed.values["bundle"] === true ? { dependencies: false } : {}),
  });
  const code = await codeOf(entities, folder, parsed);
  const own = planImage(spec, folder, {
    ...(code === undefined ? {} : { code }),
    ...(tag === undefined ? {} : { tag }),
  });
  return [{ ...own, file: first }, ...described];
}

async function codeOf(
  entities: readonly CallableEntity[],
  folder: string,
  parsed: ParsedArguments,
): Promise<ImageCode | undefined> {
  const copy = readCopyMode(textOption(parsed, "copy"));
  if (parsed.values["bundle"] !== true) return copy === "none" ? undefined : imageCode(entities, folder, copy);
  const { packBundle } = await import("./bundle-paths.ts");
  const { bytes } = await packBundle(parsed.positionals, entities, parsed);
  return bundledCode(bytes, folder);
}

async function build(builder: Builder, images: readonly WrittenImage[], push: boolean): Promise<void> {
  for (const image of images) {
    await buildImage(builder, image, image.file);
    if (push) await pushImage(builder, image.image);
  }
}

/** Options of an image that nothing needs would be passed over in silence. */
function refuseUnused(parsed: ParsedArguments): void {
  const option = ["tag", "base", "platform", "copy"].find((name) => textOption(parsed, name) !== undefined);
  if (option === undefined) return;
  throw badArgument(
    `--${option} is about the image with the code, and every task names an image of its own`,
    `leave --${option} out, and give the options of image() instead`,
  );
}

function requireRegistry({ image }: PlannedImage): void {
  // What a name without a registry is pushed to differs from builder to builder.
  if (/^[^/]*[.:][^/]*\/|^localhost\//.test(image)) return;
  throw badArgument(
    `--push: the image ${image} names no registry`,
    "give --tag REGISTRY/NAME:TAG, or the option registry of image()",
  );
}

function readBuilder(text: string | undefined): BuilderName | undefined {
  const name = builderNames.find((known) => known === text);
  if (text === undefined || name !== undefined) return name;
  throw badArgument(`--builder: expected docker, podman or buildah, got ${JSON.stringify(text)}`, "give one of them");
}

/** A path as users read it. */
function shown(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith("..") ? path : below;
}
