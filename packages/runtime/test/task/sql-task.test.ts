import { suite } from "uvu";
import * as assert from "uvu/assert";
import { taskTemplate } from "../../src/compile/index.ts";
import { type AnyFunction, SqlTask, type SqlTaskOptions } from "../../src/index.ts";
import type { Sql } from "../../src/model/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";
import { defineSql } from "../support/define-typed.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

let count = 0;

function define(options: object): ReturnType<typeof defineSql> {
  const all = { query: "select {{ .inputs.id }}", ...options } as SqlTaskOptions;
  return defineSql(`sql${count++}`, { id: m.int }, m.value(m.int), all);
}

const sql = suite("sqlTask()");

sql("has no target without a dialect, and what the database's plugin reads", () => {
  const task = define({
    name: "base.sql",
    custom: { account: "a" },
    config: { warehouse: "w" },
    taskType: "snowflake",
  });
  const { id, type, target, custom, config } = taskTemplate(task, localSettings);
  assert.equal([id.name, type, target], ["base.sql", "snowflake", undefined]);
  assert.equal([custom, config], [{ account: "a" }, { warehouse: "w" }]);
  assert.is(define({}).taskType, "sql_task");
  assert.is(task.docs, undefined);
  assert.is(task.constructNodeMetadata().name, "sql");
});

sql("holds the statement where the dialect is given", () => {
  assert.equal(taskTemplate(define({ dialect: "hive" }), localSettings).target, {
    kind: "sql",
    sql: { statement: "select {{ .inputs.id }}", dialect: "hive" },
  });
});

sql("takes white space and comments out of the statement, and leaves quoted texts alone", () => {
  const query = `
    select 'a  --b' as "x  y", \`c  d\` -- the rest
    from   t  -- and this
    where e = 'it''s  so'
  `;
  assert.is(define({ query }).query, `select 'a  --b' as "x  y", \`c  d\` from t where e = 'it''s  so'`);
});

sql("is what databases' own tasks extend", async () => {
  class Lake<Fn extends AnyFunction> extends SqlTask<Fn> {
    override readonly taskType: string = "lake";
    override getSql(): Sql {
      return { statement: `/* lake */ ${this.query}`, dialect: "ansi" };
    }
    override async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
      return Number(inputs.get("id")) * 2;
    }
  }
  const task = define({ taskClass: Lake });
  assert.instance(task, Lake);
  assert.is(task.taskType, "lake");
  assert.is(task.getSql(localSettings)?.statement, "/* lake */ select {{ .inputs.id }}");
  const context = { access: createFileAccess({ rawOutputPrefix: "/nowhere" }), outputPrefix: "", rawOutputPrefix: "" };
  assert.equal(await task.dispatchExecute({ id: { kind: "integer", value: 4 } }, context), {
    kind: "outputs",
    outputs: { o0: { kind: "integer", value: 8 } },
  });
});

sql("does not run on this machine", async () => {
  const task = define({});
  const error = await refusal(() => task.execute(new Map()));
  assert.is(error.code, "not-supported");
  assert.is(error.text, `task ${task.name} runs in a database, and not on this machine`);
  assert.match(error.message, "or override execute in a subclass of SqlTask");
});

const wrong: readonly (readonly [object, string])[] = [
  [{ query: " " }, 'option "query": expected a statement, got " "'],
  [{ query: "select {{ .inputs.idd }}" }, 'option "query": {{ .inputs.idd }} names no input of the task'],
  [{ dialect: "undefined" }, 'option "dialect": expected "ansi", "hive" or "other", got "undefined"'],
  [{ custom: [] }, 'option "custom": expected an object that JSON can hold, got []'],
  [{ config: { a: 1 } }, 'option "config", key "a": expected a text, got 1'],
  [{ taskType: "" }, 'option "taskType": expected a text that is not empty, got ""'],
  [{ taskClass: "SqlTask" }, 'option "taskClass": expected a class that extends SqlTask, got "SqlTask"'],
  [{ containerImage: "x" }, 'there is no option "containerImage"'],
  [{ name: "" }, 'option "name": expected a text that is not empty, got ""'],
];

for (const [options, text] of wrong) {
  sql(`refuses ${JSON.stringify(options)}`, async () => {
    const error = await refusal(() => define(options));
    assert.is(error.code, "invalid-option");
    assert.is(error.text.includes(text), true, error.text);
  });
}

sql.run();
