import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, fromBinary, fromJson, type JsonObject, toBinary } from "@bufbuild/protobuf";
import { ErrorDocumentSchema } from "../../../runtime/src/idl/gen/flyteidl/core/errors_pb.ts";
import {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
} from "../../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";

const interop = join(import.meta.dirname, "..");
const program = join(interop, "../../runtime/dist/bin/tsflyte-execute.js");

/** Where the built flows are. */
export const built: string = join(interop, "dist");

/** A folder of the test's own, gone when it ends. */
export const scratch: string = mkdtempSync(join(tmpdir(), "tsflyte-interop-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** The environment of every process of a test: what they store for a while goes with the test's own folder. */
export const environment: NodeJS.ProcessEnv = { ...process.env, TMPDIR: scratch };

/** A new folder in the test's own. */
export function newFolder(name: string): string {
  return mkdtempSync(join(scratch, `${name}-`));
}

/** What a task's container left. */
export interface TaskRun {
  readonly status: number | null;
  readonly files: readonly string[];
  /** Path of `outputs.pb`, there or not. */
  readonly outputs: string;
  readonly errorDocument: string;
  readonly stderr: string;
}

/** Runs one of our tasks as its container does, on an `inputs.pb`. */
export function runTask(module: string, task: string, inputs: string, env: NodeJS.ProcessEnv = {}): TaskRun {
  const folder = newFolder(task);
  const out = join(folder, "out");
  const args = ["--inputs", inputs, "--output-prefix", out, "--raw-output-data-prefix", join(folder, "raw")];
  const loader = ["--resolver", "tsflyte.default", "--", "task-module", module, "task-name", task];
  const { status, stderr } = spawnSync(process.execPath, [program, ...args, ...loader], {
    cwd: folder,
    encoding: "utf8",
    env: { ...environment, TSFLYTE_ROOT: built, ...env },
  });
  return leftBy({ folder: out, status, stderr });
}

/** What a process left in its output prefix. */
export function leftBy({
  folder,
  ...ended
}: { readonly folder: string } & Pick<TaskRun, "status" | "stderr">): TaskRun {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return { ...ended, files, outputs: join(folder, "outputs.pb"), errorDocument: join(folder, "error.pb") };
}

/** What went wrong in a run that should have given outputs, `""` if nothing did. */
export function failureOf({ status, files, errorDocument, stderr }: TaskRun): string {
  if (status === 0 && files.length === 1 && files[0] === "outputs.pb") return "";
  const document = existsSync(errorDocument) ? readFileSync(errorDocument) : new Uint8Array();
  const message = fromBinary(ErrorDocumentSchema, document).error?.message ?? stderr;
  return `exit ${status}, left ${files.join(", ") || "nothing"}\n${message}`;
}

/** Reads the literals of a document. */
export function readLiterals(path: string): LiteralMap["literals"] {
  return fromBinary(LiteralMapSchema, readFileSync(path)).literals;
}

/** Writes an `inputs.pb` and gives its path. */
export function writeLiterals(literals: { readonly [name: string]: Literal }): string {
  const path = join(newFolder("inputs"), "inputs.pb");
  writeFileSync(path, toBinary(LiteralMapSchema, create(LiteralMapSchema, { literals: { ...literals } })));
  return path;
}

/** A literal from protobuf's JSON. */
export function literal(json: JsonObject): Literal {
  return fromJson(LiteralSchema, json);
}

/** The literal of a string. */
export function stringLiteral(value: string): Literal {
  return literal({ scalar: { primitive: { stringValue: value } } });
}
