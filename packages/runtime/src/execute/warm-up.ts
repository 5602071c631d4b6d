/** A run of a task that does nothing, so that Node's compile cache holds what every run needs. */
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

/** Runs the task with its files in a temporary folder, which goes when the process does. */
export async function warmUp(): Promise<void> {
  const { mkdtempSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");
  const { tmpdir } = process.getBuiltinModule("node:os");
  const folder = mkdtempSync(`${tmpdir()}/tsflyte-warm-up-`);
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(`${folder}/inputs.pb`, inputs);
  // As the transformer leaves a task.
  const define = task as unknown as (fn: (n: number) => Promise<number>, metadata: Metadata) => ReturnType<typeof task>;
  const same = define(async (n) => n, metadata);
  const argv = ["--inputs", `${folder}/inputs.pb`, "--output-prefix", folder, "--", "warm-up"];
  await main(argv, { name: "warm-up", defaultResolver: "tsflyte.default", loadTask: async () => same });
}
