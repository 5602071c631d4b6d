/** The validator behind constraints: ajv, which compiles each schema once. Loaded with the first schema that has a constraint. */
import type { VariablesSchema } from "../metadata/index.ts";
import { type ConstraintCheck, constraintCheck, type Validator } from "./constraint-check.ts";
import { bigintKeyword, validatorOptions } from "./validator-options.ts";
import { valueSchemaOf } from "./value-schema.ts";

/** Compiles the constraints of a schema. */
export async function compileConstraints(schema: VariablesSchema): Promise<ConstraintCheck> {
  const [{ Ajv2020, _ }, formats] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Ajv2020(validatorOptions);
  // The package is CommonJS: its default export is the module itself.
  const addFormats = formats.default as unknown as (ajv: InstanceType<typeof Ajv2020>) => void;
  addFormats(ajv);
  ajv.addKeyword(bigintKeyword({ _ }));
  return constraintCheck(ajv.compile(valueSchemaOf(schema)) as unknown as Validator);
}
