import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { readSettingsFile, type SettingsFile } from "./settings-file.ts";

/** Variables that name the file; the first that is set counts. */
const fileVariables = ["_FLYTECTL_CONFIG_PYFLYTE_OVERRIDE", "FLYTECTL_CONFIG"];

/** Where a file is looked for, and what is asked of the machine. */
export interface ConfigPlaces {
  /** A file that was named, which has to be there; `false` is none at all. */
  readonly configFile?: string | false;
  readonly env: { readonly [name: string]: string | undefined };
  readonly cwd: string;
  /** @default the user's home */
  readonly home?: string;
}

/** Finds and reads the file of settings, as Flyte's other tools do; undefined where there is none. */
export async function findConfigFile(places: ConfigPlaces): Promise<SettingsFile | undefined> {
  const { configFile, env, cwd, home = homedir() } = places;
  if (configFile === false) return undefined;
  if (configFile !== undefined) return readSettingsFile(resolve(cwd, configFile), 'option "configFile"');
  for (const variable of fileVariables) {
    const path = env[variable];
    if (path !== undefined && path !== "") return readSettingsFile(resolve(cwd, path), `variable ${variable}`);
  }
  const defaults = [join(cwd, "flytekit.config"), join(home, ".flyte", "config"), join(home, ".flyte", "config.yaml")];
  const found = defaults.find((path) => existsSync(path));
  return found === undefined ? undefined : readSettingsFile(found, "default place");
}
