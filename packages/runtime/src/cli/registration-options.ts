/** The options of commands that register. */
import type { ClientConfig } from "../client/index.ts";
import { badArgument } from "../errors/cli.ts";
import type { CallableEntity } from "../graph/index.ts";
import type { CopyMode, Registration } from "../register/index.ts";
import { bundleFile, bundleOption, packBundle } from "./bundle-paths.ts";
import type { OptionSpec, ParsedArguments } from "./command-line.ts";
import { textOption } from "./command-line.ts";
import { nameDescribedImages } from "./described-images.ts";
import { readSettings, settingsOptions } from "./settings-options.ts";

const { image, env, version, root } = settingsOptions;

/** What is registered, and what of the code goes with it. */
export const registrationOptions: Readonly<
  Record<
    | "image"
    | "env"
    | "version"
    | "root"
    | "bundle"
    | "copy"
    | "destination-dir"
    | "service-account"
    | "raw-output-data-prefix",
    OptionSpec
  >
> = {
  image,
  env,
  root,
  version: { ...version, help: "version of every entity (made of the content)" },
  bundle: bundleOption,
  copy: {
    type: "string",
    value: "MODE",
    help: "code to send: auto, what was loaded (default); all files below the root; none, the image has it",
  },
  "destination-dir": { type: "string", value: "DIR", help: "where containers unpack the code (a folder of its own)" },
  "service-account": { type: "string", value: "NAME", help: "service account of launch plans that name none" },
  "raw-output-data-prefix": { type: "string", value: "URI", help: "where executions of launch plans store files" },
};

/** Compiles what is to be registered, as the options say; nothing is sent. */
export async function planFor(
  entities: readonly CallableEntity[],
  parsed: ParsedArguments,
  { project, domain }: Pick<ClientConfig, "project" | "domain">,
  defaultVersion = "",
): Promise<Registration> {
  const given = { ...readSettings(parsed, { project, domain, version: defaultVersion }), project, domain };
  const isBundled = parsed.values["bundle"] === true;
  const named = await nameDescribedImages(given, parsed.positionals[0]);
  const settings = isBundled ? { ...named, bundle: { file: bundleFile } } : named;
  const copy = readCopyMode(textOption(parsed, "copy"));
  // What the image holds was bundled when it was built.
  const code = isBundled && copy !== "none" ? await packBundle(parsed.positionals, entities, parsed) : undefined;
  const destination = textOption(parsed, "destination-dir");
  const serviceAccount = textOption(parsed, "service-account");
  const rawOutputDataPrefix = textOption(parsed, "raw-output-data-prefix");
  const { planRegistration } = await import("../register/index.ts");
  return planRegistration(entities, {
    settings,
    copy,
    ...(code === undefined ? {} : { code }),
    ...(destination === undefined ? {} : { destination }),
    launchPlans: {
      ...(serviceAccount === undefined ? {} : { serviceAccount }),
      ...(rawOutputDataPrefix === undefined ? {} : { rawOutputDataPrefix }),
    },
  });
}

/** What of the code travels. */
export function readCopyMode(text: string | undefined, fallback: CopyMode | "none" = "auto"): CopyMode | "none" {
  if (text === undefined) return fallback;
  if (text === "auto" || text === "all" || text === "none") return text;
  throw badArgument(`--copy: expected auto, all or none, got ${JSON.stringify(text)}`, "give one of them");
}

/** A number from 1 behind an option. */
export function countOption(parsed: ParsedArguments, name: string, fallback: number): number {
  const text = textOption(parsed, name);
  if (text === undefined) return fallback;
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw badArgument(`--${name}: expected a number from 1, got ${text}`, "give a number");
  return Number(text);
}
