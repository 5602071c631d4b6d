/** Containers that know nothing of the platform: files for their inputs, and files for their outputs. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readExecution } from "../../../src/dev/database/executions.ts";
import { floatText } from "../../../src/dev/engine/go-text.ts";
import { ResourceType } from "../../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import {
  type Literal,
  LiteralMapSchema,
  LiteralSchema,
  type PrimitiveSchema,
} from "../../../src/idl/gen/flyteidl/core/literals_pb.ts";
import {
  type DataLoadingConfigSchema,
  DataLoadingConfig_LiteralMapFormat as Format,
  TaskTemplateSchema,
} from "../../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import {
  BlobType_BlobDimensionality as Dimensionality,
  type LiteralTypeSchema,
  SimpleType,
} from "../../../src/idl/gen/flyteidl/core/types_pb.ts";
import { type Bench, closureOf, withBench } from "./engine-bench.ts";
import { idOf, promise, taskNode, workflowOf } from "./templates.ts";

const test = suite("dev/engine/data-loading");

type LiteralInit = Exclude<MessageInitShape<typeof LiteralSchema>, Literal>;
type TypeInit = MessageInitShape<typeof LiteralTypeSchema>;
type PrimitiveInit = MessageInitShape<typeof PrimitiveSchema>["value"];

const simple = (value: SimpleType): TypeInit => ({ type: { case: "simple", value } });
const blobType = (dimensionality: Dimensionality): TypeInit => ({
  type: { case: "blob", value: { format: "", dimensionality } },
});
const primitive = (value: NonNullable<PrimitiveInit>): LiteralInit => ({
  value: { case: "scalar", value: { value: { case: "primitive", value: { value } } } },
});
const blob = (uri: string, dimensionality: Dimensionality): LiteralInit => ({
  value: {
    case: "scalar",
    value: { value: { case: "blob", value: { uri, metadata: { type: { format: "", dimensionality } } } } },
  },
});

interface Given {
  readonly inputs?: { readonly [name: string]: LiteralInit };
  readonly outputs?: { readonly [name: string]: TypeInit };
  readonly config?: Exclude<MessageInitShape<typeof DataLoadingConfigSchema>, { $typeName: string }>;
  readonly retries?: number;
}

/** Runs a script that is told where its inputs are, and where its outputs go. */
async function run(bench: Bench, script: string, { inputs = {}, outputs = {}, config = {}, retries = 0 }: Given) {
  const variables = Object.fromEntries(Object.entries(outputs).map(([name, type]) => [name, { type }]));
  const dataConfig = { enabled: true, inputPath: "/var/in/", outputPath: "/var/out", ...config };
  const task = create(TaskTemplateSchema, {
    id: idOf(ResourceType.TASK, "t"),
    type: "raw-container",
    interface: { outputs: { variables } },
    metadata: { retries: { retries } },
    target: {
      case: "container",
      value: {
        image: "any",
        command: ["sh", "-ec", script, "t"],
        args: [dataConfig.inputPath, `--to=${dataConfig.outputPath}/`, "/var/input"],
        env: [{ key: "OUT", value: dataConfig.outputPath }],
        dataConfig,
      },
    },
  });
  const names = Object.keys(inputs);
  const node = taskNode("n0", task, { inputs: names.map((name) => promise(name, "", name)) });
  const bindings = Object.keys(outputs).map((name) => promise(name, "n0", name));
  const workflow = workflowOf("w", [node], { bindings });
  const key = bench.start(closureOf(workflow, [task]), create(LiteralMapSchema, { literals: { ...inputs } }));
  await bench.engine.ended(key);
  const row = readExecution(bench.database, key);
  const literals = fromBinary(LiteralMapSchema, row?.outputs ?? new Uint8Array()).literals;
  const folder = join(bench.objects.folder, `metadata/p-development-${key.name}/n0/data/0`);
  return { key, ...bench.look(key), literals, folder };
}

const values: { readonly [name: string]: LiteralInit } = {
  big: primitive({ case: "integer", value: 9007199254740993n }),
  flag: primitive({ case: "boolean", value: true }),
  half: primitive({ case: "floatValue", value: 0.5 }),
  when: primitive({ case: "datetime", value: { seconds: 1_767_225_600n, nanos: 500_000_000 } }),
  wait: primitive({ case: "duration", value: { seconds: 3605n, nanos: 0 } }),
  list: {
    value: {
      case: "collection",
      value: { literals: ["a", "b"].map((value) => primitive({ case: "stringValue", value })) },
    },
  },
  table: { value: { case: "scalar", value: { value: { case: "generic", value: { k: [1, "x"] } } } } },
};

test(
  "every input is a file, and one file has them all",
  withBench(async (bench) => {
    const { phase, error, folder } = await run(bench, "true", { inputs: values });
    assert.is(phase, "SUCCEEDED", error?.message);
    const text = (name: string) => readFileSync(join(folder, "inputs", name), "utf8");
    const found = ["big", "flag", "half", "when", "wait", "list/0", "list/1", "table"].map(text);
    assert.equal(found, [
      "9007199254740993",
      "true",
      "0.5",
      "2026-01-01T00:00:00.5Z",
      "1h0m5s",
      "a",
      "b",
      '{"k":[1,"x"]}',
    ]);
    assert.is(
      text("inputs.json"),
      '{"big":9007199254740993,"flag":true,"half":0.5,"list":["a","b"],"table":{"k":[1,"x"]},"wait":null,"when":"2026-01-01T00:00:00.5Z"}',
    );
    const literals = fromBinary(LiteralMapSchema, readFileSync(join(folder, "inputs/inputs.pb"))).literals;
    assert.equal(Object.keys(literals).sort(), Object.keys(values).sort());
  }),
);

test(
  "the file with all inputs is YAML, or the message alone",
  withBench(async (bench) => {
    const inputs = { big: values["big"] ?? {}, list: values["list"] ?? {} };
    const yaml = await run(bench, "true", { inputs, config: { format: Format.YAML } });
    assert.is(
      readFileSync(join(yaml.folder, "inputs/inputs.yaml"), "utf8"),
      "big: 9007199254740993\nlist:\n  - a\n  - b\n",
    );
    const proto = await run(bench, "ls $1 | tr '\\n' ' '", { inputs, config: { format: Format.PROTO } });
    assert.is(bench.log(proto.key, "n0"), "big inputs.pb list ");
  }),
);

test(
  "the folders stand in for those of the task in its command and its variables, and in nothing that only begins like them",
  withBench(async (bench) => {
    const { folder, key } = await run(bench, 'echo "$1 $2 $3 $OUT"', {});
    assert.is(bench.log(key, "n0").trim(), `${folder}/inputs/ --to=${folder}/outputs/ /var/input ${folder}/outputs`);
    const config = { inputPath: "", outputPath: "" };
    const unnamed = await run(bench, "cp -r /var/flyte/inputs/x /var/flyte/outputs/y", {
      inputs: { x: primitive({ case: "integer", value: 3n }) },
      outputs: { y: simple(SimpleType.INTEGER) },
      config,
    });
    assert.equal(unnamed.outputs, { y: 3 }, unnamed.error?.message);
  }),
);

test(
  "files and folders come in and go out",
  withBench(async (bench) => {
    mkdirSync(join(bench.image, "tree/deep"), { recursive: true });
    writeFileSync(join(bench.image, "tree/deep/a.txt"), "deep");
    writeFileSync(join(bench.image, "one.txt"), "one");
    const { phase, error, literals } = await run(bench, 'cp "$1/one" "$OUT/file"; cp -r "$1/tree" "$OUT/folder"', {
      inputs: {
        one: blob(`file://${bench.image}/one.txt`, Dimensionality.SINGLE),
        tree: blob(`${bench.image}/tree`, Dimensionality.MULTIPART),
      },
      outputs: { file: blobType(Dimensionality.SINGLE), folder: blobType(Dimensionality.MULTIPART) },
    });
    assert.is(phase, "SUCCEEDED", error?.message);
    assert.is(readFileSync(uriOf(literals["file"]), "utf8"), "one");
    assert.is(readFileSync(`${uriOf(literals["folder"])}/deep/a.txt`, "utf8"), "deep");
  }),
);

test(
  "outputs are read by their types",
  withBench(async (bench) => {
    const script = [
      ...["echo ' 7 ' > i", "echo 1.5e3 > f", "echo T > b", "printf ' two\\nlines\\n' > s"],
      ...["echo 2026-01-01T00:00:00.25Z > t", "echo 1m30s > d", `echo '{"a":[1]}' > g`],
    ].join("; ");
    const { phase, error, outputs, literals } = await run(bench, `cd "$OUT"; ${script}`, {
      outputs: {
        i: simple(SimpleType.INTEGER),
        f: simple(SimpleType.FLOAT),
        b: simple(SimpleType.BOOLEAN),
        s: simple(SimpleType.STRING),
        t: simple(SimpleType.DATETIME),
        d: simple(SimpleType.DURATION),
        g: simple(SimpleType.STRUCT),
      },
    });
    assert.is(phase, "SUCCEEDED", error?.message);
    assert.is(outputs?.["i"], 7);
    assert.is(outputs?.["f"], 1500);
    assert.is(outputs?.["b"], true);
    assert.is(outputs?.["s"], "two\nlines");
    const scalar = (name: string) => {
      const value = literals[name]?.value;
      return value?.case === "scalar" ? value.value.value : undefined;
    };
    const time = scalar("t");
    assert.is(
      time?.case === "primitive" && time.value.value.case === "datetime" && time.value.value.value.nanos,
      250_000_000,
    );
    const wait = scalar("d");
    assert.is(
      wait?.case === "primitive" && wait.value.value.case === "duration" && wait.value.value.value.seconds,
      90n,
    );
    assert.equal(scalar("g")?.value, { a: [1] });
  }),
);

const integer = { o: simple(SimpleType.INTEGER) };
const list: TypeInit = { type: { case: "collectionType", value: simple(SimpleType.INTEGER) } };
const wrong: readonly (readonly [what: string, script: string, outputs: { [name: string]: TypeInit }, text: RegExp])[] =
  [
    ["is not there", "true", integer, /the container left no file at path \[.*outputs\/o\]/],
    ["is none of its type", "echo x > $OUT/o", integer, /output \[o\] is no integer: "x"/],
    ["is a folder", "mkdir $OUT/o", integer, /expected file for output \[o\], found dir/],
    [
      "is too long",
      "head -c 2000 /dev/zero > $OUT/o",
      integer,
      /maximum allowed filesize is \[1024\], but found \[2000\]/,
    ],
    ["is of a type that no file stands for", "true", { o: list }, /files and simple values out of containers, no coll/],
    ["comes with an error", "echo sorry > $OUT/_ERROR", integer, /User Error: sorry/],
  ];
for (const [what, script, outputs, text] of wrong) {
  test(
    `an output that ${what} is OutputUploadFailed, and uses up retries`,
    withBench(async (bench) => {
      const { phase, error, key } = await run(bench, script, { outputs, retries: 1 });
      assert.is(phase, "FAILED");
      assert.is(error?.code, "RetriesExhausted|OutputUploadFailed");
      assert.match(error?.message ?? "", text);
      assert.equal(bench.attemptPhases(key, "n0"), ["FAILED", "FAILED"]);
    }),
  );
}

test(
  "an input that cannot be had is InputDownloadFailed, and the container does not run",
  withBench(async (bench) => {
    const inputs = { x: blob("/nowhere/x", Dimensionality.SINGLE) };
    const { error, key } = await run(bench, "echo ran", { inputs });
    assert.is(error?.code, "RetriesExhausted|InputDownloadFailed");
    assert.match(error?.message ?? "", /variable \[x\] download\/store failed/);
    assert.is(bench.attempts(key, "n0").length, 1);
    const union: LiteralInit = { value: { case: "scalar", value: { value: { case: "union", value: {} } } } };
    const refused = await run(bench, "echo ran", { inputs: { x: union } });
    assert.match(refused.error?.message ?? "", /unsupported scalar type \[union\]/);
  }),
);

test(
  "an input that lies in a file of its own is brought as what it is",
  withBench(async (bench) => {
    const stored = create(LiteralSchema, primitive({ case: "stringValue", value: "from its file" }));
    const uri = bench.objects.uriOf("offloaded.pb");
    bench.objects.write(uri, toBinary(LiteralSchema, stored));
    const inputs: { readonly x: LiteralInit } = { x: { value: { case: "offloadedMetadata", value: { uri } } } };
    const { phase, key } = await run(bench, 'cat "$1/x"', { inputs });
    assert.is(phase, "SUCCEEDED");
    assert.is(bench.log(key, "n0"), "from its file");
  }),
);

test("numbers have no exponent", () => {
  assert.equal(
    [1.5, 1e21, 1e-7, -2e300].map(floatText).map((text) => /e/i.test(text)),
    [false, false, false, false],
  );
  assert.is(floatText(1e21), "1000000000000000000000");
  assert.is(floatText(1e-7), "0.0000001");
});

function uriOf(literal: Literal | undefined): string {
  const scalar = literal?.value.case === "scalar" ? literal.value.value.value : undefined;
  return scalar?.case === "blob" ? scalar.value.uri : "";
}

test.run();
