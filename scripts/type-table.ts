/**
 * Writes `docs/types.md`: for each construct of TypeScript that the transformer's fixtures hold, its JSON Schema, the Flyte
 * type, and the literal of a sample. Nothing in it is written by hand but the order, which is that of the transformer's SPEC.md.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { ValuePlace } from "../packages/runtime/src/errors/values.ts";
import { codecOf, literalJson, Outbox } from "../packages/runtime/src/literals/index.ts";
import type { Json, JsonObject, MetadataV1, Schema, VariablesSchema } from "../packages/runtime/src/metadata/index.ts";
import type { LiteralType } from "../packages/runtime/src/model/index.ts";
import { literalTypeOf, noStorage } from "../packages/runtime/src/types/index.ts";

const root = join(import.meta.dirname, "..");
const transformer = join(root, "packages/transformer");
/** Where the table stands. */
export const typeTableFile: string = join(root, "docs/types.md");

interface Samples {
  readonly [entity: string]: { readonly inputs?: { readonly valid?: readonly JsonObject[] } };
}

/** The fixtures in the order of the table in SPEC.md, with what it calls the construct. */
function listFixtures(): ReadonlyMap<string, readonly string[]> {
  const spec = readFileSync(join(transformer, "SPEC.md"), "utf8");
  const section = /\n## 6\. Types\n([\s\S]*?)\n## 7\./.exec(spec)?.[1] ?? "";
  const fixtures = new Map<string, string[]>();
  for (const [, construct, fixture] of section.matchAll(/^\| (.+?) +\| .* \| `([a-z-]+)` +\|$/gm)) {
    if (construct === undefined || fixture === undefined) continue;
    const constructs = fixtures.get(fixture);
    if (constructs === undefined) fixtures.set(fixture, [construct]);
    else constructs.push(construct);
  }
  return fixtures;
}

/** The whole page. */
export function typeTable(): string {
  const sections = [...listFixtures()].map(([fixture, constructs]) => section(fixture, constructs));
  return [
    "# Types",
    "",
    "What each type of a signature becomes: the JSON Schema that the compiled code embeds, the type that Flyte sees, and the",
    "literal of a sample value. The tables are written by `node scripts/type-table.ts` from the transformer's tests, whose rules",
    "stand in [SPEC.md](../packages/transformer/SPEC.md).",
    "",
    "In the types, `struct` is Flyte's simple type `STRUCT`, which carries the JSON Schema; its literals are msgpack, shown as the",
    "base64 text that protobuf's JSON has. Long literals are cut at `…`.",
    "",
    ...sections,
  ].join("\n");
}

function section(fixture: string, constructs: readonly string[]): string {
  const folder = join(transformer, "test/fixtures", fixture);
  const file = ["input.ts", "input.tsx"].map((name) => join(folder, name)).find(existsSync);
  if (file === undefined) throw new Error(`the fixture ${fixture} has no input`);
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const calls = JSON.parse(readFileSync(join(dirname(file), "metadata.json"), "utf8")) as readonly MetadataV1[];
  const samplesFile = join(folder, "samples.json");
  const samples = existsSync(samplesFile) ? (JSON.parse(readFileSync(samplesFile, "utf8")) as Samples) : {};
  const declarations = source.statements.filter((node) => !ts.isImportDeclaration(node) && !isEntity(node));
  const rows = calls.flatMap((call) =>
    inputRows(call, readTypes(source, call.name), samples[call.name]?.inputs?.valid?.[0]),
  );
  // A type that stands more than once is shown once, with its sample.
  const shown = rows.filter(
    (row, index) =>
      row.sampled || !rows.some((other, place) => other.type === row.type && (other.sampled || place < index)),
  );
  return [
    `## ${heading(fixture)}`,
    "",
    `${constructs.join("; ")}.`,
    "",
    ...(declarations.length === 0 ? [] : ["```ts", ...declarations.map((node) => node.getText(source)), "```", ""]),
    "| TypeScript | JSON Schema | Flyte | sample | literal |",
    "| --- | --- | --- | --- | --- |",
    ...shown.map(({ text }) => text),
    "",
  ].join("\n");
}

function heading(fixture: string): string {
  const words = fixture.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function isEntity(node: ts.Statement): boolean {
  return ts.isVariableStatement(node) && node.getText().startsWith("export const");
}

/** The types of an entity's parameters, as they are written. */
function readTypes(source: ts.SourceFile, entity: string): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isParameter(node) && ts.isIdentifier(node.name) && node.type !== undefined) {
      const optional = node.questionToken === undefined ? "" : " (optional)";
      types.set(node.name.text, `${node.type.getText(source).replace(/\s+/g, " ")}${optional}`);
    } else {
      node.forEachChild(visit);
    }
  };
  const statement = source.statements.find(
    (node) =>
      ts.isVariableStatement(node) &&
      node.declarationList.declarations.some(({ name }) => name.getText(source) === entity),
  );
  statement?.forEachChild(visit);
  return types;
}

interface Row {
  readonly type: string;
  readonly sampled: boolean;
  readonly text: string;
}

function inputRows(
  { inputs }: MetadataV1,
  types: ReadonlyMap<string, string>,
  sample: JsonObject | undefined,
): readonly Row[] {
  return Object.entries(inputs.properties).flatMap(([name, schema]) => {
    const written = types.get(name);
    if (written === undefined) return [];
    const value = sample?.[name] ?? storedSample(schema);
    const cells = [
      code(written),
      code(JSON.stringify(inPlace(schema, inputs))),
      hasCodec(schema, inputs) ? "what the codec says" : code(typeText(literalTypeOf(schema, inputs))),
      value === undefined ? "" : code(JSON.stringify(value)),
      value === undefined ? "" : code(literalText(schema, inputs, value)),
    ];
    return [{ type: written, sampled: value !== undefined, text: `| ${cells.join(" | ")} |` }];
  });
}

/** Stored data, as it stands inside a struct: a fixture cannot hold a sample of it, since what it validates is no JSON. */
function storedSample(schema: Schema): JsonObject | undefined {
  const flyte = schema["x-flyte"];
  switch (flyte?.type) {
    case "file":
      return { path: `s3://bucket/file${flyte.format === "" ? "" : `.${flyte.format}`}` };
    case "directory":
      return { path: "s3://bucket/folder" };
    case "dataset":
      return { uri: "s3://bucket/table", file_format: flyte.format === "" ? "parquet" : flyte.format };
    default:
      return undefined;
  }
}

/** A definition instead of the reference to it. */
function inPlace(schema: Schema, { $defs }: VariablesSchema): Schema {
  const name = schema.$ref?.replace("#/$defs/", "");
  return (name === undefined ? undefined : $defs?.[name]) ?? schema;
}

function hasCodec(schema: Schema, root: VariablesSchema): boolean {
  return JSON.stringify([schema, schema.$ref === undefined ? [] : inPlace(schema, root)]).includes('"type":"codec"');
}

/** A value in a cell; Markdown takes `|` for the end of a cell even in code. */
function code(text: string): string {
  const ticks = text.includes("`") ? "``" : "`";
  const pad = ticks.length > 1 ? " " : "";
  return `${ticks}${pad}${text.replaceAll("|", "\\|")}${pad}${ticks}`;
}

function typeText(type: LiteralType): string {
  switch (type.kind) {
    case "simple":
      return type.simple;
    case "collection":
      return `[${typeText(type.elementType)}]`;
    case "map":
      return `{string: ${typeText(type.valueType)}}`;
    case "enum":
      return `enum(${type.values.join(", ")})`;
    case "blob":
      return `blob(${[type.format, type.dimensionality].filter((word) => word !== "").join(", ")})`;
    case "structured-dataset": {
      const columns = type.columns.map(({ name, literalType }) => `${name}: ${typeText(literalType)}`);
      return `structured dataset(${[...(type.format === "" ? [] : [type.format]), ...columns].join(", ")})`;
    }
    case "union":
      return `union(${type.variants.map(typeText).join(", ")})`;
  }
}

const longest = 160;

function literalText(schema: Schema, root: VariablesSchema, sample: Json): string {
  const codec = codecOf(schema, root);
  const at: ValuePlace = { entity: "the sample", role: "input", variable: "value" };
  const literal = codec.encode(codec.fromJson(sample, at, noStorage), at, new Outbox(noStorage));
  const text = JSON.stringify(literalJson(literal));
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(typeTableFile, typeTable());
