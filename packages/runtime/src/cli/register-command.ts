import type { TsflyteError } from "../errors/index.ts";
import { notRegistered, partlyRegistered } from "../errors/registration.ts";
import { countSpecs, identifierOfSpec, type RegisteredEntity, type Registration, register } from "../register/index.ts";
import { clientOptions, readConfig, withClient } from "./client-options.ts";
import { commandHelp, type OptionSpecs, type ParsedArguments, parseCommandLine, textOption } from "./command-line.ts";
import { buildMissingImages } from "./described-images.ts";
import { printNote, printResult } from "./print.ts";
import { RegisterProgress } from "./register-progress.ts";
import { appendSummary, type RegistrationReport, reportJson, reportText } from "./register-report.ts";
import { countOption, planFor, registrationOptions } from "./registration-options.ts";
import { loadEntities } from "./serialize-command.ts";
import { useRoot } from "./settings-options.ts";

const options: OptionSpecs = {
  ...clientOptions,
  ...registrationOptions,
  "activate-launchplans": { type: "boolean", help: "set all launch plans with names of their own active" },
  "build-images": { type: "boolean", help: "build and push images of image() that their registries do not have" },
  "dry-run": { type: "boolean", help: "compile and check everything, and send nothing" },
  "skip-errors": { type: "boolean", help: "register the others when one cannot be" },
  concurrency: { type: "string", value: "N", help: "how many entities are sent at a time (default 16)" },
  json: { type: "boolean", help: "print what was done as one JSON document" },
  quiet: { type: "boolean", short: "q", help: "do not print what is being done" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte register PATH… --image IMAGE [-p PROJECT] [-d DOMAIN] [-v VERSION]";
const about = [
  "Compiles and checks everything, sends the code, and registers tasks, workflows and launch plans. What is",
  "registered already, and is the same, is left as it is: a registration that was cut off can be run again.",
];

/** `tsflyte register PATH…`: registers what the paths define. */
export async function registerCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("register", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options, about));
  const concurrency = countOption(parsed, "concurrency", 16);
  const config = await readConfig(parsed);
  useRoot(textOption(parsed, "root"), parsed.positionals);
  const entities = await loadEntities(parsed.positionals, usage);
  const registration = await planFor(entities, parsed, config);
  if (parsed.values["dry-run"] === true) return printReport(parsed, await dryRun(registration));
  if (parsed.values["build-images"] === true) {
    await buildMissingImages(registration, parsed.positionals[0] ?? ".");
  }
  await withClient(config, (client, signal) => send(parsed, registration, { client, signal, concurrency }));
}

async function dryRun(registration: Registration): Promise<RegistrationReport> {
  const { destination, code } = registration;
  const specs = await registration.specs(code === undefined ? undefined : { uri: code.name, destination });
  const entities = specs.map((one) => ({ kind: one.kind, id: identifierOfSpec(one), isActivated: false }));
  return { registration, entities, outcomeOf: () => "checked", uri: undefined, total: specs.length, isDryRun: true };
}

async function send(
  parsed: ParsedArguments,
  registration: Registration,
  {
    client,
    signal,
    concurrency,
  }: { readonly client: Parameters<typeof register>[0]; readonly signal: AbortSignal; readonly concurrency: number },
): Promise<void> {
  const progress = new RegisterProgress(parsed.values["quiet"] === true);
  let uri: string | undefined;
  let total = 0;
  let results: readonly RegisteredEntity[];
  try {
    results = await register(client, registration, {
      concurrency,
      signal,
      skipErrors: parsed.values["skip-errors"] === true,
      activate: parsed.values["activate-launchplans"] === true ? "all" : "declared",
      onUpload(sent) {
        uri = sent;
        if (parsed.values["quiet"] !== true) printNote(`code: ${registration.code?.files} files at ${sent}`);
      },
      onSpecs(specs) {
        total = specs.length;
        progress.expect(total);
        if (parsed.values["quiet"] !== true)
          printNote(`${countSpecs(specs)}, version ${registration.settings.version}`);
      },
      onEntity: (entity) => progress.take(entity),
    });
  } finally {
    progress.end();
  }
  const outcomes = new Map(results.map((entity) => [entity as RegistrationReport["entities"][number], entity.outcome]));
  const outcomeOf: RegistrationReport["outcomeOf"] = (entity) => outcomes.get(entity) ?? "failed";
  const report = { registration, entities: results, outcomeOf, uri, total, isDryRun: false };
  const failed = results.filter(({ outcome }) => outcome === "failed");
  appendSummary(report);
  if (failed.length === 0 || parsed.values["json"] === true) printReport(parsed, report);
  if (failed.length > 0)
    throw failure(failed, results.length - failed.length, total, parsed.values["skip-errors"] === true);
}

function printReport(parsed: ParsedArguments, report: RegistrationReport): void {
  printResult(parsed.values["json"] === true ? reportJson(report) : reportText(report));
}

function failure(failed: readonly RegisteredEntity[], done: number, total: number, isPartial: boolean): TsflyteError {
  const lines = failed.map(
    ({ kind, id, error }) =>
      `${kind.replace("-", " ")} ${id.name}: ${[error?.text, error?.where[0]].filter((text) => text !== undefined).join(": ")}`,
  );
  // What was on its way when an interrupt came says nothing of its own.
  const [first] = [...failed].sort(
    (a, b) => Number(a.error?.code === "cancelled") - Number(b.error?.code === "cancelled"),
  );
  if (isPartial || first?.error === undefined) return partlyRegistered(lines, total);
  const { kind, id, error } = first;
  return notRegistered(`${kind.replace("-", " ")} ${id.name}`, error, done, total);
}
