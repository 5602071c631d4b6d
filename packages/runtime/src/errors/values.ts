import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** One thing that is wrong about a value. */
export interface ValueProblem {
  /** The steps from the variable to the wrong part. */
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly got: string;
}

/** Which value an error is about. */
export interface ValuePlace {
  /** What has the interface: `task flows.mean`. */
  readonly entity: string;
  readonly role: "input" | "output";
  readonly variable: string;
  /** Where the entity is defined, as `file:line:column`. */
  readonly source?: string;
}

/** At most this many problems are spelled out; the rest are counted. */
const shown = 20;

/** A value that is not of its declared type; names every wrong part. */
export function wrongType(place: ValuePlace, problems: readonly ValueProblem[]): TsflyteError {
  return wrongTypes([{ place, problems, count: problems.length }]);
}

/** Values of one entity that are not of their declared types; names every wrong part. */
export function wrongTypes(
  values: readonly {
    readonly place: ValuePlace;
    readonly problems: readonly ValueProblem[];
    /** How many problems there are, also those that are not listed. */
    readonly count: number;
  }[],
): TsflyteError {
  const count = values.reduce((sum, value) => sum + value.count, 0);
  const all = values.flatMap(({ place, problems }) => problems.map((problem) => ({ place, problem })));
  const lines = all.map(
    ({ place, problem }) =>
      `${formatPath(place.variable, problem.path)}: expected ${problem.expected}, got ${problem.got}`,
  );
  const place = values[0]?.place ?? { entity: "an entity", role: "input" as const, variable: "" };
  const names = values.map((value) => JSON.stringify(value.place.variable)).join(", ");
  const noun = values.length === 1 ? `${place.role} ${names}` : `${place.role}s ${names}`;
  const [only] = lines;
  const verb = values.length === 1 ? "is not of its type" : "are not of their types";
  const text =
    lines.length === 1
      ? `The ${noun} of ${place.entity} ${verb}: ${only}`
      : `The ${noun} of ${place.entity} ${verb}, in ${count} places`;
  const rest = count > shown ? [`… and ${count - shown} more`] : [];
  return new TsflyteError("wrong-type", text, {
    where: [
      ...(lines.length === 1 ? [] : [...lines.slice(0, shown), ...rest]),
      `${place.entity}${place.source === undefined ? "" : ` (${place.source})`}`,
    ],
    remedy:
      place.role === "input"
        ? "pass a value of the declared type, or change the parameter's type and build again"
        : "return a value of the declared type, or change the return type and build again",
  });
}

/** A path into a value as it would be written in code: `rows[3].name`. */
export function formatPath(variable: string, path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `${text}.${step}` : `${text}[${JSON.stringify(step)}]`;
  }, variable);
}

/** Inputs or outputs that have to be there and are not. */
export function missingVariables(
  place: Omit<ValuePlace, "variable">,
  missing: readonly { readonly name: string; readonly type: string }[],
): TsflyteError {
  const list = missing.map(({ name, type }) => `${JSON.stringify(name)} (${type})`).join(", ");
  const noun = missing.length === 1 ? place.role : `${place.role}s`;
  return new TsflyteError(
    place.role === "input" ? "missing-input" : "wrong-type",
    `The ${noun} ${list} of ${place.entity} ${missing.length === 1 ? "is" : "are"} missing`,
    {
      where: whereOf(place),
      remedy:
        place.role === "input"
          ? "pass a value, or give the parameter a default"
          : "return a value for every declared output",
    },
  );
}

/** Inputs or outputs that the interface does not have. */
export function unknownVariables(
  place: Omit<ValuePlace, "variable">,
  unknown: readonly string[],
  known: readonly string[],
): TsflyteError {
  const list = unknown.map((name) => JSON.stringify(name)).join(", ");
  const noun = unknown.length === 1 ? place.role : `${place.role}s`;
  const has = known.length === 0 ? `no ${place.role}s` : `the ${place.role}s ${known.join(", ")}`;
  return new TsflyteError(
    place.role === "input" ? "unknown-input" : "wrong-type",
    `The ${noun} ${list} ${unknown.length === 1 ? "is" : "are"} unknown to ${place.entity}, which has ${has}`,
    { where: whereOf(place), remedy: `check the spelling, or build again if the ${place.role}s have changed` },
  );
}

function whereOf(place: Omit<ValuePlace, "variable">): readonly string[] {
  return [`${place.entity}${place.source === undefined ? "" : ` (${place.source})`}`];
}

/** Something that refers to stored data, and does not say where the data lies. */
export function noLocation(type: string, got: unknown, others = ""): TsflyteError {
  return new TsflyteError("wrong-type", `new ${type}(): expected a path or URI, got ${show(got)}`, {
    remedy: `give the path of something on this machine, or a URI such as "s3://bucket/name"${others}`,
  });
}

/** Data that was made from a remote URI and is opened outside a run. */
export function notOnThisMachine(uri: string, noun: "file" | "directory" | "dataset" = "file"): TsflyteError {
  return new TsflyteError(
    "unsupported-scheme",
    `The ${noun} ${uri} is remote and no storage was given to read it from`,
    {
      remedy: `pass the ${noun} to a task and read it there, or open a local path`,
    },
  );
}

/** A file in a directory whose type says another format. */
export function fileOfWrongFormat(path: string, format: string): TsflyteError {
  const type = `FlyteDirectory<${JSON.stringify(format)}>`;
  return new TsflyteError(
    "wrong-type",
    `The file ${path} cannot stand in a ${type}: its extension says another format`,
    {
      remedy: "leave the file out, or declare FlyteDirectory without a format",
    },
  );
}

/** A path that leads out of a directory. */
export function notInDirectory(name: string, uri: string): TsflyteError {
  return new TsflyteError("file-not-found", `${JSON.stringify(name)} is no path inside the directory ${uri}`, {
    remedy: 'name a file as list() does: relative, with "/", and without ".."',
  });
}

/** A schema that the transformer does not write: metadata made by hand or by something else. */
export function unreadableSchema(schema: unknown, reason: string): TsflyteError {
  return new TsflyteError("stale-build", `A type in the embedded metadata cannot be read: ${reason}`, {
    where: [`schema ${JSON.stringify(schema)?.slice(0, 200)}`],
    remedy: "build again with the transformer of the same version as this runtime",
  });
}
