/** A program that takes the arguments of `docker run` and runs the command without any container. */
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const source = (log: string, node: string): string => `#!${node}
const { spawnSync } = require("node:child_process");
const { appendFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + "\\n");
if (args[0] === "kill") process.exit(0);
const volumes = [], env = {};
let program, at = 1;
for (; args[at].startsWith("--"); at++) {
  const [option, value] = [args[at], args[at + 1]];
  if (option === "--rm") continue;
  if (option === "--volume") volumes.push(value.split(":"));
  if (option === "--env") env[value.slice(0, value.indexOf("="))] = value.slice(value.indexOf("=") + 1);
  if (option === "--entrypoint") program = value;
  at++;
}
const inside = (word) => volumes.reduce((text, [host, path]) => text.replaceAll(path, host), word);
const words = args.slice(at + 1).map(inside);
const [first, ...rest] = program === undefined ? words : [program, ...words];
const run = spawnSync(first, rest, { stdio: "inherit", env: { ...process.env, ...env } });
process.exit(run.status ?? 1);
`;

/** What the engine was called with. */
export interface FakeEngine {
  /** The folder to search for it. */
  readonly folder: string;
  calls(): readonly (readonly string[])[];
}

/** Makes an engine in a folder of its own. */
export function createFakeEngine(name: string): FakeEngine {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-engine-"));
  const log = join(folder, "calls");
  writeFileSync(log, "");
  writeFileSync(join(folder, name), source(log, process.execPath));
  chmodSync(join(folder, name), 0o755);
  return {
    folder,
    calls: () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as readonly string[]),
  };
}
