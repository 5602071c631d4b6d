/** The entities of one file, and the one of a name among them. */
import { badArgument } from "../errors/cli.ts";
import { entityNotFound } from "../errors/entities.ts";
import { folderForFile } from "../errors/load.ts";
import { nearest } from "../errors/nearest.ts";
import type { CallableEntity } from "../graph/index.ts";
import { loadModules, modulesIn } from "../load/index.ts";

/** The entities that a file defines; there must be some. */
export async function loadFile(file: string): Promise<readonly CallableEntity[]> {
  const modules = modulesIn(file);
  if (modules !== undefined) throw folderForFile(file, modules);
  const entities = await loadModules([file]);
  if (entities.length === 0) throw entityNotFound("", file, []);
  return entities;
}

/** The entity of a name, short or full. */
export function findNamed(name: string, file: string, entities: readonly CallableEntity[]): CallableEntity {
  const found = entities.filter((entity) => entity.lhs === name || entity.name === name);
  const [entity] = found;
  if (found.length > 1) {
    const names = found.map((item) => item.name).join(", ");
    throw badArgument(`${file} has several entities named "${name}"`, `give the full name: ${names}`);
  }
  if (entity !== undefined) return entity;
  const names = entities.map(({ lhs }) => lhs);
  const near = nearest(name, names);
  throw entityNotFound(name, file, near === undefined ? names : [near, ...names.filter((item) => item !== near)]);
}
