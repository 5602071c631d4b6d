import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Specs } from "./flytekit-peer.ts";

/** Our command line's program. */
export const tsflyte: string = join(import.meta.dirname, "../../../runtime/dist/bin/tsflyte.js");

/** The specs of a built module, under the settings of the golden files. */
export function serialize(file: string): Specs {
  const images = ["--image", "ghcr.io/acme/flows:v1", "--image", "other=ghcr.io/acme/other:v9"];
  const settings = ["-p", "flytesnacks", "-d", "development", "-v", "v1", ...images];
  const args = [tsflyte, "serialize", file, "--json", ...settings];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}
