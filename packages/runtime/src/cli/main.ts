import { badArgument } from "../errors/cli.ts";
import { TsflyteError } from "../errors/index.ts";
import { printError, printResult } from "./print.ts";

interface Command {
  readonly help: string;
  /** Loaded when it is called, so that `--help` loads nothing. */
  readonly load: () => Promise<(args: readonly string[]) => Promise<void>>;
}

const commands: { readonly [name: string]: Command } = {
  run: {
    help: "run a task or workflow on this machine",
    load: async () => (await import("./run-command.ts")).runCommand,
  },
  serialize: {
    help: "print what would be registered, as JSON",
    load: async () => (await import("./serialize-command.ts")).serializeCommand,
  },
  package: {
    help: "write what flytectl registers",
    load: async () => (await import("./package-command.ts")).packageCommand,
  },
};

/** Codes of errors that the command line is to blame for, and not the work. */
const usageCodes: ReadonlySet<string> = new Set(["bad-argument", "bad-input-text", "output-exists", "file-not-found"]);

function help(): string {
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(10)}  ${command.help}`);
  return ["usage: tsflyte COMMAND …", "", "commands:", ...lines, "", "tsflyte COMMAND --help says more."].join("\n");
}

/** Runs the command line; the exit status is 0 done, 1 the work failed, 2 the command was wrong. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = "--help", ...rest] = args;
  try {
    if (name === "--help" || name === "-h" || name === "help") {
      printResult(help());
      return args.length === 0 ? 2 : 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined)
      throw badArgument(
        `there is no command ${JSON.stringify(name)}`,
        `the commands are ${Object.keys(commands).join(", ")}`,
      );
    const run = await command.load();
    await run(rest);
    return 0;
  } catch (error) {
    printError(error, rest.includes("--debug"));
    return error instanceof TsflyteError && usageCodes.has(error.code) ? 2 : 1;
  }
}
