import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromJson, type JsonValue, toBinary } from "@bufbuild/protobuf";
import { LiteralMapSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { decodeErrorDocument, decodeLiteralMap } from "../../src/literals/index.ts";
import type { ErrorDocument, LiteralMap } from "../../src/model/index.ts";

/** What a container is started with. */
export interface Container {
  readonly task: string;
  /** Protobuf's JSON of the inputs, written by the generated messages. */
  readonly inputs?: JsonValue;
  readonly module?: string;
  /** Runs one element of a map of the task; these inputs are the same for all elements. */
  readonly mapWithBound?: string;
  readonly env?: { readonly [name: string]: string };
  /** Replaces the whole command line, `$D` standing for the run's folder. */
  readonly argv?: readonly string[];
  readonly withoutInputs?: boolean;
}

/** What a container left. */
export interface Remains {
  readonly folder: string;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Paths below the run's folder, sorted, without the inputs. */
  readonly files: readonly string[];
  readonly outputs: LiteralMap | undefined;
  readonly error: ErrorDocument | undefined;
  readonly futures: Uint8Array | undefined;
  readonly deck: string | undefined;
}

const bin = join(import.meta.dirname, "../../src/bin");
const fixtures = join(import.meta.dirname, "fixtures");

/** Runs `tsflyte-execute` as the platform would, in a process of its own. */
export async function runContainer(container: Container): Promise<Remains> {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-container-"));
  const inputs = container.inputs ?? { literals: { a: { scalar: { primitive: { integer: "7" } } } } };
  if (!container.withoutInputs) {
    writeFileSync(join(folder, "inputs.pb"), toBinary(LiteralMapSchema, fromJson(LiteralMapSchema, inputs)));
  }
  const isMap = container.mapWithBound !== undefined;
  const element = isMap ? ["vars", container.mapWithBound, "resolver", "tsflyte.default"] : [];
  const argv = container.argv ?? [
    ...["--inputs", "$D/inputs.pb", "--output-prefix", "$D/out", "--raw-output-data-prefix", "$D/raw"],
    ...["--checkpoint-path", "$D/ckpt", "--prev-checkpoint", '""'],
    ...["--resolver", isMap ? "tsflyte.map" : "tsflyte.default", "--", ...element],
    ...["task-module", container.module ?? "exectasks", "task-name", container.task],
  ];
  const child = spawn(
    process.execPath,
    [
      "--conditions=source",
      join(bin, `tsflyte-${isMap ? "map-" : ""}execute.ts`),
      ...argv.map((argument) => argument.replace("$D", folder)),
    ],
    {
      cwd: folder,
      env: { ...process.env, TSFLYTE_ROOT: fixtures, ...container.env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const read = async (stream: NodeJS.ReadableStream): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  const closed = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  const [stdout, stderr, exitCode] = await Promise.all([read(child.stdout), read(child.stderr), closed]);
  const files = globSync("**/*", { cwd: folder, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1))
    .filter((name) => name !== "inputs.pb")
    .sort();
  const bytesOf = (path: string): Uint8Array | undefined =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path)) : undefined;
  const outputs = bytesOf("out/outputs.pb");
  const deck = bytesOf("out/deck.html");
  const error = files.find((name) => /^out\/error.*\.pb$/.test(name));
  return {
    folder,
    exitCode,
    stdout,
    stderr,
    files,
    outputs: outputs === undefined ? undefined : decodeLiteralMap(outputs),
    futures: bytesOf("out/futures.pb"),
    deck: deck === undefined ? undefined : Buffer.from(deck).toString(),
    error: error === undefined ? undefined : decodeErrorDocument(readFileSync(join(folder, error))),
  };
}
