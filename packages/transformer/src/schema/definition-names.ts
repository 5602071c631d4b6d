import type { Definition } from "../shape/shape.ts";

/** The names of one call's definitions: two types of one name get distinct ones, in order of appearance. */
export interface DefinitionNames {
  /** All definitions named so far, by name. */
  readonly named: ReadonlyMap<string, Definition>;
  nameOf(definition: Definition): string;
}

/** Starts without any name. */
export function createDefinitionNames(): DefinitionNames {
  const named = new Map<string, Definition>();
  const names = new Map<Definition, string>();
  return {
    named,
    nameOf(definition) {
      const known = names.get(definition);
      if (known !== undefined) return known;
      let name = definition.name;
      for (let count = 2; named.has(name); count++) name = `${definition.name}_${count}`;
      named.set(name, definition);
      names.set(definition, name);
      return name;
    },
  };
}
