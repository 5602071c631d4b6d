import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Json, JsonObject } from "../../src/metadata/index.ts";
import { diffSpecs } from "../golden/compare-specs.ts";
import { schemaSkeleton } from "../golden/schema-skeleton.ts";
import { asOurs } from "./as-ours.ts";
import { createRandom, type Random } from "./random.ts";

const folder = join(import.meta.dirname, "../golden/specs");

type Path = readonly (string | number)[];

function read(file: string): JsonObject {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}

/** Where the two may differ, so that a change there may go unseen. Nothing else may. */
function mayDiffer(path: Path, document: JsonObject): boolean {
  const [text, before] = [path.join("."), at(document, [...path.slice(0, -1), Number(path.at(-1)) - 1])];
  return (
    /^tasks\.\d+\.template\.metadata\.runtime\.version$/.test(text) ||
    (/\.args\.\d+$/.test(text) && (before === "--resolver" || before === "resolver")) ||
    (/\.env\.\d+\.value$/.test(text) && at(document, [...path.slice(0, -1), "key"]) === "_F_SS_C") ||
    // The words of a JSON schema, and `false` that says that there are no other properties.
    /\.metadata(\.[^.]+)*\.(title|required(\.\d+)?|propertyNames(\.type)?|default)$/.test(text) ||
    (/\.metadata(\.[^.]+)*\.additionalProperties$/.test(text) && at(document, path) === false)
  );
}

function at(document: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, step) => (typeof value === "object" && value !== null ? Object(value)[step] : undefined),
    document,
  );
}

interface Change {
  readonly path: Path;
  readonly document: JsonObject;
}

/** A copy with one member changed, removed or added at a random place. */
function mutate(document: JsonObject, random: Random): Change {
  const copy = structuredClone(document);
  const path: (string | number)[] = [];
  let place: object = copy;
  for (;;) {
    const keys: readonly (string | number)[] = Array.isArray(place) ? [...place.keys()] : Object.keys(place);
    if (keys.length === 0) {
      path.push("added");
      Array.isArray(place) ? place.push("added") : Object.assign(place, { added: "added" });
      return { path, document: copy };
    }
    const key = random.pick(keys);
    path.push(key);
    const member: Json = Reflect.get(place, key);
    if (typeof member === "object" && member !== null && random.chance(0.97)) {
      place = member;
      continue;
    }
    if (!random.chance(0.3)) Reflect.set(place, key, changed(member));
    else if (Array.isArray(place)) place.splice(Number(key), 1);
    else Reflect.deleteProperty(place, key);
    return { path, document: copy };
  }
}

function changed(value: Json): Json {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return typeof value === "string" ? `${value}x` : "changed";
}

const comparer = suite("comparing specs");

for (const file of globSync("*.json", { cwd: folder }).sort()) {
  if (file.includes("futures")) continue;
  comparer(`${file} equals itself in the other writer's words`, () => {
    assert.equal(diffSpecs(asOurs(read(file)), read(file)), []);
  });
}

comparer("a change at any other place than the listed ones is found", () => {
  const random = createRandom(20_260_801);
  const files = globSync("*.json", { cwd: folder })
    .sort()
    .filter((file) => !file.includes("futures"));
  const documents = files.map((file) => ({ golden: read(file), ours: asOurs(read(file)) }));
  const unseen: string[] = [];
  for (let i = 0; i < 3000; i++) {
    const { golden, ours } = random.pick(documents);
    const { path, document } = mutate(ours, random);
    if (diffSpecs(document, golden).length === 0 && !mayDiffer(path, ours)) unseen.push(path.join("."));
  }
  assert.equal(unseen, []);
});

/** What the comparer says of `01_hello.json` once a text in it is another. */
function afterReplacing(found: string, replacement: string): readonly string[] {
  const ours = JSON.stringify(asOurs(read("01_hello.json")));
  assert.ok(ours.includes(found), found);
  return diffSpecs(JSON.parse(ours.replace(found, replacement)), read("01_hello.json"));
}

comparer("a difference says where it is, what is there and what was expected", () => {
  assert.equal(afterReplacing("ghcr.io/acme/flows:v1", "busybox"), [
    'specs.tasks["c01_hello.greet"].template.container.image: "busybox", expected "ghcr.io/acme/flows:v1"',
  ]);
  assert.equal(afterReplacing(',"retries":{}', ""), [
    'specs.tasks["c01_hello.greet"].template.metadata.retries: missing, expected {}',
  ]);
  assert.equal(afterReplacing('"retries":{}', '"retries":{"retries":1}'), [
    'specs.tasks["c01_hello.greet"].template.metadata.retries.retries: unexpected 1',
  ]);
});

comparer("words of the other writer are differences", () => {
  assert.is(afterReplacing("typescript-task", "python-task").length, 1);
  assert.is(afterReplacing('"flavor":"typescript"', '"flavor":"python"').length, 2);
  assert.is(afterReplacing('"tsflyte-execute"', '"pyflyte-execute"').length, 2);
  assert.is(afterReplacing('"version":"0.1.0"', '"version":""').length, 2);
});

comparer("templates and loader arguments have to be the same, the resolver has to be there", () => {
  assert.is(afterReplacing("{{.outputPrefix}}", "{{.rawOutputDataPrefix}}").length, 1);
  assert.is(afterReplacing('"task-name","greet"', '"task-name","other"').length, 1);
  assert.is(afterReplacing('"--resolver","tsflyte.default"', '"--resolver","--"').length, 1);
  assert.ok(afterReplacing('"--resolver","tsflyte.default",', "").length > 0);
});

comparer("the order of entities does not matter, a second one of a name does", () => {
  const golden = read("02_multi.json");
  const { tasks, ...rest } = asOurs(golden);
  assert.ok(Array.isArray(tasks));
  assert.equal(diffSpecs({ ...rest, tasks: [...tasks].reverse() }, golden), []);
  assert.match(diffSpecs({ ...rest, tasks: [...tasks, tasks[0]] }, golden).join(), /unexpected/);
  assert.match(diffSpecs({ ...rest, tasks: tasks.slice(1) }, golden).join(), /missing/);
  assert.ok(diffSpecs(rest, golden).length > 0);
});

const written: JsonObject = {
  type: "object",
  properties: { a: { type: "integer" }, next: { anyOf: [{ type: "null" }, { $ref: "#" }] } },
};

comparer("schemas are compared by names and types, wherever definitions stand", () => {
  const other: JsonObject = {
    $ref: "#/$defs/Item",
    $defs: {
      Item: {
        title: "Item",
        type: "object",
        required: ["a"],
        additionalProperties: false,
        properties: {
          next: { anyOf: [{ $ref: "#/$defs/Item" }, { type: "null" }], default: null },
          a: { type: "integer", default: 1 },
        },
      },
    },
  };
  assert.equal(schemaSkeleton(written), schemaSkeleton(other));
});

comparer("schemas of other names, types, alternatives or elements differ", () => {
  const others: readonly JsonObject[] = [
    { ...written, properties: { a: { type: "number" }, next: { anyOf: [{ type: "null" }, { $ref: "#" }] } } },
    { ...written, properties: { b: { type: "integer" }, next: { anyOf: [{ type: "null" }, { $ref: "#" }] } } },
    { ...written, properties: { a: { type: "integer" }, next: { $ref: "#" } } },
    { ...written, properties: { a: { type: "integer" } } },
    { type: "object", additionalProperties: { type: "integer" } },
    { type: "array", items: written },
  ];
  const texts = [written, ...others].map((schema) => JSON.stringify(schemaSkeleton(schema)));
  assert.is(new Set(texts).size, texts.length);
});

comparer.run();
