/** Running an entity on a platform: it is registered if it is not yet, and launched. */
import type { LaunchableEntity, LaunchOptions } from "../client/index.ts";
import { badArgument } from "../errors/cli.ts";
import { notRegistered } from "../errors/registration.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import { outputsByName } from "../graph/results.ts";
import { clientOptions, readConfig, withClient } from "./client-options.ts";
import { type OptionSpecs, type ParsedArguments, textOption, textOptions } from "./command-line.ts";
import { executionText, followExecution } from "./follow-execution.ts";
import { printNote, printResult } from "./print.ts";
import { planFor, registrationOptions } from "./registration-options.ts";

/** Options that say something of an execution on a platform alone. */
export const remoteOptions: OptionSpecs = {
  remote: { type: "boolean", short: "r", help: "register and run on a platform; the options below are for it" },
  wait: { type: "boolean", help: "follow the execution to its end, and print its outputs" },
  ...clientOptions,
  name: { type: "string", value: "NAME", help: "name of the execution (a random one)" },
  label: { type: "string", multiple: true, value: "KEY=VALUE", help: "label of the execution (repeatable)" },
  tag: { type: "string", multiple: true, value: "TAG", help: "tag of the execution (repeatable)" },
  "overwrite-cache": { type: "boolean", help: "compute anew what is cached" },
  interruptible: { type: "boolean", help: "run on machines that may be taken away" },
  "max-parallelism": { type: "string", value: "N", help: "how many nodes run at a time" },
  ...registrationOptions,
};

/** What was asked for before and behind the entity, as one. */
export function mergeArguments(early: ParsedArguments, late: ParsedArguments): ParsedArguments {
  const values = { ...early.values };
  for (const [name, value] of Object.entries(late.values)) {
    const before = values[name];
    values[name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
  }
  return { values, positionals: [] };
}

/** Refuses options that say nothing of a run on this machine. */
export function refuseRemoteOptions(parsed: ParsedArguments, local: OptionSpecs): void {
  const given = Object.keys(parsed.values).find(
    (name) => Object.hasOwn(remoteOptions, name) && !Object.hasOwn(local, name),
  );
  if (given !== undefined) throw badArgument(`--${given} is for runs on a platform`, "add --remote, or leave it out");
}

/** Registers, launches, and follows the execution where that is asked for. */
export async function runRemotely(
  entity: CallableEntity,
  inputs: { readonly [name: string]: unknown },
  parsed: ParsedArguments,
): Promise<void> {
  const isQuiet = parsed.values["quiet"] === true;
  const isJson = parsed.values["json"] === true;
  const launch = launchOptions(parsed);
  const config = await readConfig(parsed);
  const registration = await planFor([entity], parsed, config);
  const { register } = await import("../register/index.ts");
  await withClient(config, async (client, signal) => {
    const results = await register(client, registration, {
      concurrency: 16,
      skipErrors: false,
      // Who runs something once does not mean to start a schedule of it.
      activate: "none",
      signal,
    });
    const failed = results.find(({ outcome }) => outcome === "failed");
    if (failed?.error !== undefined) {
      const done = results.filter(({ outcome }) => outcome !== "failed").length;
      throw notRegistered(`${failed.kind.replace("-", " ")} ${failed.id.name}`, failed.error, done, results.length);
    }
    const { project, domain, version } = registration.settings;
    const options = { ...launch, project, domain, version, signal };
    // A body of its own type is not known here, as for every entity that a command line names.
    const execution = await client.execute(entity as LaunchableEntity<readonly unknown[], unknown>, inputs, options);
    if (!isQuiet) printNote(`${executionText(execution.id)}: ${execution.consoleUrl}`);
    // The function's own types say more than what is registered: days, and times to the nanosecond.
    const outputs = async () =>
      outputsByName(await execution.outputs({ signal }), entity.embedded, {
        entity: describeEntity(entity),
        role: "output",
        source: sourceOf(entity.embedded),
      });
    if (parsed.values["wait"] === true) return followExecution(client, execution, { signal, isQuiet, isJson, outputs });
    const { name } = execution.id;
    printResult(isJson ? JSON.stringify({ name, version, console: execution.consoleUrl }, undefined, 2) : name);
  });
}

function launchOptions(parsed: ParsedArguments): LaunchOptions {
  const name = textOption(parsed, "name");
  const rawOutputDataPrefix = textOption(parsed, "raw-output-data-prefix");
  const parallelism = textOption(parsed, "max-parallelism");
  if (parallelism !== undefined && !/^\d{1,6}$/.test(parallelism)) {
    throw badArgument(`--max-parallelism: expected a number, got ${parallelism}`, "give a number");
  }
  const labels = textOptions(parsed, "label").map((text): [string, string] => {
    const equals = text.indexOf("=");
    if (equals < 1) throw badArgument(`--label: expected KEY=VALUE, got ${JSON.stringify(text)}`, "put = between them");
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return {
    ...(name === undefined ? {} : { name }),
    ...(rawOutputDataPrefix === undefined ? {} : { rawOutputDataPrefix }),
    ...(parallelism === undefined ? {} : { maxParallelism: Number(parallelism) }),
    ...(parsed.values["interruptible"] === true ? { interruptible: true } : {}),
    overwriteCache: parsed.values["overwrite-cache"] === true,
    labels: Object.fromEntries(labels),
    tags: textOptions(parsed, "tag"),
  };
}
