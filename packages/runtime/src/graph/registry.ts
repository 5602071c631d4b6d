/**
 * Every entity that the loaded modules define, by name. On `globalThis`, so that two copies of this package in one
 * process (a bundle and its tools) see the same entities.
 */
import { duplicateEntity } from "../errors/entities.ts";
import { type CallableEntity, sourceOf } from "./callable-entity.ts";

const key: unique symbol = Symbol.for("tsflyte.entities") as never;
const holder = globalThis as { [key]?: Map<string, CallableEntity> };

function entities(): Map<string, CallableEntity> {
  holder[key] ??= new Map();
  return holder[key];
}

/** Adds an entity; throws when another one has its name. */
export function registerEntity(entity: CallableEntity): void {
  const present = entities().get(entity.name);
  if (present !== undefined && present !== entity) {
    throw duplicateEntity(entity.name, sourceOf(present.embedded), sourceOf(entity.embedded));
  }
  entities().set(entity.name, entity);
}

/** The entity of a name. */
export function findEntity(name: string): CallableEntity | undefined {
  return entities().get(name);
}

/** All entities, in the order in which they were defined. */
export function registeredEntities(): readonly CallableEntity[] {
  return [...entities().values()];
}
