/**
 * The Flyte types of our interfaces are those that flytekit gives the same interfaces, and a client that knows nothing but these
 * types reads what we write, and writes what we read.
 */
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Json, JsonObject } from "../../../runtime/src/metadata/index.ts";
import { diffSpecs } from "../../../runtime/test/golden/compare-specs.ts";
import { FlytekitPeer, type Specs } from "./flytekit-peer.ts";
import { built, failureOf, newFolder, runTask } from "./run-task.ts";
import { serialize } from "./serialize.ts";

type SpecsByName = ReadonlyMap<string, JsonObject>;

interface TaskSpec {
  readonly template: {
    readonly id: { readonly name: string };
    readonly interface: { readonly outputs: { readonly variables: { readonly o0: { readonly type: JsonObject } } } };
  };
}

const peer = new FlytekitPeer();
const names = await peer.ask("names", {});
const ours = taskSpecs(serialize(join(built, "echo.js")));
const flytekits = taskSpecs(await peer.ask("serialize", { module: "echo" }));

function taskSpecs({ tasks }: Specs): SpecsByName {
  return new Map(tasks.map((spec) => [(spec as unknown as TaskSpec).template.id.name, spec]));
}

/** The Flyte type of a task's output. */
function outputType(task: string, specs: SpecsByName): JsonObject {
  const spec = specs.get(`echo.${task}`);
  if (spec === undefined) throw new Error(`there is no echo.${task}`);
  return (spec as unknown as TaskSpec).template.interface.outputs.variables.o0.type;
}

/** One task as a document. Variants are sorted: ours have one order for every spelling, and typing's depends on what it met first. */
function oneTask(spec: JsonObject | undefined): JsonObject {
  const byTag = (left: Json, right: Json): number => (tagOf(left) < tagOf(right) ? -1 : 1);
  return JSON.parse(JSON.stringify({ tasks: spec === undefined ? [] : [spec] }), (key, value) =>
    key === "variants" ? value.toSorted(byTag) : value,
  );
}

function tagOf(variant: Json): string {
  return (variant as unknown as { readonly structure: { readonly tag: string } }).structure.tag;
}

const types = suite("types of interfaces");

for (const name of flytekits.keys()) {
  types(`${name} has the interface that flytekit gives it`, () => {
    assert.equal(diffSpecs(oneTask(ours.get(name)), oneTask(flytekits.get(name))), []);
  });
}

types("covers every task of both sides", () => {
  assert.equal([...ours.keys()].sort(), [...flytekits.keys()].sort());
});

/**
 * A file that nobody knows the type of is a file, whoever declares it: there is nothing to guess. Of a union inside a struct
 * flytekit guesses the first variant and no other, so that a mixed struct is guessed wrong in either order.
 */
const guessed = Object.keys(names).filter((task) => !/file|report|mixed|directory|dataset|sales|stored/.test(task));
const guesses = suite("clients that know the Flyte type alone");

for (const task of guessed) {
  guesses(`${task}: our values are read as flytekit's own are`, async () => {
    for (const value of names[task] ?? []) {
      const inputs = `${newFolder(task)}/inputs.pb`;
      await peer.ask("write_inputs", { task, value, path: inputs });
      const run = runTask("echo", task, inputs);
      assert.is(failureOf(run), "");
      const theirs = await peer.ask("guess", { task, value, type: outputType(task, flytekits), path: inputs });
      const read = await peer.ask("guess", { task, value, type: outputType(task, ours), path: run.outputs });
      assert.equal(read.fields, theirs.fields);
      assert.is(read.got, theirs.got);
    }
  });

  guesses(`${task}: what they write is read by us`, async () => {
    for (const value of names[task] ?? []) {
      const inputs = `${newFolder(task)}/inputs.pb`;
      await peer.ask("literal_of_guess", { task, value, type: outputType(task, ours), path: inputs });
      const run = runTask("echo", task, inputs);
      assert.is(failureOf(run), "");
      const read = await peer.ask("read_outputs", { task, value, path: run.outputs });
      assert.ok(read.same, `flytekit reads ${read.got}, expected ${read.expected}`);
    }
  });
}

guesses.after(() => peer.end());

types.run();
guesses.run();
