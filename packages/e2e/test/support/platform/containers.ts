/** Containers as processes: the command of a template with its variables filled in. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type DynamicJobSpec,
  DynamicJobSpecSchema,
} from "../../../../runtime/src/idl/gen/flyteidl/core/dynamic_job_pb.ts";
import {
  type ContainerError,
  ContainerError_Kind,
  ErrorDocumentSchema,
} from "../../../../runtime/src/idl/gen/flyteidl/core/errors_pb.ts";
import { LiteralMapSchema } from "../../../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskTemplate } from "../../../../runtime/src/idl/gen/flyteidl/core/tasks_pb.ts";
import type { Literals } from "./literals.ts";

const bin = join(import.meta.dirname, "../../../../runtime/dist/bin");

/** Where containers run. */
export interface Machine {
  /** The built code. */
  readonly code: string;
  /** A folder for everything that is stored. */
  readonly storage: string;
  readonly env: { readonly [name: string]: string };
}

/** One start of a container. */
export interface Start {
  /** The node's path. */
  readonly path: string;
  readonly inputs: Literals;
  readonly retries: number;
  /** Which element of an array it is. */
  readonly index?: number;
}

/** What a container asked for. */
export type Result =
  | { readonly kind: "outputs"; readonly outputs: Literals }
  | { readonly kind: "futures"; readonly job: DynamicJobSpec };

/** Runs a task's container, again where its error may be tried again. */
export async function runContainer(machine: Machine, template: TaskTemplate, start: Start): Promise<Result> {
  if (template.target.case !== "container") throw new Error(`${template.id?.name} has no container`);
  const { args, env } = template.target.value;
  const folder = join(
    machine.storage,
    start.path.replaceAll("/", "."),
    ...(start.index === undefined ? [] : [String(start.index)]),
  );
  for (let attempt = 0; ; attempt++) {
    const at = (name: string): string => join(folder, String(attempt), name);
    mkdirSync(at("out"), { recursive: true });
    const document = create(LiteralMapSchema, { literals: { ...start.inputs } });
    writeFileSync(at("inputs.pb"), toBinary(LiteralMapSchema, document));
    const values: { readonly [template: string]: string } = {
      "{{.input}}": at("inputs.pb"),
      "{{.outputPrefix}}": at("out"),
      "{{.rawOutputDataPrefix}}": at("raw"),
      "{{.checkpointOutputPrefix}}": at("checkpoint"),
      "{{.prevCheckpointPrefix}}": attempt === 0 ? '""' : join(folder, String(attempt - 1), "checkpoint"),
    };
    const [program = "", ...rest] = args.map((argument) => values[argument] ?? argument);
    const ended = await execute(join(bin, `${program}.js`), rest, folder, {
      ...machine.env,
      ...Object.fromEntries(env.map(({ key, value }) => [key, value])),
      TSFLYTE_ROOT: machine.code,
      FLYTE_ATTEMPT_NUMBER: String(attempt),
      ...(start.index === undefined
        ? {}
        : { BATCH_JOB_ARRAY_INDEX_VAR_NAME: "FLYTE_K8S_ARRAY_INDEX", FLYTE_K8S_ARRAY_INDEX: String(start.index) }),
    });
    if (existsSync(at("out/outputs.pb"))) {
      return { kind: "outputs", outputs: fromBinary(LiteralMapSchema, readFileSync(at("out/outputs.pb"))).literals };
    }
    if (existsSync(at("out/futures.pb"))) {
      return { kind: "futures", job: fromBinary(DynamicJobSpecSchema, readFileSync(at("out/futures.pb"))) };
    }
    const error = existsSync(at("out/error.pb")) ? errorIn(at("out/error.pb")) : undefined;
    if (error === undefined) throw new Error(`the container of ${start.path} left nothing: ${ended}`);
    if (error.kind !== ContainerError_Kind.RECOVERABLE || attempt >= start.retries) throw new Error(error.message);
  }
}

function errorIn(path: string): ContainerError | undefined {
  return fromBinary(ErrorDocumentSchema, readFileSync(path)).error;
}

/** Gives what the process wrote to standard error. */
function execute(
  program: string,
  args: readonly string[],
  cwd: string,
  env: { readonly [name: string]: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(errors) : reject(new Error(`exit code ${code}: ${errors}`))));
  });
}
