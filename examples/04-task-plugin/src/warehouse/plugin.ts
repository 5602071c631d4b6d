/**
 * A plugin for tasks that work in a warehouse, made of nothing but what `@tsflyte/runtime` exports: functions with a session, whose
 * writes are kept together or not at all, and statements as tasks.
 */
import {
  type AnyFunction,
  currentContext,
  FunctionTask,
  type JsonObject,
  registerTaskPlugin,
  type SerializationSettings,
  SqlTask,
  StructuredDataset,
  type TaskContext,
} from "@tsflyte/runtime";
import { Session } from "./session.js";

/** The option `taskConfig` of tasks that work in a warehouse. */
export class Warehouse {
  readonly name: string;
  /** How many sessions of one task the warehouse lets run at a time. */
  readonly sessions: number;

  constructor(name: string, { sessions = 1 }: { readonly sessions?: number } = {}) {
    if (!/^\w+$/.test(name))
      throw new Error(`a warehouse's name is made of letters and digits, got ${JSON.stringify(name)}`);
    this.name = name;
    this.sessions = sessions;
  }
}

/** What a task's context has besides. */
interface WarehouseContext extends TaskContext {
  readonly session: Session;
}

/** The session of the task that runs. */
export function currentSession(): Session {
  const { session } = currentContext() as Partial<WarehouseContext>;
  if (session === undefined) throw new Error("there is a session only in tasks with the taskConfig of a Warehouse");
  return session;
}

/** A function that has a session while it runs. */
class WarehouseTask extends FunctionTask<AnyFunction, Warehouse> {
  override readonly taskType: string = "warehouse";
  override readonly taskTypeVersion: number = 1;

  /** The plugin on the server reads it. */
  override getCustom(_settings: SerializationSettings): JsonObject {
    const { name, sessions } = this.taskConfig;
    return { warehouse: name, sessions };
  }

  override getConfig(settings: SerializationSettings): { readonly [key: string]: string } {
    return { ...super.getConfig(settings), driver: "sqlite" };
  }

  override preExecute(context: TaskContext): TaskContext {
    return Object.create(context, { session: { value: new Session(this.taskConfig.name) } }) as WarehouseContext;
  }

  /** What has failed keeps nothing. */
  override async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
    const session = currentSession();
    try {
      return await super.execute(inputs);
    } catch (error) {
      session[Symbol.dispose]();
      throw error;
    }
  }

  override postExecute(context: TaskContext, result: unknown): unknown {
    using session = (context as WarehouseContext).session;
    session.commit();
    context.decks.deck("Statements").append(session.statements);
    return result;
  }
}

registerTaskPlugin(Warehouse, WarehouseTask);

/** The option `taskClass` of statements that run in a warehouse: that which the option `config` names. */
export class WarehouseQuery<Fn extends AnyFunction> extends SqlTask<Fn> {
  override readonly taskType: string = "warehouse-query";

  /** On this machine values are bound to the statement, and never become a part of its text. */
  override async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
    const statement = this.query.replace(/\{\{\s*\.inputs\.(\w+)\s*\}\}/g, ":$1");
    using session = new Session(this.options.config?.["warehouse"] ?? "");
    const rows = session.query(statement, Object.fromEntries(inputs) as { readonly [name: string]: string | number });
    return StructuredDataset.fromRows(rows);
  }
}
