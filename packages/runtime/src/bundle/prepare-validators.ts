/** Compiles the validators of a bundle ahead of time, so that no container does. */
import type { CallableEntity } from "../graph/index.ts";
import { hasConstraints } from "../literals/has-constraints.ts";
import { schemaKey } from "../literals/prepared-validators.ts";
import { bigintKeyword, validatorOptions } from "../literals/validator-options.ts";
import { valueSchemaOf } from "../literals/value-schema.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { runtimePrefix } from "./runtime-plugin.ts";

/**
 * The text of a module that makes the validators of all schemas known; undefined where none has a constraint. The same text for the
 * same schemas.
 */
export async function preparedValidators(entities: readonly CallableEntity[]): Promise<string | undefined> {
  const schemas = new Map<string, VariablesSchema>();
  for (const { embedded } of entities) {
    for (const schema of [embedded.inputs, embedded.outputs]) {
      if (hasConstraints(schema)) schemas.set(schemaKey(schema), schema);
    }
  }
  if (schemas.size === 0) return undefined;
  const keys = [...schemas.keys()].sort();
  const names = Object.fromEntries(keys.map((key, index) => [`validator${index}`, key]));
  const code = await standalone(
    keys.map((key) => [key, schemas.get(key) as VariablesSchema]),
    names,
  );
  const table = Object.entries(names).map(([name, key]) => `  ${JSON.stringify(key)}: ${name},`);
  return [
    `import { provideValidators } from ${JSON.stringify(`${runtimePrefix}literals/prepared-validators`)};`,
    code,
    `const validators = {\n${table.join("\n")}\n};`,
    "provideValidators((key) => (Object.hasOwn(validators, key) ? validators[key] : undefined));",
    "",
  ].join("\n");
}

async function standalone(
  schemas: readonly (readonly [key: string, schema: VariablesSchema])[],
  names: { readonly [name: string]: string },
): Promise<string> {
  const [{ Ajv2020, _ }, { default: write }, { default: formats }] = await Promise.all([
    import("ajv/dist/2020.js"),
    import("ajv/dist/standalone/index.js"),
    import("ajv-formats"),
  ]);
  const ajv = new Ajv2020({ ...validatorOptions, code: { source: true, esm: true, lines: true } });
  // The packages are CommonJS: their default exports are the modules themselves.
  (formats as unknown as (ajv: InstanceType<typeof Ajv2020>) => void)(ajv);
  ajv.addKeyword(bigintKeyword({ _ }));
  for (const [key, schema] of schemas) ajv.addSchema(valueSchemaOf(schema), key);
  const generate = (write as unknown as { readonly default: (ajv: object, names: object) => string }).default ?? write;
  return generate(ajv, { ...names });
}
