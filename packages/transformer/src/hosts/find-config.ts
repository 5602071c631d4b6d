import { existsSync } from "node:fs";

const found = new Map<string, string | undefined>();

/** The tsconfig.json that governs a file: the nearest above it. Undefined where there is none. */
export function findConfig(file: string): string | undefined {
  const folder = file.slice(0, file.lastIndexOf("/"));
  if (found.has(folder)) return found.get(folder);
  const path = `${folder}/tsconfig.json`;
  const config = existsSync(path) ? path : folder === "" ? undefined : findConfig(folder);
  found.set(folder, config);
  return config;
}
