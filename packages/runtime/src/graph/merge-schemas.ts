import type { Schema, VariablesSchema } from "../metadata/index.ts";

/** A variable, and the schema that holds what its `$ref`s stand for. */
interface RootedSchema {
  readonly schema: Schema;
  readonly root: VariablesSchema;
}

/** One schema of variables that come from several: definitions of one name that differ get names of their own. */
export function mergeSchemas(variables: ReadonlyMap<string, RootedSchema>): VariablesSchema {
  const definitions = new Map<string, Schema>();
  const renamings = new Map<VariablesSchema, ReadonlyMap<string, string>>();
  for (const { root } of variables.values()) {
    if (renamings.has(root)) continue;
    const names = new Map(
      Object.entries(root.$defs ?? {}).map(([name, schema]) => [name, freeName(name, schema, definitions)]),
    );
    renamings.set(root, names);
    for (const [name, schema] of Object.entries(root.$defs ?? {})) {
      definitions.set(names.get(name) ?? name, renamed(schema, names));
    }
  }
  const properties = [...variables].map(([name, { schema, root }]): [string, Schema] => {
    // What stands for a value that is there has no default.
    const { default: _default, ...given } = renamed(schema, renamings.get(root) ?? new Map());
    return [name, given];
  });
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: [...variables.keys()],
    additionalProperties: false,
    ...(definitions.size === 0 ? {} : { $defs: Object.fromEntries(definitions) }),
  };
}

function freeName(name: string, schema: Schema, definitions: ReadonlyMap<string, Schema>): string {
  const text = JSON.stringify(schema);
  let free = name;
  for (let count = 2; definitions.has(free) && JSON.stringify(definitions.get(free)) !== text; count++) {
    free = `${name}${count}`;
  }
  return free;
}

const prefix = "#/$defs/";

function renamed(schema: Schema, names: ReadonlyMap<string, string>): Schema {
  if ([...names].every(([name, other]) => name === other)) return schema;
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key !== "$ref" || typeof value !== "string" || !value.startsWith(prefix)) return value;
    const name = value.slice(prefix.length);
    return `${prefix}${names.get(name) ?? name}`;
  }) as Schema;
}
