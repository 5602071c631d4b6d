/** flytekit as a client of the development server, and as what runs in its containers. */
import { spawn } from "node:child_process";
import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startDevServer } from "../../../runtime/src/dev/index.ts";
import { environment, newFolder } from "./run-task.ts";

const python = process.env["TSFLYTE_PYTHON"] ?? "python3";
const program = join(import.meta.dirname, "../python/remote/use_remote.py");

/** What flytekit saw: see use_remote.py. */
interface Seen {
  readonly same: boolean;
  readonly nodes: readonly string[];
  readonly inputs: readonly string[];
  readonly absent: string;
  readonly tasks: readonly string[];
  readonly error: string | null;
  readonly outputs: number;
  readonly ran: readonly string[];
  readonly single: number;
  readonly recent: number;
}

const test = suite("flytekit's client");

test("registers, reads back, lists and starts", async () => {
  // The code travels with the registration; what its image has is Python with flytekit.
  const image = newFolder("image");
  symlinkSync(dirname(dirname(python)), join(image, ".venv"));
  const server = await startDevServer({ images: new Map([["*", image]]) });
  try {
    const seen = await use(server.endpoint);
    assert.ok(seen.same);
    assert.equal(seen.nodes, ["n0", "n1"]);
    assert.equal(seen.inputs, ["numbers"]);
    assert.is(seen.absent, "not there");
    assert.is(seen.tasks.length, 2);
    assert.is(seen.error, null);
    assert.is(seen.outputs, 12);
    assert.ok(["n0", "n1"].every((id) => seen.ran.includes(id)));
    assert.is(seen.single, 9);
    assert.is(seen.recent, 2);
  } finally {
    await server.close();
  }
});

function use(endpoint: string): Promise<Seen> {
  const child = spawn(python, [program, endpoint], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, FLYTECTL_CONFIG: "", PYTHONDONTWRITEBYTECODE: "1" },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => {
      if (status === 0) done(JSON.parse(out.trim().split("\n").at(-1) ?? "") as Seen);
      else fail(new Error(`use_remote.py ended with ${status}:\n${out}${err}`));
    });
  });
}

test.run();
