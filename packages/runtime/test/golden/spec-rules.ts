import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../src/metadata/index.ts";
import { isObject, schemaSkeleton } from "./schema-skeleton.ts";

/** Who wrote a document: the rules know what each side has to say, and touch nothing else. */
export type Writer = "tsflyte" | "flytekit";

/** One intended difference. */
interface Rule {
  /** What may differ. */
  readonly says: string;
  /** Where: a path in which `[]` stands for every element of a list, and of the lists that are matched by name. */
  readonly at: RegExp;
  /** Gives both writers' own words the same spelling, and leaves everything else as it is. */
  readonly rewrite: (value: Json, writer: Writer) => Json;
}

type Words = { readonly [writer in Writer]: string };

const taskTypes: Words = { tsflyte: "typescript-task", flytekit: "python-task" };
const flavors: Words = { tsflyte: "typescript", flytekit: "python" };
const prefixes: Words = { tsflyte: "ts", flytekit: "py" };
const pickleFormats: Words = { tsflyte: "V8Serialize", flytekit: "PythonPickle" };
const pickleTags: Words = { tsflyte: "V8Serialize", flytekit: "FlytePickle" };
const programs: readonly string[] = ["flyte-execute", "flyte-map-execute", "flyte-fast-execute"];
const flytekitResolvers: readonly string[] = [
  "flytekit.core.python_auto_container.default_task_resolver",
  "flytekit.core.array_node_map_task.ArrayNodeMapTaskResolver",
  "flytekit.core.python_function_task.eager_failure_task_resolver",
];
/** flytekit numbers the dialects from 0, flyteidl from 1: what it writes is one less than what it was told. */
const flytekitDialects = new Map<Json | undefined, string>([
  [undefined, "ANSI"],
  ["ANSI", "HIVE"],
]);

/** Every way in which the documents of the two writers may differ. */
export const rules: readonly Rule[] = [
  {
    says: "function tasks have a type of their own",
    at: /^tasks\[\]\.template\.type$/,
    rewrite: (value, writer) => (value === taskTypes[writer] ? "(function task)" : value),
  },
  {
    says: "the SDK's flavor and version are the writer's",
    at: /^tasks\[\]\.template\.metadata\.runtime$/,
    rewrite: (value, writer) => {
      const { flavor, version } = isObject(value) ? value : {};
      return isObject(value) && flavor === flavors[writer] && typeof version === "string" && version !== ""
        ? { ...value, flavor: "(flavor)", version: "(version)" }
        : value;
    },
  },
  {
    says: "the container's programs and the resolver have names of their own; templates and loader arguments do not",
    at: /^tasks\[\]\.template\.(container|k8sPod\.podSpec\.containers\[\])\.args$/,
    rewrite: (value, writer) => (Array.isArray(value) ? value.map((_, i) => rewriteArgument(value, i, writer)) : value),
  },
  {
    says: "the settings that travel to a task that compiles are each SDK's own; that they travel is not",
    at: /^tasks\[\]\.template\.(container|k8sPod\.podSpec\.containers\[\])\.env\[\]$/,
    rewrite: (entry) => {
      const { key, name, value } = isObject(entry) ? entry : {};
      const isSettings = (key ?? name) === "_F_SS_C" && typeof value === "string" && value !== "";
      return isObject(entry) && isSettings ? { ...entry, value: "(settings)" } : entry;
    },
  },
  {
    says: "flytekit has no strategy for the files of a container task",
    at: /^tasks\[\]\.template\.(container|k8sPod)\.dataConfig$/,
    rewrite: (value, writer) => {
      const { ioStrategy, ...rest } = isObject(value) ? value : {};
      // The one that says nothing is not written.
      const saysSomething = isObject(ioStrategy) && Object.keys(ioStrategy).length > 0;
      return writer === "tsflyte" && saysSomething ? rest : value;
    },
  },
  {
    says: "flytekit writes a dialect of SQL as the one before it",
    at: /^tasks\[\]\.template\.sql$/,
    rewrite: (value, writer) => {
      const dialect = isObject(value) ? flytekitDialects.get(value["dialect"]) : undefined;
      return writer === "flytekit" && isObject(value) && dialect !== undefined ? { ...value, dialect } : value;
    },
  },
  {
    says: "flytekit loses how many of a map have to succeed, and keeps it in the map task's name alone",
    at: /\.arrayNode$/,
    rewrite: (value, writer) => (writer === "tsflyte" && isObject(value) ? withoutMinSuccesses(value) : value),
  },
  {
    says: "values of any type are written by each language's own library",
    at: /./,
    rewrite: (value, writer) => (isObject(value) ? rewritePickle(value, writer) : value),
  },
  {
    says: "the JSON schema of a struct is worded by whoever wrote it",
    at: /./,
    rewrite: (value) => {
      const { simple, metadata } = isObject(value) ? value : {};
      return isObject(value) && simple === "STRUCT" && isObject(metadata)
        ? { ...value, metadata: schemaSkeleton(metadata) }
        : value;
    },
  },
  {
    says: "upstream nodes are a set",
    at: /\.upstreamNodeIds$/,
    rewrite: (value) => (Array.isArray(value) ? [...value].sort() : value),
  },
];

/** flytekit also registers the function inside a shell task, which nothing runs. */
export function isPhantom(spec: Json, writer: Writer): boolean {
  const { template } = isObject(spec) ? spec : {};
  const { id, container } = isObject(template) ? template : {};
  const { name } = isObject(id) ? id : {};
  const { args } = isObject(container) ? container : {};
  return (
    writer === "flytekit" &&
    typeof name === "string" &&
    name.includes("._bash.") &&
    Array.isArray(args) &&
    args.at(-1) === "_dummy_task_func"
  );
}

function rewriteArgument(args: readonly Json[], i: number, writer: Writer): Json {
  const [argument, before] = [args[i] ?? null, args[i - 1]];
  // A command that starts with another program is the user's own.
  if (programName(args[0], writer) === undefined) return argument;
  if (i === 0 || before === "--") return programName(argument, writer) ?? argument;
  const namesResolver = before === "--resolver" || before === "resolver";
  return namesResolver && isResolver(argument, writer) ? "(resolver)" : argument;
}

function programName(argument: Json | undefined, writer: Writer): string | undefined {
  const name = programs.find((program) => argument === `${prefixes[writer]}${program}`);
  return name === undefined ? undefined : `(${name})`;
}

function isResolver(location: Json, writer: Writer): boolean {
  if (typeof location !== "string") return false;
  return writer === "flytekit" ? flytekitResolvers.includes(location) : /^[^-\s{]\S*$/.test(location);
}

/** The array node as flytekit writes it, if the name of its map task holds the same number. */
function withoutMinSuccesses(array: JsonObject): JsonObject {
  const { minSuccesses, ...rest } = array;
  const { node, boundInputs, parallelism, minSuccessRatio } = rest;
  const { id } = isObject(node) ? node : {};
  const bound = Array.isArray(boundInputs) ? boundInputs.join(",") : "";
  const text = `${bound}${parallelism ?? "None"}${minSuccesses}1.0`;
  const hash = createHash("md5").update(text).digest("hex");
  const isNamed = typeof id === "string" && id.endsWith(`_${hash}-arraynode`);
  return minSuccesses !== undefined && minSuccessRatio === undefined && isNamed ? { ...rest, minSuccessRatio: 1 } : array;
}

function rewritePickle(type: JsonObject, writer: Writer): JsonObject {
  const { blob, metadata, structure, ...rest } = type;
  if (!isObject(blob) || blob["format"] !== pickleFormats[writer]) return type;
  const className = isObject(metadata) ? metadata["python_class_name"] : undefined;
  if (writer === "flytekit" ? className !== "typing.Any" : metadata !== undefined) return type;
  const tagged =
    isObject(structure) && structure["tag"] === pickleTags[writer] ? { ...structure, tag: "(any)" } : structure;
  return { ...rest, blob: { ...blob, format: "(any)" }, ...(tagged === undefined ? {} : { structure: tagged }) };
}
