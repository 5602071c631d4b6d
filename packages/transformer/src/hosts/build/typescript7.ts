/**
 * TypeScript 7 as the checker of a build. Its compiler is a program of its own: it finds the errors of types while the
 * compiler that reads the tasks writes the JavaScript, on another core and in a part of the time.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { noTypeScript7 } from "./build-errors.ts";

/** What TypeScript 7 found wrong. */
export interface NativeCheck {
  /** As it printed it. */
  readonly text: string;
  readonly errors: number;
}

/** The compiler of the TypeScript 7 that a project has installed. */
export function findTypeScript7(configFile: string): string {
  let file: string;
  try {
    file = createRequire(join(dirname(configFile), "package.json")).resolve("typescript/package.json");
  } catch {
    throw noTypeScript7("none");
  }
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  if (Number.parseInt(version, 10) < 7) throw noTypeScript7(version);
  return join(dirname(file), "bin/tsc");
}

/** Checks the types of a project. What has not changed is not checked again: it keeps a record beside ours. */
export async function checkNatively(
  compiler: string,
  configFile: string,
  buildInfo: string,
  pretty: boolean,
): Promise<NativeCheck> {
  const record = buildInfo.replace(/\.tsbuildinfo$/, ".types.tsbuildinfo");
  const options = ["--noEmit", "--incremental", "--tsBuildInfoFile", record, "--pretty", String(pretty)];
  const child = spawn(process.execPath, [compiler, "-p", configFile, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      text += chunk;
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  // Colours stand between the word and the number.
  const errors = text.match(/\berror\b\S* *\S*TS\d+/g)?.length ?? 0;
  return { text, errors: status === 0 ? errors : Math.max(errors, 1) };
}
