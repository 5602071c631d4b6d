import { missingLibrary } from "../errors/datasets.ts";

/** Loads a library that only datasets need; without it the error says how to install it. */
export async function loadLibrary<T>(names: readonly string[], purpose: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as { readonly code?: unknown } | null)?.code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw missingLibrary(names, purpose, error);
  }
}
