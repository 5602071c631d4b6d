import type { Definition, Field } from "../shape/shape.ts";
import { createDefinitionNames, type DefinitionNames } from "./definition-names.ts";
import { toFieldSchema, toSchema } from "./to-schema.ts";

/** The text of a definition's schema, and the definitions that it refers to by their own names. */
interface Printed {
  readonly text: string;
  readonly references: readonly Definition[];
}

/** Types are shared by many calls, and their definitions are written once. */
const printed = new WeakMap<Definition, Printed>();

/**
 * Prints all inputs or all outputs as one object schema with the definitions that they refer to: JSON on one line, a
 * `VariablesSchema` of the contract.
 */
export function printVariables(variables: readonly Field[]): string {
  const names = createDefinitionNames();
  const properties = variables.map(
    (variable) => `${JSON.stringify(variable.name)}:${JSON.stringify(toFieldSchema(variable, names, "variable"))}`,
  );
  const definitions: (readonly [name: string, text: string])[] = [];
  // Printing a definition can name further ones; a map's iteration goes on to what is added meanwhile.
  for (const [name, definition] of names.named) definitions.push([name, printDefinition(definition, names)]);
  definitions.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  const required = variables.filter(({ optional }) => !optional).map(({ name }) => name);
  const defs = definitions.map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return [
    `{"type":"object","properties":{${properties.join(",")}},"required":${JSON.stringify(required)}`,
    `"additionalProperties":false${defs.length === 0 ? "" : `,"$defs":{${defs.join(",")}}`}}`,
  ].join(",");
}

function printDefinition(definition: Definition, names: DefinitionNames): string {
  const known = printed.get(definition);
  if (known !== undefined && haveOwnNames(known.references, names)) return known.text;
  const references: Definition[] = [];
  const nameOf = (reference: Definition): string => {
    references.push(reference);
    return names.nameOf(reference);
  };
  const text = JSON.stringify(toSchema(definition.shape, { named: names.named, nameOf }, "inside"));
  if (known === undefined && haveOwnNames(references, names)) printed.set(definition, { text, references });
  return text;
}

/** Names the definitions, and says whether no other one has taken a name before. */
function haveOwnNames(definitions: readonly Definition[], names: DefinitionNames): boolean {
  let own = true;
  for (const definition of definitions) if (names.nameOf(definition) !== definition.name) own = false;
  return own;
}
