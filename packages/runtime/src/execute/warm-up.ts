/** A run of a task that does nothing, so that what V8 compiles for every run can be kept. */
import { cacheNotWritten } from "../errors/bundles.ts";
import { registeredEntities } from "../graph/index.ts";
import { constraintCheck } from "../literals/constraint-check.ts";
import { preparedValidator } from "../literals/prepared-validators.ts";
import type { Metadata, VariablesSchema } from "../metadata/index.ts";
import { task } from "../task/task.ts";
import { main } from "./main.ts";

const integer = (name: string): VariablesSchema => ({
  type: "object",
  properties: { [name]: { type: "integer" } },
  required: [name],
  additionalProperties: false,
});

const metadata: Metadata = {
  version: 1,
  kind: "task",
  module: "tsflyte",
  name: "warm-up",
  source: { file: "tsflyte", line: 1, column: 1 },
  inputStyle: "positional",
  outputStyle: "value",
  inputs: integer("n"),
  outputs: integer("o0"),
};

/** The bytes of `{ n: 1 }`. */
const inputs: Uint8Array = Uint8Array.of(10, 11, 10, 1, 110, 18, 6, 10, 4, 10, 2, 8, 1);

/**
 * Runs the task with its files in a temporary folder, which goes when the process does. Validators are compiled along with it. What was
 * compiled is kept beside the file where it can be, and otherwise in Node's own cache if the environment names a folder for that.
 */
export async function warmUp(file: string, codeCache: (() => Uint8Array) | undefined): Promise<void> {
  const { mkdtempSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");
  const { tmpdir } = process.getBuiltinModule("node:os");
  const folder = mkdtempSync(`${tmpdir()}/tsflyte-warm-up-`);
  process.on("exit", () => {
    rmSync(folder, { recursive: true, force: true });
    if (codeCache !== undefined && process.exitCode === 0) keep(`${file}.cache`, codeCache());
  });
  for (const { embedded } of registeredEntities()) {
    for (const schema of [embedded.inputs, embedded.outputs]) {
      const validator = preparedValidator(schema);
      if (validator !== undefined) constraintCheck(validator)({});
    }
  }
  writeFileSync(`${folder}/inputs.pb`, inputs);
  // As the transformer leaves a task.
  const define = task as unknown as (fn: (n: number) => Promise<number>, metadata: Metadata) => ReturnType<typeof task>;
  const same = define(async (n) => n, metadata);
  const argv = ["--inputs", `${folder}/inputs.pb`, "--output-prefix", folder, "--", "warm-up"];
  await main(argv, { name: "warm-up", defaultResolver: "tsflyte.default", loadTask: async () => same });
}

/** Writes a file whole or not at all: what starts meanwhile reads it. */
function keep(file: string, bytes: Uint8Array): void {
  const { renameSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const { code, message } = cacheNotWritten(file, error);
    process.stderr.write(`error[${code}]: ${message}\n`);
    process.exitCode = 1;
  }
}
