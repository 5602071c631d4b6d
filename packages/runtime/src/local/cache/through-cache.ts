/** Takes a task's outputs from the cache, or computes them and puts them there. */
import type { LiteralMap } from "../../model/index.ts";
import type { RegistrableTask } from "../../task/index.ts";
import { stopped } from "../halt.ts";
import type { LocalRun } from "../local-run.ts";
import { cacheDirectory } from "./cache-directory.ts";
import { readEntry, writeEntry } from "./cache-entry.ts";
import { cacheKey } from "./cache-key.ts";
import { withLock } from "./cache-lock.ts";

/** A call whose result is cached. */
export interface CachedCall {
  readonly task: RegistrableTask;
  readonly inputs: LiteralMap;
  readonly version: string;
  /** Whether calls of the same key wait for the first instead of computing the same. */
  readonly isSerial: boolean;
}

/**
 * The outputs of a call from the cache, else computed. `FLYTE_LOCAL_CACHE_ENABLED=false` passes the cache by,
 * `FLYTE_LOCAL_CACHE_OVERWRITE=true` computes and replaces what is there.
 *
 * @param onHit called when they came from the cache
 */
export async function throughCache(
  run: LocalRun,
  call: CachedCall,
  compute: () => Promise<LiteralMap | typeof stopped>,
  onHit: () => void,
): Promise<LiteralMap | typeof stopped> {
  if (run.options.cache === undefined && !isSet("FLYTE_LOCAL_CACHE_ENABLED", true)) return compute();
  const directory = cacheDirectory();
  const key = await cacheKey(call);
  const names = Object.keys(call.task.outputSchema.properties);
  const look = async (): Promise<LiteralMap | undefined> => {
    if (isSet("FLYTE_LOCAL_CACHE_OVERWRITE", false)) return undefined;
    const found = readEntry(directory, key);
    if (found === undefined || !names.every((name) => Object.hasOwn(found, name))) return undefined;
    onHit();
    return found;
  };
  const fill = async (): Promise<LiteralMap | typeof stopped> => {
    const found = await look();
    if (found !== undefined) return found;
    const outputs = await compute();
    if (outputs !== stopped) await writeEntry(directory, key, outputs);
    return outputs;
  };
  return call.isSerial ? withLock(directory, key, fill) : fill();
}

function isSet(variable: string, otherwise: boolean): boolean {
  const value = process.env[variable];
  return value === undefined || value === "" ? otherwise : /^(1|true|t|yes|y|on)$/i.test(value);
}
