/**
 * Values between flytekit and us, both ways, through the container's programs: what flytekit writes comes back from a task of
 * ours as it was, and what a task of ours makes is to flytekit what it writes itself, and comes back from a task of flytekit's.
 */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FlytekitPeer } from "./flytekit-peer.ts";
import { failureOf, newFolder, readLiterals, runTask, stringLiteral, writeLiterals } from "./run-task.ts";

const peer = new FlytekitPeer();
const names = await peer.ask("names", {});

/** The stored files' places differ from run to run; everything else of a literal is one and the same. */
function withoutPlaces(literal: unknown): unknown {
  return JSON.parse(JSON.stringify(literal).replace(/"uri":"[^"]*"/g, '"uri":""'));
}

/** Structs with files hold the files' places in their bytes. */
const holdsPlaces = new Set(["echo_report"]);

const echoes = suite("values that flytekit writes");
const attributes = suite("values that the server takes out of a struct");
const products = suite("values that we write");

for (const [task, values] of Object.entries(names)) {
  const type = task.replace(/^echo_/, "");
  for (const value of values) {
    echoes(`${type} ${value} comes back from a task of ours`, async () => {
      const inputs = `${newFolder(task)}/inputs.pb`;
      await peer.ask("write_inputs", { task, value, path: inputs });
      const run = runTask("echo", task, inputs);
      assert.is(failureOf(run), "");
      const read = await peer.ask("read_outputs", { task, value, path: run.outputs });
      assert.is(read.name, "o0");
      assert.ok(read.same, `flytekit reads ${read.got.slice(0, 300)}, expected ${read.expected.slice(0, 300)}`);
    });

    if (!/file|report/.test(task)) {
      attributes(`${type} ${value} comes back from a task of ours`, async () => {
        const inputs = `${newFolder(task)}/inputs.pb`;
        await peer.ask("write_attribute", { task, value, path: inputs });
        const run = runTask("echo", task, inputs);
        assert.is(failureOf(run), "");
        const read = await peer.ask("read_outputs", { task, value, path: run.outputs });
        assert.ok(read.same, `flytekit reads ${read.got.slice(0, 300)}, expected ${read.expected.slice(0, 300)}`);
      });
    }

    products(`${type} ${value} is to flytekit what it writes itself, and comes back from a task of its`, async () => {
      const name = stringLiteral(value);
      const made = runTask("produce", `produce_${type}`, writeLiterals({ name }));
      assert.is(failureOf(made), "");

      const read = await peer.ask("read_outputs", { task, value, path: made.outputs });
      assert.ok(read.same, `flytekit reads ${read.got.slice(0, 300)}, expected ${read.expected.slice(0, 300)}`);
      if (!holdsPlaces.has(task)) assert.equal(withoutPlaces(read.literal), withoutPlaces(read.flytekits));

      const out = newFolder("flytekit");
      const run = { module: "echo", task, inputs: made.outputs, prefix: `${out}/out`, raw: `${out}/raw` };
      assert.equal(await peer.ask("run", run), ["outputs.pb"]);

      const { o0 } = readLiterals(`${out}/out/outputs.pb`);
      const checked = runTask("check", `check_${type}`, writeLiterals(o0 === undefined ? { name } : { name, o0 }));
      assert.is(failureOf(checked), "");
      assert.equal(readLiterals(checked.outputs)["o0"], stringLiteral(""));
    });
  }
}

products.after(() => peer.end());

echoes.run();
attributes.run();
products.run();
