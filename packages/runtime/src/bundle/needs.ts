/** What of this package a bundle needs, by what is in it. */
import type { CallableEntity } from "../graph/index.ts";
import { basicCodec } from "../literals/basic-codec.ts";
import { hasConstraints } from "../literals/has-constraints.ts";
import type { VariablesSchema } from "../metadata/index.ts";

/** Each says whether some optional part of this package is needed. */
export interface Needs {
  /** Something outside of workflows calls an entity, which then runs in the process that calls. */
  readonly calls: boolean;
  readonly dynamic: boolean;
  readonly eager: boolean;
  /** A workflow puts structs together, which a task of this package does. */
  readonly composes: boolean;
  /** Types beyond primitives, and lists and records of them. */
  readonly codecs: boolean;
  readonly datasets: boolean;
  readonly decks: boolean;
  /** Tasks run for elements of lists. */
  readonly maps: boolean;
  readonly scripts: boolean;
  /** Values of the Temporal API, which most versions of Node do not have. */
  readonly temporal: boolean;
  /** Schemas may come up that nobody can compile ahead of time. */
  readonly validator: boolean;
  readonly http: boolean;
  readonly s3: boolean;
  readonly gs: boolean;
  readonly azure: boolean;
}

/** What the text of modules shows. */
export interface CodeFacts extends Pick<Needs, "calls" | "temporal"> {
  /** Errors are told by the names of their classes. */
  readonly classes: boolean;
}

/** What is known beside the entities. */
export interface NeedsFacts extends Pick<CodeFacts, "calls" | "temporal"> {
  /** Names of packages that the project depends on. */
  readonly dependencies: ReadonlySet<string>;
}

/** Reads the needs of entities and of all that they call. */
export function needsOf(entities: readonly CallableEntity[], { dependencies, calls, temporal }: NeedsFacts): Needs {
  const has = (test: (entity: CallableEntity) => boolean): boolean => entities.some(test);
  const mode = (entity: CallableEntity): unknown => ("executionMode" in entity ? entity.executionMode : undefined);
  const schemas = entities.flatMap(({ embedded }) => [embedded.inputs, embedded.outputs]);
  const [dynamic, eager] = [has((entity) => mode(entity) === "dynamic"), has((entity) => mode(entity) === "eager")];
  const [s3, gs, azure] = ["@aws-sdk/client-s3", "@google-cloud/storage", "@azure/storage-blob"].map((name) =>
    dependencies.has(name),
  ) as [boolean, boolean, boolean];
  const compiles = calls || dynamic || eager;
  const codecs = compiles || schemas.some((schema) => !isBasic(schema));
  return {
    calls,
    dynamic,
    eager,
    composes:
      dynamic || has((entity) => "taskResolver" in entity && locationOf(entity.taskResolver) === "tsflyte.compose"),
    codecs,
    datasets: JSON.stringify(schemas).includes('"type":"dataset"'),
    decks: eager || has((entity) => "enableDeck" in entity && entity.enableDeck === true),
    temporal: temporal || /"type":"(?:instant|date|duration)"/.test(JSON.stringify(schemas)),
    maps: dynamic || eager || has((entity) => "boundInputs" in entity),
    scripts: has((entity) => (entity as { readonly "~tsflyte"?: unknown })["~tsflyte"] === "shell-task"),
    validator: dynamic && schemas.some(hasConstraints),
    http: codecs || s3 || gs || azure,
    s3,
    gs,
    azure,
  };
}

/** Needs of a bundle that leaves nothing out. */
export function allNeeds(needs: Needs): Needs {
  const { s3, gs, azure } = needs;
  return { ...(Object.fromEntries(Object.keys(needs).map((name) => [name, true])) as unknown as Needs), s3, gs, azure };
}

function isBasic(schema: VariablesSchema): boolean {
  return Object.values(schema.properties).every((property) => basicCodec(property, schema) !== undefined);
}

function locationOf(resolver: unknown): unknown {
  return (resolver as { readonly location?: unknown } | undefined)?.location;
}
