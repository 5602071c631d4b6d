/**
 * Every construct in one workflow: its picture, its run on this machine, and a run in which every task is a process that is started by
 * its container's command. Both runs have to give the same values on every edge.
 */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { create, fromJson, type JsonValue } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Literal, LiteralMapSchema, LiteralSchema } from "../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";
import type { TypedEntity, Workflow } from "../../runtime/src/index.ts";
import { drawGraph, runWorkflow } from "../../runtime/src/testing/index.ts";
import { type Literals, meanings } from "./support/platform/literals.ts";
import { Platform } from "./support/platform/platform.ts";
import { makeFolder } from "./support/tsflyte.ts";

const project = join(import.meta.dirname, "../every-construct");
const code = makeFolder("every-construct");
const tspc = join(import.meta.dirname, "../node_modules/.bin/tspc");
execFileSync(tspc, ["-p", project, "--outDir", code], { stdio: "inherit" });

/** The built module. Its types are those of its source, which this program does not compile. */
interface Flows {
  readonly everything: Workflow<(n: number, label?: string) => Promise<{ readonly total: number }>>;
  readonly failing: Workflow<(n: number, label?: string) => Promise<number>>;
  readonly halves: Workflow<(n: number, factor?: number, label?: string) => Promise<{ readonly sum: number }>>;
}
const { everything, failing, halves } = (await import(pathToFileURL(join(code, "everything.js")).href)) as Flows;

const integer = (value: bigint): Literal => primitive({ case: "integer", value });
const text = (value: string): Literal => primitive({ case: "stringValue", value });

function primitive(value: { case: "integer"; value: bigint } | { case: "stringValue"; value: string }): Literal {
  return create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "primitive", value: { value } } } },
  });
}

/** What a node took or gave, by `<path> inputs` and `<path> outputs`. */
type Edges = Map<string, unknown>;

/** Runs a workflow here; what failed is no matter, what its nodes took and gave is. */
async function runHere(name: keyof Flows, inputs: { readonly [input: string]: unknown }): Promise<Edges> {
  const directory = join(makeFolder("every-construct-here"), "run");
  const gates = ({ kind }: { readonly kind: string }): unknown => (kind === "approve" ? true : "two words here");
  const options = { directory, gates, cache: false, retryDelay: { first: 1 } };
  const workflow: TypedEntity<(...args: never[]) => unknown> = { everything, failing, halves }[name];
  await runWorkflow(workflow, inputs, options).catch(() => {});
  const edges: Edges = new Map();
  for (const file of globSync("nodes/**/{in,out}puts.json", { cwd: directory })) {
    const path = relative("nodes", dirname(file));
    const json = JSON.parse(readFileSync(join(directory, file), "utf8")) as JsonValue;
    // The platform of this test does not look at the elements of arrays one by one.
    if (!/\[\d+\]$/.test(path)) {
      edges.set(
        `${path} ${file.endsWith("inputs.json") ? "inputs" : "outputs"}`,
        meanings(fromJson(LiteralMapSchema, json).literals),
      );
    }
  }
  return edges;
}

/** Runs a workflow in containers. */
async function runThere(
  name: keyof Flows,
  inputs: Literals,
  env: { readonly [name: string]: string } = {},
): Promise<Edges> {
  const machine = { code, storage: makeFolder("every-construct-there"), env };
  const platform = new Platform(machine, { "go on": true, title: text("two words here") });
  await platform.launch(`everything.${name}`, inputs).catch(() => {});
  const edges: Edges = new Map();
  for (const [path, record] of platform.records) {
    edges.set(`${path} inputs`, meanings(record.inputs));
    if (record.outputs !== undefined) edges.set(`${path} outputs`, meanings(record.outputs));
  }
  return edges;
}

/** What two runs do not agree on, in words. */
function differences(here: Edges, there: Edges): readonly string[] {
  const names = [...new Set([...here.keys(), ...there.keys()])].sort();
  return names
    .map((name) => [name, JSON.stringify(here.get(name)), JSON.stringify(there.get(name))] as const)
    .filter(([, one, other]) => one !== other)
    .map(([name, one, other]) => `${name}: ${one ?? "nothing"} here, ${other ?? "nothing"} there`);
}

const test = suite("every construct");

test("has the picture that is kept beside it", async () => {
  const picture = await drawGraph(everything);
  const file = join(project, "everything.txt");
  assert.ok(existsSync(file), picture);
  assert.fixture(`${picture}\n`, readFileSync(file, "utf8"));
});

test("gives what it should on this machine", async () => {
  const gates = ({ kind }: { readonly kind: string }): unknown => (kind === "approve" ? true : "two words here");
  const { copy, ...values } = (await runWorkflow(everything, { n: 6 }, { gates, cache: false })) as unknown as {
    readonly copy: { text(): Promise<string> };
  };
  assert.is(await copy.text(), "two words here");
  assert.equal(values, {
    total: 52,
    point: { x: 14, y: 1.5, label: "everything!", near: [{ x: 1, y: 0.5, label: "inner" }] },
    shown: 'everything!14 everything!6 {"yes":true} 2026-03-01T12:00:00.000Z',
    texts: ["small 0", "small 13", "large 19", "6, left by attempt 0"],
    words: "3 words",
    stored: "two words here; page 0; page 2; page 1",
    sums: { down: 10, planned: 13, last: 12 },
  });
});

test("gives the same values on every edge in containers", async () => {
  const here = await runHere("everything", { n: 6 });
  const there = await runThere("everything", { n: integer(6n) });
  assert.equal(differences(here, there), []);
  for (const node of [
    "n13/dn1",
    "n13/dn3/n4",
    "n13/dn5/dn0",
    "n13/dn6/dn0/dn0/dn0",
    "n12/n1/n1/n1",
    "n5/n3/n1",
    "n6",
    "n14",
    "n19",
  ]) {
    assert.ok(there.has(`${node} outputs`), [...there.keys()].join());
  }
});

test("takes the other cases of its branches too", async () => {
  const [here, there] = [
    await runHere("everything", { n: 16, label: "x" }),
    await runThere("everything", { n: integer(16n), label: text("x") }),
  ];
  assert.equal(differences(here, there), []);
});

test("runs the failure node with the same failure", async () => {
  const here = await runHere("failing", { n: -5 });
  const there = await runThere("failing", { n: integer(-5n) });
  // The message holds a stack there.
  for (const edges of [here, there]) edges.delete("fn0 inputs");
  assert.equal(differences(here, there), []);
  assert.equal(there.get("fn0 outputs"), {
    o0: { scalar: { primitive: { stringValue: "failing -5: n2 -3 is negative" } } },
  });
});

test("would notice a task that gives something else in its container", async () => {
  const here = await runHere("halves", { n: 7 });
  const there = await runThere("halves", { n: integer(7n) }, { EVERY_CONSTRUCT_SKEW: "1" });
  assert.equal(differences(here, there), [
    ' outputs: {"sum":{"scalar":{"primitive":{"integer":"4"}}},"text":{"scalar":{"primitive":{"stringValue":"small 1"}}}} here, {"sum":{"scalar":{"primitive":{"integer":"5"}}},"text":{"scalar":{"primitive":{"stringValue":"small 1"}}}} there',
    'n2 outputs: {"o0":{"scalar":{"primitive":{"integer":"4"}}}} here, {"o0":{"scalar":{"primitive":{"integer":"5"}}}} there',
  ]);
  assert.equal(differences(here, await runThere("halves", { n: integer(7n) })), []);
});

test.run();
