import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { LiteralMapSchema } from "../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";
import type { FileAccess } from "../../runtime/src/types/index.ts";

const program = join(import.meta.dirname, "../../runtime/dist/bin/tsflyte-execute.js");

/** What a container printed and ended with. */
export interface StoredRun {
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** Runs a task of `fixtures/stored.js` as the platform would, with everything that it reads and writes below a URI. */
export async function runStored(task: string, root: string, env: NodeJS.ProcessEnv): Promise<StoredRun> {
  const args = ["--inputs", `${root}/inputs.pb`, "--output-prefix", `${root}/out`];
  const places = ["--raw-output-data-prefix", `${root}/raw`, "--checkpoint-path", `${root}/checkpoint`];
  const loader = ["--resolver", "tsflyte.default", "--", "task-module", "stored", "task-name", task];
  const child = spawn(process.execPath, [program, ...args, ...places, ...loader], {
    cwd: mkdtempSync(join(tmpdir(), "tsflyte-stored-")),
    env: { ...process.env, TSFLYTE_ROOT: join(import.meta.dirname, "fixtures"), ...env },
    stdio: ["ignore", "inherit", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (data) => (stderr += data));
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exitCode, stderr };
}

/** Literals in protobuf's JSON, written by the generated messages. */
export function writeLiterals(access: FileAccess, uri: string, literals: JsonValue): Promise<void> {
  return access.write(uri, toBinary(LiteralMapSchema, fromJson(LiteralMapSchema, { literals })));
}

export async function readLiterals(access: FileAccess, uri: string): Promise<Record<string, JsonValue>> {
  const json = toJson(LiteralMapSchema, fromBinary(LiteralMapSchema, await access.read(uri)));
  return (json as { readonly literals: Record<string, JsonValue> }).literals;
}
