import type { Metadata, VariablesSchema } from "../metadata/index.ts";
import type { Description, NodeMetadata, TypedInterface } from "../model/index.ts";
import { type DocsOptions, describeDocs, interfaceOf } from "../types/index.ts";
import { callEntity } from "./call-entity.ts";
import type { CallableEntity } from "./callable-entity.ts";
import { CallableObject } from "./callable-object.ts";
import type { AnyFunction, Definition } from "./definition.ts";
import type { Invocation } from "./invocation.ts";

/** The option that every entity has. */
export interface DocumentedOptions {
  readonly docs?: DocsOptions;
}

/** What an entity is defined by. */
export interface EntityDefinition<Options> extends Pick<Definition<Options>, "metadata" | "options"> {
  /** A name given by the user, in place of `<module>.<constant>`. */
  readonly name?: string | undefined;
}

/** An entity of which the transformer embedded what it takes and gives: tasks, workflows, references. */
export abstract class DefinedEntity<
    Kind extends CallableEntity["kind"],
    Options extends DocumentedOptions,
    Fn extends AnyFunction,
  >
  extends CallableObject
  implements CallableEntity
{
  readonly kind: Kind;
  /** `<module>.<constant>`, or the name that the user gave. */
  readonly name: string;
  /** The constant that holds the entity. */
  readonly lhs: string;
  /** The module that defines it. */
  readonly instantiatedIn: string;
  readonly options: Options;
  /** What the transformer embedded: the interface in TypeScript's terms. */
  readonly embedded: Metadata;
  /** The function's type, for what is made of the entity. Nothing stands there. */
  declare readonly "~function"?: Fn;
  #interface: TypedInterface | undefined;

  constructor(kind: Kind, { metadata, options, name }: EntityDefinition<Options>) {
    super();
    this.kind = kind;
    this.name = name ?? `${metadata.module}.${metadata.name}`;
    this.lhs = metadata.name;
    this.instantiatedIn = metadata.module;
    this.options = options;
    this.embedded = metadata;
  }

  /** Flyte's types of the inputs and outputs. Made when it is asked for: a module may define many entities and run one. */
  get interface(): TypedInterface {
    this.#interface ??= interfaceOf(this.embedded);
    return this.#interface;
  }

  /** The embedded JSON Schema of the inputs: an object schema with one property an input. */
  get inputSchema(): VariablesSchema {
    return this.embedded.inputs;
  }

  /** The embedded JSON Schema of the outputs. */
  get outputSchema(): VariablesSchema {
    return this.embedded.outputs;
  }

  /** The description, from the option `docs` or from JSDoc. */
  get docs(): Description | undefined {
    return describeDocs(this.embedded.docs, this.options.docs);
  }

  invoke(args: readonly unknown[]): Invocation<Awaited<ReturnType<Fn>>> {
    return callEntity(this, args);
  }

  /** The metadata of a node that calls the entity. */
  abstract constructNodeMetadata(): NodeMetadata;
}
