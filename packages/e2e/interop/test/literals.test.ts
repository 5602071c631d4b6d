/**
 * Values between flytekit and us, both ways, through the container's programs: what flytekit writes comes back from a task of
 * ours as it was, and what a task of ours makes is to flytekit what it writes itself, and comes back from a task of flytekit's.
 */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FlytekitPeer, type ReadOutputs } from "./flytekit-peer.ts";
import { failureOf, newFolder, readLiterals, runTask, stringLiteral, type TaskRun, writeLiterals } from "./run-task.ts";

const peer = new FlytekitPeer();
const names = await peer.ask("names", {});

/** The stored files' places differ from run to run; everything else of a literal is one and the same. */
function withoutPlaces(literal: unknown): unknown {
  return JSON.parse(JSON.stringify(literal).replace(/"uri":"[^"]*"/g, '"uri":""'));
}

/** Structs with files hold the places of the files in their bytes. */
const hasBytesOfItsOwn = new Set(["echo_report", "echo_stored"]);

/** A type that msgpack holds as it is: the server takes values out of structs, and files are no values. */
const hasFiles = /_(file|report|directory|dataset|sales|stored)/;

/** Types that the format of before msgpack could hold: everything in a struct, and integers of up to 53 bits. */
const hadAnOlderFormat = /_(untyped_dict|address|person|mixed|list_struct|dict_struct|union_struct)$/;

/** The variables that make every literal one that is stored elsewhere. */
const offloading = { _F_L_MIN_SIZE_MB: "0", _F_L_MAX_SIZE_MB: "1000" };

type WriteInputs = "write_inputs" | "write_attribute" | "write_old_inputs";

/** Has flytekit write a value, runs a task of ours that gives it back, and has flytekit read that. */
async function echo(write: WriteInputs, task: string, value: string): Promise<ReadOutputs> {
  const inputs = `${newFolder(task)}/inputs.pb`;
  await peer.ask(write, { task, value, path: inputs });
  const run = runTask("echo", task, inputs);
  assert.is(failureOf(run), "");
  const read = await peer.ask("read_outputs", { task, value, path: run.outputs });
  assert.is(read.name, "o0");
  assertSame(read);
  return read;
}

function assertSame({ same, got, expected }: ReadOutputs): void {
  assert.ok(same, `flytekit reads ${got.slice(0, 300)}, expected ${expected.slice(0, 300)}`);
}

/** Has flytekit run its task on what a task of ours made, and a task of ours say whether the outcome is what it expects. */
async function passOn(type: string, value: string, made: TaskRun, env: Record<string, string>): Promise<void> {
  const out = newFolder("flytekit");
  const run = {
    module: "echo",
    task: `echo_${type}`,
    inputs: made.outputs,
    prefix: `${out}/out`,
    raw: `${out}/raw`,
    env,
  };
  assert.ok((await peer.ask("run", run)).includes("outputs.pb"));
  const { o0 } = readLiterals(`${out}/out/outputs.pb`);
  if (o0 === undefined) throw new Error("flytekit's task has no output o0");
  const checked = runTask("check", `check_${type}`, writeLiterals({ name: stringLiteral(value), o0 }));
  assert.is(failureOf(checked), "");
  assert.equal(readLiterals(checked.outputs)["o0"], stringLiteral(""));
}

const echoes = suite("values that flytekit writes");
const attributes = suite("values that the server takes out of a struct");
const older = suite("values in flytekit's older format");
const products = suite("values that we write");
const offloaded = suite("values that are stored elsewhere");

for (const [task, values] of Object.entries(names)) {
  const type = task.replace(/^echo_/, "");
  for (const value of values) {
    echoes(`${type} ${value} comes back from a task of ours, as flytekit writes it`, async () => {
      const { literal, flytekits } = await echo("write_inputs", task, value);
      if (!hasBytesOfItsOwn.has(task)) assert.equal(withoutPlaces(literal), withoutPlaces(flytekits));
    });

    if (!hasFiles.test(task)) {
      attributes(`${type} ${value} comes back from a task of ours`, async () => {
        await echo("write_attribute", task, value);
      });
    }

    if (hadAnOlderFormat.test(task)) {
      older(`${type} ${value} comes back from a task of ours`, async () => {
        await echo("write_old_inputs", task, value);
      });
    }

    // Only flytekit's side has the values that are generated.
    if (value === "generated") continue;

    products(`${type} ${value} is to flytekit what it writes itself, and comes back from a task of its`, async () => {
      const made = runTask("produce", `produce_${type}`, writeLiterals({ name: stringLiteral(value) }));
      assert.is(failureOf(made), "");
      const read = await peer.ask("read_outputs", { task, value, path: made.outputs });
      assertSame(read);
      if (!hasBytesOfItsOwn.has(task)) assert.equal(withoutPlaces(read.literal), withoutPlaces(read.flytekits));
      await passOn(type, value, made, {});
    });
  }

  const [value = ""] = values;
  offloaded(`${type} ${value} is stored by us and by flytekit, and read by either`, async () => {
    const made = runTask("produce", `produce_${type}`, writeLiterals({ name: stringLiteral(value) }), offloading);
    assert.equal(made.files, ["o0_offloaded_metadata.pb", "outputs.pb"]);
    await passOn(type, value, made, offloading);
  });
}

offloaded.after(() => peer.end());

for (const one of [echoes, attributes, older, products, offloaded]) one.run();
