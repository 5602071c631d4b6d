import { readFileSync } from "node:fs";
import type { FileAccess } from "../types/index.ts";

/** Storage of values that are only looked at: files are on this machine or behind a URI, and nothing is stored yet. */
export const noStorage: FileAccess = {
  newUri: (basename = "") => basename,
  put: async () => {},
  putTree: async () => {},
  get: async (uri) => uri,
  getTree: async (uri) => uri,
  list: async () => [],
  read: async (uri) => readFileSync(uri),
  write: async () => {},
};
