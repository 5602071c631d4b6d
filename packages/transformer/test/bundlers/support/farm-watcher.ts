/** Watches with Farm, in a process of its own because nothing stops it: its arguments are folder, entry and out. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Logger, watch } from "@farmfe/core";
import tsflyte from "../../../src/farm.ts";
import type { Rebuild } from "./watchers.ts";

const [folder = "", entry = "", out = ""] = process.argv.slice(2);
const tell = (rebuild: Rebuild): void => void process.send?.(rebuild);

await watch({
  root: folder,
  configPath: folder,
  logger: Object.assign(new Logger(), {
    info: (message: string) => {
      if (message.includes("Build completed")) tell({ code: readFileSync(join(out, "main.mjs"), "utf8"), error: "" });
    },
    error: (message: string | Error) => tell({ code: "", error: String(message) }),
  }),
  compilation: {
    input: { main: entry },
    output: { path: out, targetEnv: "node-next", format: "esm", entryFilename: "[entryName].mjs" },
    external: ["^@tsflyte/runtime$"],
    minify: false,
    presetEnv: false,
    persistentCache: false,
    progress: false,
  },
  plugins: [tsflyte()],
} as never);
