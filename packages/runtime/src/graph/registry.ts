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
  const key = entity.kind === "launch-plan" ? launchPlanKey(entity.name) : entity.name;
  const present = entities().get(key);
  if (present !== undefined && present !== entity) {
    throw duplicateEntity(entity.name, sourceOf(present.embedded), sourceOf(entity.embedded));
  }
  entities().set(key, entity);
}

/** The task or workflow of a name. */
export function findEntity(name: string): CallableEntity | undefined {
  return entities().get(name);
}

/** The launch plan of a name; a workflow's default one, which has the workflow's name, is not registered. */
export function findLaunchPlan(name: string): CallableEntity | undefined {
  return entities().get(launchPlanKey(name));
}

/** Launch plans have names of their own kind: one may be named as a task is. */
function launchPlanKey(name: string): string {
  return `launch plan ${name}`;
}

/** All entities, in the order in which they were defined. */
export function registeredEntities(): readonly CallableEntity[] {
  return [...entities().values()];
}

/** How many entities there are: those that are defined from now on come behind these. */
export function countEntities(): number {
  return entities().size;
}
