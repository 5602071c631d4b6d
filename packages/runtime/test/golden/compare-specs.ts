/**
 * Compares specs of this library with specs that flytekit wrote. Every way in which the two may differ is one of the
 * rules here; whatever no rule speaks of has to be equal.
 */
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

const taskTypes: { readonly [writer in Writer]: string } = { tsflyte: "typescript-task", flytekit: "python-task" };
const flavors: { readonly [writer in Writer]: string } = { tsflyte: "typescript", flytekit: "python" };
const prefixes: { readonly [writer in Writer]: string } = { tsflyte: "ts", flytekit: "py" };
const programs: readonly string[] = ["flyte-execute", "flyte-map-execute", "flyte-fast-execute"];
const flytekitResolvers: readonly string[] = [
  "flytekit.core.python_auto_container.default_task_resolver",
  "flytekit.core.array_node_map_task.ArrayNodeMapTaskResolver",
];

const rules: readonly Rule[] = [
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

/** The document with everything that may differ spelled alike, and its lists keyed by the names of their entities. */
export function normalizeSpecs(document: JsonObject, { writer }: { readonly writer: Writer }): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([list, specs]) => {
      if (!Array.isArray(specs)) return [list, specs];
      const normalized = specs.map((spec: Json) => rewrite(spec, `${list}[]`, writer));
      return [list, byName(normalized, writer)];
    }),
  );
}

/** What differs, a line each with its path; empty if the documents say the same. */
export function diffSpecs(ours: JsonObject, golden: JsonObject): string[] {
  return differences(
    normalizeSpecs(ours, { writer: "tsflyte" }),
    normalizeSpecs(golden, { writer: "flytekit" }),
    "specs",
  );
}

function rewrite(value: Json, path: string, writer: Writer): Json {
  const own = rules.filter(({ at }) => at.test(path)).reduce((now, rule) => rule.rewrite(now, writer), value);
  if (Array.isArray(own)) return own.map((element: Json) => rewrite(element, `${path}[]`, writer));
  if (!isObject(own)) return own;
  return Object.fromEntries(
    Object.entries(own).map(([key, member]) => [key, rewrite(member, `${path}.${key}`, writer)]),
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

/** flytekit writes a map task once for every node that uses it; here it is written once. */
function byName(specs: readonly Json[], writer: Writer): JsonObject {
  const named: { [name: string]: Json } = {};
  specs.forEach((spec, i) => {
    const name = nameOf(spec) ?? `(number ${i})`;
    const earlier = named[name];
    const isRepeatedMapTask = writer === "flytekit" && name.endsWith("-arraynode");
    if (earlier !== undefined && isRepeatedMapTask && differences(spec, earlier, "").length === 0) return;
    named[earlier === undefined ? name : `${name} (number ${i})`] = spec;
  });
  return named;
}

function nameOf(spec: Json): string | undefined {
  const { id: ownId, template } = isObject(spec) ? spec : {};
  const { id = ownId } = isObject(template) ? template : {};
  const { name } = isObject(id) ? id : {};
  return typeof name === "string" ? name : undefined;
}

function differences(ours: Json | undefined, golden: Json | undefined, path: string): string[] {
  if (golden === undefined) return [`${path}: unexpected ${JSON.stringify(ours)}`];
  if (ours === undefined) return [`${path}: missing, expected ${JSON.stringify(golden)}`];
  if (Array.isArray(ours) && Array.isArray(golden)) {
    return Array.from({ length: Math.max(ours.length, golden.length) }, (_, i) =>
      differences(ours[i], golden[i], `${path}[${i}]`),
    ).flat();
  }
  if (isObject(ours) && isObject(golden)) {
    return [...new Set([...Object.keys(golden), ...Object.keys(ours)])].flatMap((key) =>
      differences(ours[key], golden[key], /^\w+$/.test(key) ? `${path}.${key}` : `${path}["${key}"]`),
    );
  }
  return Object.is(ours, golden) ? [] : [`${path}: ${JSON.stringify(ours)}, expected ${JSON.stringify(golden)}`];
}
