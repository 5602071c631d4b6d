/** Tasks whose work is a statement that the server gives to a database. */
import { invalidOption } from "../errors/options.ts";
import { runsInDatabase } from "../errors/tasks.ts";
import {
  type AnyFunction,
  type Callable,
  checkText,
  checkTexts,
  type Definition,
  describeEntity,
  isInstance,
  readTypedDefinition,
} from "../graph/index.ts";
import type { JsonObject } from "../metadata/index.ts";
import type { Sql } from "../model/index.ts";
import type { SerializationSettings } from "../settings/index.ts";
import { BaseTask } from "./base-task.ts";
import type { NamedTaskOptions } from "./container-task.ts";
import { checkInputTemplates } from "./input-templates.ts";
import { type BaseTaskOptions, baseTaskOptionNames } from "./task-options.ts";

/** The options of {@link sqlTask}. */
export interface SqlTaskOptions
  extends NamedTaskOptions,
    Omit<BaseTaskOptions, "enableDeck" | "disableDeck" | "deckFields"> {
  /** The statement; `{{ .inputs.NAME }}` is the value of an input. White space and `--` comments are taken out of it. */
  readonly query: string;
  /** Given, the template holds the statement itself, for the server's own plugins. */
  readonly dialect?: Exclude<Sql["dialect"], "undefined">;
  /** What the server knows the database by. @default "sql_task" */
  readonly taskType?: string;
  /** What the database's plugin on the server reads. */
  readonly custom?: JsonObject;
  /** Texts that the database's plugin on the server reads. */
  readonly config?: { readonly [key: string]: string };
  /** The class that makes the task, for databases that need more than options. @default SqlTask */
  readonly taskClass?: typeof SqlTask;
}

const optionNames: readonly string[] = [
  ...baseTaskOptionNames.filter((name) => !/deck/i.test(name)),
  ...["name", "query", "dialect", "taskType", "custom", "config", "taskClass"],
];

/** A task whose work is a statement. {@link sqlTask} makes one; databases' own plugins subclass it. */
export class SqlTask<Fn extends AnyFunction = AnyFunction> extends BaseTask<SqlTaskOptions, Fn> {
  readonly taskType: string = this.options.taskType ?? "sql_task";
  /** The statement on one line. */
  readonly query: string;

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "sql-task";

  /** Whether a value is such a task, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, SqlTask, value, "sql-task");
  }

  constructor({ metadata, options }: Pick<Definition<SqlTaskOptions>, "metadata" | "options">) {
    checkSqlOptions(options, `task ${metadata.module}.${metadata.name}`, Object.keys(metadata.inputs.properties));
    super({ metadata, options, name: options.name });
    this.query = onOneLine(options.query);
  }

  protected override get source(): string {
    return this.query;
  }

  override getSql(_settings: SerializationSettings): Sql | undefined {
    const { dialect } = this.options;
    return dialect === undefined ? undefined : { statement: this.query, dialect };
  }

  override getCustom(_settings: SerializationSettings): JsonObject | undefined {
    return this.options.custom;
  }

  override getConfig(_settings: SerializationSettings): { readonly [key: string]: string } {
    return this.options.config ?? {};
  }

  /** Throws: a subclass that can run statements on this machine overrides it. */
  async execute(_inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
    throw runsInDatabase(describeEntity(this));
  }
}

/**
 * Makes a task of a statement that the server gives to a database. Its function type says what it takes and gives.
 *
 * @example
 * ```ts
 * export const orders = sqlTask<(day: string) => StructuredDataset>({
 *   taskType: "snowflake",
 *   query: "select * from orders where day = '{{ .inputs.day }}'",
 *   config: { warehouse: "small" },
 * });
 * ```
 */
export function sqlTask<Fn extends AnyFunction>(options: SqlTaskOptions): SqlTask<Fn> & Callable<Fn>;
export function sqlTask<Fn extends AnyFunction>(...args: readonly unknown[]): SqlTask<Fn> & Callable<Fn> {
  const definition = readTypedDefinition<SqlTaskOptions>("sqlTask", args, optionNames);
  const { taskClass = SqlTask } = definition.options;
  if (typeof taskClass !== "function") {
    const where = `task ${definition.metadata.module}.${definition.metadata.name}`;
    throw invalidOption(`${where}, option "taskClass"`, "a class that extends SqlTask", taskClass);
  }
  return new taskClass<Fn>(definition) as SqlTask<Fn> & Callable<Fn>;
}

function checkSqlOptions(options: SqlTaskOptions, where: string, inputs: readonly string[]): void {
  const spell = (option: string): string => `${where}, option "${option}"`;
  const { query, dialect, custom } = options;
  if (typeof query !== "string" || query.trim() === "") throw invalidOption(spell("query"), "a statement", query);
  checkInputTemplates(query, inputs, spell("query"));
  checkText(options.name, spell("name"));
  checkText(options.taskType, spell("taskType"));
  checkTexts(options.config, spell("config"));
  if (dialect !== undefined && !["ansi", "hive", "other"].includes(dialect)) {
    throw invalidOption(spell("dialect"), '"ansi", "hive" or "other"', dialect);
  }
  if (custom !== undefined && (typeof custom !== "object" || custom === null || Array.isArray(custom))) {
    throw invalidOption(spell("custom"), "an object that JSON can hold", custom);
  }
}

/** Quoted texts stay as they are; a comment to the end of its line would reach to the end of the statement. */
const pieces = /('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)|(?:--[^\n]*|\s)+/g;

function onOneLine(query: string): string {
  return query.replace(pieces, (_found, quoted: string | undefined) => quoted ?? " ").trim();
}
