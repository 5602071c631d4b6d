import { join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { CallableEntity } from "../../src/graph/index.ts";
import { entitiesOfModule, knownEntities } from "../../src/load/entities-of-module.ts";
import type { SourceMetadata } from "../../src/metadata/index.ts";

/** An entity of which only its place counts here. */
function made(name: string, source: string, isEmbedded: boolean): CallableEntity {
  const at: SourceMetadata = { file: source, line: 1, column: 1 };
  const entity = { kind: "workflow", name, lhs: name, embedded: { source: at } };
  return (isEmbedded ? { ...entity, instantiatedIn: "flows" } : entity) as unknown as CallableEntity;
}

const folder = "/project/dist";
const task = made("flows.a.task", "flows/a.ts", true);
const other = made("flows.b.other", "flows/b.ts", true);

function namesOf(file: string, known: readonly CallableEntity[], exports: object = {}): readonly string[] {
  return entitiesOfModule({ file: join(folder, file), exports, added: known }, knownEntities(known)).map(
    ({ name }) => name,
  );
}

const test = suite("entities of a module");

test("are those that the transformer says are of the file", () => {
  assert.equal(namesOf("flows/a.js", [task, other]), ["flows.a.task"]);
});

test("and launch plans and imperative workflows that were made in it, exported or not", () => {
  const plan = made("nightly", join(folder, "flows/a.js"), false);
  const elsewhere = made("weekly", join(folder, "flows/b.js"), false);
  assert.equal(namesOf("flows/a.js", [task, other, plan, elsewhere]), ["flows.a.task", "nightly"]);
});

test("also where source maps lead to the source", () => {
  const plan = made("nightly", "/project/src/flows/a.ts", false);
  assert.equal(namesOf("flows/a.js", [task, other, plan]), ["flows.a.task", "nightly"]);
});

test("also where the path is relative to the working directory", () => {
  const plan = made("nightly", "temp/plans.ts", false);
  const file = resolve("temp/plans.ts");
  assert.equal(
    entitiesOfModule({ file, exports: { plan }, added: [task, plan] }, knownEntities([task, plan])).map(
      ({ name }) => name,
    ),
    ["nightly"],
  );
});

test("are all that a bundle brings", () => {
  const plan = made("nightly", join(folder, "bundle.js"), false);
  assert.equal(namesOf("bundle.js", [task, other, plan]), ["flows.a.task", "flows.b.other", "nightly"]);
});

test.run();
