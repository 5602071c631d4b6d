import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { badArgument } from "../errors/cli.ts";
import { commandHelp, type OptionSpecs, parseCommandLine, textOption, textOptions } from "./command-line.ts";
import { printNote, printResult } from "./print.ts";

const options: OptionSpecs = {
  port: { type: "string", value: "PORT", help: "where it speaks gRPC (30080)" },
  "http-port": { type: "string", value: "PORT", help: "where its JSON API is, and its files (the port after --port)" },
  image: {
    type: "string",
    multiple: true,
    value: "[NAME=]FOLDER",
    help: "the folder that stands for an image, or for all others (the working directory)",
  },
  project: { type: "string", short: "p", multiple: true, value: "NAME", help: "a project, besides flytesnacks" },
  folder: { type: "string", value: "DIR", help: "where its state is (.tsflyte/dev)" },
  memory: { type: "boolean", help: "keep no state" },
  reset: { type: "boolean", help: "forget the state of before" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte dev [--port PORT] [--image [NAME=]FOLDER …] [--folder DIR | --memory] [--reset]";
const about = [
  "A Flyte control plane on this machine, for development and tests: it registers, refuses and runs as the real",
  "one does, with processes in place of containers.",
];

/** The port that clients look at which are told nothing else. */
const defaultPort = 30080;

/** `tsflyte dev`: a control plane on this machine, until it is interrupted. */
export async function devCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("dev", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options, about));
  if (parsed.positionals.length > 0) throw badArgument(`there is no ${JSON.stringify(parsed.positionals[0])}`, usage);
  const memory = parsed.values["memory"] === true;
  const folder = textOption(parsed, "folder");
  if (memory && folder !== undefined) {
    throw badArgument("--memory and --folder say where the state is, both", "give one of them");
  }
  const port = readPort("port", textOption(parsed, "port")) ?? defaultPort;
  const httpPort = readPort("http-port", textOption(parsed, "http-port")) ?? nextPort(port);
  const state = memory ? undefined : resolve(folder ?? ".tsflyte/dev");
  const images = readImages(textOptions(parsed, "image"));
  const { forgetState, startDevServer } = await import("../dev/index.ts");
  if (parsed.values["reset"] === true && state !== undefined) forgetState(state);
  const server = await startDevServer({
    port,
    httpPort,
    images,
    projects: ["flytesnacks", ...textOptions(parsed, "project")],
    onLog: printNote,
    ...(state === undefined ? { memory } : { folder: state }),
  });
  // Who has read the last line may send the signal at once.
  const end = interrupted();
  printResult(
    [
      `Flyte's API is at ${server.endpoint}, as JSON at ${server.httpUrl}/api/v1.`,
      "Clients come here with:",
      `  export FLYTE_PLATFORM_URL=${server.endpoint} FLYTE_PLATFORM_INSECURE=true`,
      `  flytectl --admin.endpoint ${server.endpoint} --admin.insecure …`,
      state === undefined ? "Nothing is kept when it ends." : `Its state is in ${state}.`,
      "Ctrl-C ends it.",
    ].join("\n"),
  );
  await end;
  printNote("ending: executions that run go on when it is started again");
  await server.close();
}

/** A second interrupt ends the process at once. */
function interrupted(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
  });
}

function readPort(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw badArgument(`--${option} ${text} is no port`, "give a number from 0 to 65535; 0 is any that is free");
}

/** Any port that is free where there is none behind. */
function nextPort(port: number): number {
  return port === 0 || port === 65535 ? 0 : port + 1;
}

/** A folder without a name stands for all images that have none. */
function readImages(texts: readonly string[]): ReadonlyMap<string, string> {
  const images = new Map([["*", process.cwd()]]);
  for (const text of texts) {
    // A name may hold "=" nowhere, a folder may.
    const at = text.indexOf("=");
    const folder = resolve(at < 0 ? text : text.slice(at + 1));
    if (!existsSync(folder)) throw badArgument(`--image ${text} leads nowhere: there is no ${folder}`, "name a folder");
    images.set(at < 0 ? "*" : text.slice(0, at), folder);
  }
  return images;
}
