/** The command line of a bundle: what the programs of containers are where the package is installed. */
import { badBundleCommand } from "../errors/bundles.ts";
import { registeredEntities } from "../graph/index.ts";
import { loadTask } from "../load/load-task.ts";
import { main } from "./main.ts";
import { warmUp } from "./warm-up.ts";

/**
 * Runs what the arguments behind the file ask for, where a process was started with it; a file that is imported only defines.
 *
 * @param codeCache gives what V8 has compiled of the file, with the text that it is of; not where the file is a module throughout
 */
export function runBundle(isMain: boolean | undefined, file: string, codeCache?: () => Uint8Array): void {
  if (!(isMain ?? isStarted(file))) return;
  const [verb, ...argv] = process.argv.slice(2);
  switch (verb) {
    case "execute":
      // Not awaited: a task that waits for nothing would end the process before it could be reported.
      void main(argv, { name: "execute", defaultResolver: "tsflyte.default", loadTask });
      break;
    case "map-execute":
      void runElement(argv);
      break;
    case "warm-up":
      void warmUp(file, codeCache);
      break;
    case "entities": {
      const entities = registeredEntities().map(({ kind, name }) => `${kind} ${name}`);
      process.stdout.write(`${JSON.stringify(entities)}\n`);
      break;
    }
    default: {
      const { code, message } = badBundleCommand(verb, process.getBuiltinModule("node:path").basename(file));
      process.stderr.write(`error[${code}]: ${message}\n`);
      process.exitCode = 2;
    }
  }
}

async function runElement(argv: readonly string[]): Promise<void> {
  const { loadMapElement } = await import("./map-element.ts");
  await main(argv, { name: "map-execute", defaultResolver: "tsflyte.map", loadTask: loadMapElement });
}

/** What Node says itself from version 24 on. */
function isStarted(file: string): boolean {
  const { realpathSync } = process.getBuiltinModule("node:fs");
  const [, started] = process.argv;
  try {
    return started !== undefined && realpathSync(started) === realpathSync(file);
  } catch {
    return false;
  }
}
