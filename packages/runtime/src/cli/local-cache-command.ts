import { badArgument } from "../errors/cli.ts";
import { cacheDirectory, clearCache } from "../local/cache/cache-directory.ts";
import { commandHelp, type OptionSpecs, parseCommandLine } from "./command-line.ts";
import { printNote, printResult } from "./print.ts";

const options: OptionSpecs = {
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte local-cache clear | path";
const about = [
  "Results of cached tasks that ran on this machine.",
  "  clear  removes all of them",
  "  path   prints the folder that they are in, which FLYTE_LOCAL_CACHE_DIR names",
];

/** `tsflyte local-cache clear`: forgets the results of local runs. */
export async function localCacheCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine("local-cache", args, options);
  if (values["help"] === true) return printResult(commandHelp(usage, options, about));
  const [action, ...others] = positionals;
  if (action === "clear" && others.length === 0) return printNote(`cleared ${clearCache()}`);
  if (action === "path" && others.length === 0) return printResult(cacheDirectory());
  throw badArgument(
    action === undefined ? "expected what to do" : `there is no ${JSON.stringify(positionals.join(" "))}`,
    usage,
  );
}
