import type { FlyteClient } from "../client/index.ts";
import { badArgument } from "../errors/cli.ts";
import { noVersion } from "../errors/client.ts";
import { TsflyteError } from "../errors/index.ts";
import { clientOptions, readConfig, withClient } from "./client-options.ts";
import { commandHelp, type OptionSpecs, parseCommandLine } from "./command-line.ts";
import { printJson } from "./execution-views.ts";
import { printResult } from "./print.ts";

const options: OptionSpecs = {
  ...clientOptions,
  json: { type: "boolean", help: "print the result as JSON" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte launchplan activate|deactivate NAME [VERSION]";
const about = ["Without a version, the newest is activated, and the active one is deactivated."];

/** `tsflyte launchplan activate|deactivate NAME [VERSION]`: starts and stops schedules. */
export async function launchPlanCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("launchplan", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options, about));
  const [verb, name, given, ...more] = parsed.positionals;
  if ((verb !== "activate" && verb !== "deactivate") || name === undefined || more.length > 0) {
    throw badArgument(
      `expected activate or deactivate and a name, got ${JSON.stringify(parsed.positionals.join(" "))}`,
      usage,
    );
  }
  await withClient(await readConfig(parsed), async (client, signal) => {
    const version =
      given ?? (verb === "activate" ? await newest(client, name, signal) : await active(client, name, signal));
    if (version === undefined) {
      if (parsed.values["json"] === true) return printJson({ name, version: null, state: "inactive" });
      return printResult(`${name} has no active version`);
    }
    await client.launchPlans[verb]({ name, version }, { signal });
    const state = verb === "activate" ? "active" : "inactive";
    if (parsed.values["json"] === true) return printJson({ name, version, state });
    printResult(`${name} ${version} is ${state}`);
  });
}

async function newest(client: FlyteClient, name: string, signal: AbortSignal): Promise<string> {
  for await (const { id } of client.launchPlans.list({ name }, { limit: 1, signal })) return id.version;
  throw noVersion(`launch plan ${name}`, `project ${client.project}, domain ${client.domain}`);
}

/** The active version; undefined where none is. Throws for a name that is not registered. */
async function active(client: FlyteClient, name: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await client.launchPlans.getActive({ name }, { signal })).id.version;
  } catch (error) {
    if (!(error instanceof TsflyteError) || error.code !== "not-found") throw error;
    await newest(client, name, signal);
    return undefined;
  }
}
