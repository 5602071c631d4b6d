/** Where data lies: reading, writing and naming objects, by the scheme of their URI. */
export { type StorageConnection, useStorageConnection } from "./connection.ts";
export { createFileAccess, localAccess, type StorageOptions } from "./file-access.ts";
export { randomHex } from "./random-hex.ts";
export type { Store } from "./store.ts";
export { registerStore, storeOf } from "./stores.ts";
