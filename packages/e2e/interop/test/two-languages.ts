/** A platform with an image of each language, and the programs of both that register there. */
import { spawn } from "node:child_process";
import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { type DevPlatform, startDevPlatform } from "../../flyte/dev-platform.ts";
import { python, quiet } from "./flytekit-peer.ts";
import { built, environment, newFolder } from "./run-task.ts";

const tsflyteProgram = join(import.meta.dirname, "../../../runtime/dist/bin/tsflyte.js");
const pythonSources = join(import.meta.dirname, "../python");

/** What the tests name the image of Python's tasks. */
export const pythonImage = "py:1";

/** How a program ended. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A platform, and what calls it. */
export interface TwoLanguages {
  readonly endpoint: string;
  /** Runs `pyflyte` among the sources in Python. */
  pyflyte(...args: string[]): Promise<Ended>;
  /** Runs one of the programs in `python/remote`; gives the JSON that its last line holds. */
  use<Seen>(script: string, ...args: string[]): Promise<Seen>;
  /** Runs `tsflyte` among the built flows. */
  tsflyte(...args: string[]): Promise<Ended>;
  close(): Promise<void>;
}

/** Starts it. Its Python is that of the tests; the code of both languages travels with its registration. */
export async function startTwoLanguages(): Promise<TwoLanguages> {
  const image = newFolder("python-image");
  symlinkSync(dirname(dirname(python)), join(image, ".venv"));
  const platform: DevPlatform = await startDevPlatform({ [pythonImage]: image });
  const { endpoint } = platform;
  const home = newFolder("home");
  const env = {
    ...environment,
    ...quiet,
    HOME: home,
    FLYTECTL_CONFIG: "",
    FLYTE_PLATFORM_URL: endpoint,
    FLYTE_PLATFORM_INSECURE: "true",
    COLUMNS: "200",
    NO_COLOR: "1",
  };
  return {
    endpoint,
    pyflyte: (...args) => run(join(dirname(python), "pyflyte"), args, { cwd: pythonSources, env }),
    async use(script, ...args) {
      const { status, out, err } = await run(python, [join(pythonSources, "remote", script), endpoint, ...args], {
        cwd: pythonSources,
        env,
      });
      if (status !== 0) throw new Error(`${script} ended with ${status}:\n${out}${err}`);
      return JSON.parse(out.trim().split("\n").at(-1) ?? "");
    },
    tsflyte: (...args) => run(process.execPath, [tsflyteProgram, ...args], { cwd: built, env }),
    close: () => platform.close(),
  };
}

function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    err += chunk;
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => done({ status, out, err }));
  });
}
