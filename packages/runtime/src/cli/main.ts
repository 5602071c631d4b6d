import { readFileSync } from "node:fs";
import { badArgument } from "../errors/cli.ts";
import { type ErrorCode, TsflyteError } from "../errors/index.ts";
import { nearest } from "../errors/nearest.ts";
import { alignRows } from "./command-line.ts";
import { printError, printNote, printResult } from "./print.ts";
import { ownPackageFile } from "./project-copy.ts";

interface Command {
  readonly help: string;
  /** Loaded when it is called, so that `--help` loads nothing. */
  readonly load: () => Promise<(args: readonly string[]) => Promise<void>>;
}

const commands: { readonly [name: string]: Command } = {
  run: {
    help: "run a task or workflow on this machine, or on a platform",
    load: async () => (await import("./run-command.ts")).runCommand,
  },
  build: {
    help: "compile a project with the metadata of its tasks and workflows",
    load: async () => (await import("./build-command.ts")).buildCommand,
  },
  bundle: {
    help: "write one file that holds everything containers need, besides Node",
    load: async () => (await import("./bundle-command.ts")).bundleCommand,
  },
  serialize: {
    help: "print what would be registered, as JSON",
    load: async () => (await import("./serialize-command.ts")).serializeCommand,
  },
  graph: {
    help: "print what a workflow is made of",
    load: async () => (await import("./graph-command.ts")).graphCommand,
  },
  "local-cache": {
    help: "clear the results of cached tasks that ran on this machine",
    load: async () => (await import("./local-cache-command.ts")).localCacheCommand,
  },
  dev: {
    help: "start a Flyte control plane on this machine",
    load: async () => (await import("./dev-command.ts")).devCommand,
  },
  register: {
    help: "register tasks, workflows and launch plans on a platform, with their code",
    load: async () => (await import("./register-command.ts")).registerCommand,
  },
  executions: {
    help: "list, follow, end and repeat what runs on a platform",
    load: async () => (await import("./executions-command.ts")).executionsCommand,
  },
  get: {
    help: "list what is registered on a platform",
    load: async () => (await import("./get-command.ts")).getCommand,
  },
  launchplan: {
    help: "start or stop the schedule of a launch plan",
    load: async () => (await import("./launchplan-command.ts")).launchPlanCommand,
  },
  image: {
    help: "write Dockerfiles, and build and push images",
    load: async () => (await import("./image-command.ts")).imageCommand,
  },
  package: {
    help: "write what flytectl registers",
    load: async () => (await import("./package-command.ts")).packageCommand,
  },
};

/** Codes of errors that the command line is to blame for, and not the work. */
const usageCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "bad-argument",
  "bad-input",
  "bad-path",
  "bad-project",
  "entity-not-found",
  "no-builder",
  "no-image",
  "not-compiled",
  "output-exists",
  "source-problems",
  "unknown-image",
]);

/** Runs the command line; the exit status is 0 done, 1 the work failed, 2 the command was wrong, 130 it was interrupted. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await runMain(args);
    return args.length === 0 ? 2 : 0;
  } catch (error) {
    return reportError(error, args);
  }
}

/** Prints an error; gives the exit status that it stands for. */
export function reportError(error: unknown, args: readonly string[]): number {
  printError(error, args.includes("--debug"));
  if (!(error instanceof TsflyteError)) return 1;
  // As of a process that an interrupt ended.
  if (error.code === "cancelled") return 130;
  return usageCodes.has(error.code) ? 2 : 1;
}

async function runMain(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined) return printNote(help());
  if (name === "--version" || name === "-V") return printResult(packageVersion());
  if (name === "--help" || name === "-h" || (name === "help" && rest.length === 0)) return printResult(help());
  if (name === "help") return runCommand(rest[0] ?? "", ["--help"]);
  await runCommand(name, rest);
}

async function runCommand(name: string, args: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const near = nearest(name, Object.keys(commands));
    throw badArgument(
      `there is no command ${JSON.stringify(name)}`,
      near === undefined ? `the commands are ${Object.keys(commands).join(", ")}` : `did you mean tsflyte ${near}?`,
    );
  }
  const run = await command.load();
  await run(args);
}

function help(): string {
  const rows = Object.entries(commands).map(([left, command]) => ({ left, help: command.help }));
  const options = [
    { left: "-h, --help", help: "print this" },
    { left: "-V, --version", help: "print the version" },
  ];
  return [
    "usage: tsflyte COMMAND …",
    "",
    "commands:",
    ...alignRows(rows),
    "",
    "options:",
    ...alignRows(options),
    "",
    "tsflyte COMMAND --help says more.",
  ].join("\n");
}

function packageVersion(): string {
  const path = ownPackageFile();
  if (path === undefined) return "unknown";
  return (JSON.parse(readFileSync(path, "utf8")) as { readonly version: string }).version;
}
