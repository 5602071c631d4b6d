import type { FlyteClient } from "../client/index.ts";
import { badArgument } from "../errors/cli.ts";
import { nearest } from "../errors/nearest.ts";
import { clientOptions, readConfig, withClient } from "./client-options.ts";
import { alignRows, commandHelp, type OptionSpecs, type ParsedArguments, parseCommandLine } from "./command-line.ts";
import { abort, relaunch } from "./execution-changes.ts";
import { get, list, watch } from "./execution-views.ts";
import { printResult } from "./print.ts";
import { giveSignal } from "./signal-command.ts";

const options: OptionSpecs = {
  ...clientOptions,
  limit: { type: "string", value: "N", help: "list: how many, the newest first (default 20)" },
  phase: {
    type: "string",
    multiple: true,
    value: "PHASE",
    help: "list: only those that are running, failed … (repeatable)",
  },
  wait: { type: "boolean", help: "relaunch, recover: follow the new execution to its end" },
  name: { type: "string", value: "NAME", help: "relaunch, recover: name of the new execution" },
  "overwrite-cache": { type: "boolean", help: "relaunch: compute anew what is cached" },
  cause: { type: "string", value: "TEXT", help: "abort: why (default: aborted with tsflyte)" },
  json: { type: "boolean", help: "print the result as JSON" },
  quiet: { type: "boolean", short: "q", help: "do not print what happens meanwhile" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

/** What one of the verbs is called with. */
export interface ExecutionCall {
  readonly client: FlyteClient;
  readonly parsed: ParsedArguments;
  readonly signal: AbortSignal;
  /** What stands behind the verb: names first. */
  readonly names: readonly string[];
}

interface Verb {
  readonly usage: string;
  readonly help: string;
  /** How many names stand behind it: at least, and at most. */
  readonly names: readonly [number, number];
  readonly run: (call: ExecutionCall) => Promise<void>;
}

const verbs: { readonly [verb: string]: Verb } = {
  list: { usage: "list", help: "the newest executions", names: [0, 0], run: list },
  get: { usage: "get NAME", help: "one execution: state, nodes, inputs and outputs", names: [1, 1], run: get },
  watch: {
    usage: "watch NAME",
    help: "follow an execution to its end, and print its outputs",
    names: [1, 1],
    run: watch,
  },
  abort: { usage: "abort NAME…", help: "end executions", names: [1, 100], run: abort },
  relaunch: {
    usage: "relaunch NAME",
    help: "run the same again",
    names: [1, 1],
    run: (call) => relaunch(call, "relaunch"),
  },
  recover: {
    usage: "recover NAME",
    help: "run again what failed",
    names: [1, 1],
    run: (call) => relaunch(call, "recover"),
  },
  signal: {
    usage: "signal NAME [GATE VALUE]",
    help: "give a gate its value; list the gates",
    names: [1, 3],
    run: giveSignal,
  },
};

const usage = "tsflyte executions VERB [NAME] [OPTION]…";

/** `tsflyte executions list|get|watch|abort|relaunch|recover|signal`: what runs on a platform. */
export async function executionsCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("executions", args, options);
  if (parsed.values["help"] === true) {
    const rows = Object.values(verbs).map((verb) => ({ left: verb.usage, help: verb.help }));
    return printResult(commandHelp(usage, options, ["verbs:", ...alignRows(rows)]));
  }
  const [name, ...names] = parsed.positionals;
  const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) {
    const near = name === undefined ? undefined : nearest(name, Object.keys(verbs));
    throw badArgument(
      name === undefined ? "expected what to do with executions" : `there is no tsflyte executions ${name}`,
      near === undefined ? `the verbs are ${Object.keys(verbs).join(", ")}` : `did you mean ${near}?`,
    );
  }
  const [least, most] = verb.names;
  if (names.length < least || names.length > most) {
    throw badArgument(
      `expected ${verb.usage}, got ${name} ${names.join(" ")}`.trimEnd(),
      `tsflyte executions ${verb.usage}`,
    );
  }
  await withClient(await readConfig(parsed), (client, signal) => verb.run({ client, parsed, signal, names }));
}
