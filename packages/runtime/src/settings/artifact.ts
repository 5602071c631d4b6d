import { invalidOption, unknownOption } from "../errors/options.ts";
import type { ArtifactId, LabelValue, TimePartition } from "../model/index.ts";

/** The value of an input, where a partition takes it. {@link inputOf} makes one. */
export interface InputOf {
  readonly kind: "input";
  readonly var: string;
}

/** Values of an artifact's partitions: texts, or inputs. `timePartition` is that of its time. */
export interface ArtifactPartitions {
  readonly [partition: string]: string | InputOf;
}

/** An artifact that an output is. Calling an {@link Artifact} makes one. */
export interface ProducedArtifact {
  readonly kind: "produced-artifact";
  readonly artifact: ArtifactId;
}

/** Asks for an artifact when an execution starts. */
export interface ArtifactQuery {
  readonly kind: "artifact-query";
  readonly artifact: ArtifactId;
}

/** What an artifact is. */
export interface ArtifactOptions {
  readonly name: string;
  /** At most ten. */
  readonly partitionKeys?: readonly string[];
  /** How finely time tells its versions apart, where it does. */
  readonly timePartitionGranularity?: "minute" | "hour" | "day" | "month";
}

/** An artifact: data that is known by a name and partitions. Calling it says that an output is one of its versions. */
export interface Artifact {
  (partitions?: ArtifactPartitions): ProducedArtifact;
  /** Asks for its newest version, of these partitions. */
  query(partitions?: ArtifactPartitions): ArtifactQuery;
}

const mostPartitions = 10;
const granularities: readonly unknown[] = ["minute", "hour", "day", "month"];
const timeKey = "timePartition";

/**
 * Describes data that tasks make and workflows ask for by name. Only control planes with an artifact service know what to do with it.
 *
 * @throws `TsflyteError` of code `invalid-option` for an option or a partition that it cannot have
 * @example
 * ```ts
 * const model = artifact({ name: "model", partitionKeys: ["region"], timePartitionGranularity: "day" });
 * export const train = task(
 *   { artifacts: { o0: model({ region: inputOf("region"), timePartition: inputOf("day") }) } },
 *   async (region: string, day: Date): Promise<FlyteFile> => fit(region, day),
 * );
 * export const score = workflow({ queries: { file: model.query({ region: "eu" }) } }, async (file: FlyteFile) => rate(file));
 * ```
 */
export function artifact(options: ArtifactOptions): Artifact {
  checkArtifact(options);
  const { name } = options;
  const idOf = (partitions: ArtifactPartitions): ArtifactId => ({ name, ...partitionsOf(options, partitions) });
  const produce = (partitions: ArtifactPartitions = {}): ProducedArtifact => ({
    kind: "produced-artifact",
    artifact: idOf(partitions),
  });
  return Object.assign(produce, {
    query: (partitions: ArtifactPartitions = {}): ArtifactQuery => ({
      kind: "artifact-query",
      artifact: idOf(partitions),
    }),
  });
}

/** The value of an input as that of a partition. */
export function inputOf(input: string): InputOf {
  if (typeof input !== "string" || input === "") throw invalidOption("inputOf()", "the name of an input", input);
  return { kind: "input", var: input };
}

function checkArtifact(options: ArtifactOptions): void {
  const where = "artifact()";
  if (typeof options !== "object" || options === null) throw invalidOption(where, "options as an object", options);
  const known = ["name", "partitionKeys", "timePartitionGranularity"];
  for (const key of Object.keys(options)) if (!known.includes(key)) throw unknownOption(where, key, known);
  const { name, partitionKeys = [], timePartitionGranularity: granularity } = options;
  if (typeof name !== "string" || name === "") throw invalidOption(`${where}, option "name"`, "a name", name);
  const isUnique = new Set(partitionKeys).size === partitionKeys.length && !partitionKeys.includes(timeKey);
  if (!partitionKeys.every((key) => typeof key === "string" && key !== "") || !isUnique) {
    throw invalidOption(`${where}, option "partitionKeys"`, `different names, none of them ${timeKey}`, partitionKeys);
  }
  if (partitionKeys.length > mostPartitions) {
    throw invalidOption(`${where}, option "partitionKeys"`, `at most ${mostPartitions} names`, partitionKeys);
  }
  if (granularity !== undefined && !granularities.includes(granularity)) {
    const expected = '"minute", "hour", "day" or "month"';
    throw invalidOption(`${where}, option "timePartitionGranularity"`, expected, granularity);
  }
}

function partitionsOf(
  { name, partitionKeys = [], timePartitionGranularity: granularity }: ArtifactOptions,
  given: ArtifactPartitions,
): Pick<ArtifactId, "partitions" | "timePartition"> {
  const where = `artifact ${name}`;
  const known = granularity === undefined ? partitionKeys : [...partitionKeys, timeKey];
  const partitions: [string, LabelValue][] = [];
  let timePartition: TimePartition | undefined;
  for (const [key, value] of Object.entries(given)) {
    if (!known.includes(key)) throw unknownOption(where, key, known);
    if (key !== timeKey) {
      partitions.push([key, labelOf(value, `${where}, partition "${key}"`)]);
    } else if (typeof value === "object" && value?.kind === "input") {
      timePartition = { value, granularity: granularity ?? "unset" };
    } else {
      throw invalidOption(`${where}, partition "${key}"`, 'inputOf("…") of a Date input', value);
    }
  }
  return {
    ...(partitions.length === 0 ? {} : { partitions: Object.fromEntries(partitions) }),
    ...(timePartition === undefined ? {} : { timePartition }),
  };
}

function labelOf(value: unknown, option: string): LabelValue {
  if (typeof value === "string") return { kind: "static", value };
  if (typeof value === "object" && value !== null && (value as InputOf).kind === "input") return value as InputOf;
  throw invalidOption(option, 'a text or inputOf("…")', value);
}

/** The inputs that the partitions of an artifact take. */
function inputsOf({ partitions = {}, timePartition }: ArtifactId): readonly string[] {
  const values = [...Object.values(partitions), ...(timePartition === undefined ? [] : [timePartition.value])];
  return values.flatMap((value) => (value.kind === "input" ? [value.var] : []));
}

/**
 * Throws unless an option gives artifacts or queries to variables that there are, by inputs that there are.
 *
 * @param kind what the values are
 * @param variables outputs of a task, or inputs of a workflow
 */
export function checkArtifacts(
  given: unknown,
  kind: "produced-artifact" | "artifact-query",
  option: string,
  { variables, inputs }: { readonly variables: readonly string[]; readonly inputs: readonly string[] },
): void {
  if (given === undefined) return;
  if (typeof given !== "object" || given === null) throw invalidOption(option, "an object of artifacts", given);
  for (const [name, value] of Object.entries(given) as [string, Partial<ProducedArtifact> | undefined][]) {
    if (!variables.includes(name)) throw unknownOption(option, name, variables);
    if (value?.kind !== kind || value.artifact === undefined) {
      const expected =
        kind === "artifact-query" ? "what query() of an artifact gives" : "what an artifact gives when it is called";
      throw invalidOption(`${option}, key "${name}"`, expected, value);
    }
    const unknown = inputsOf(value.artifact).find((input) => !inputs.includes(input));
    if (unknown !== undefined) {
      throw invalidOption(`${option}, key "${name}"`, `inputs that there are (${inputs.join(", ")})`, unknown);
    }
  }
}
