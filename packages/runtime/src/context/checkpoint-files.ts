/** Checkpoints as flytekit lays them out: whatever was saved below the prefix, and written bytes as one file of a fixed name. */
import { basename, join } from "node:path";
import { noCheckpointPath, severalCheckpoints } from "../errors/context.ts";
import { TsflyteError } from "../errors/index.ts";
import type { CheckpointPlaces } from "./checkpoint.ts";

/** The file that written bytes are in. */
const bytesFile = "_dst_cp";

export async function previousExists(places: CheckpointPlaces): Promise<boolean> {
  return (await previousNames(places)).length > 0;
}

export async function restoreCheckpoint(places: CheckpointPlaces, path?: string): Promise<string | undefined> {
  const { access, previous } = places;
  if (previous === undefined || !(await previousExists(places))) return undefined;
  const target = path ?? join(places.directory(), "checkpoint");
  const { cp } = process.getBuiltinModule("node:fs").promises;
  // A copy, because storage of this machine gives its own files, and the task may change what it restored.
  await cp(await access.getTree(previous), target, { recursive: true });
  return target;
}

export async function saveCheckpoint({ access, current }: CheckpointPlaces, path: string): Promise<void> {
  if (current === undefined) throw noCheckpointPath();
  const { stat } = process.getBuiltinModule("node:fs").promises;
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) await access.putTree(path, current);
  else await access.put(path, below(current, basename(path)));
}

export async function readCheckpoint(places: CheckpointPlaces): Promise<Uint8Array | undefined> {
  const { access, previous } = places;
  const names = await previousNames(places);
  const [name] = names;
  if (previous === undefined || name === undefined) return undefined;
  const only = names.includes(bytesFile) ? bytesFile : name;
  if (only !== bytesFile && names.length > 1) throw severalCheckpoints(previous, names);
  return access.read(below(previous, only));
}

export async function writeCheckpoint({ access, current }: CheckpointPlaces, bytes: Uint8Array): Promise<void> {
  if (current === undefined) throw noCheckpointPath();
  await access.write(below(current, bytesFile), bytes);
}

/** The platform names a previous place after every first attempt, whether or not that one saved anything. */
async function previousNames({ access, previous }: CheckpointPlaces): Promise<readonly string[]> {
  if (previous === undefined) return [];
  try {
    return await access.list(previous);
  } catch (error) {
    if (error instanceof TsflyteError && error.code === "file-not-found") return [];
    throw error;
  }
}

function below(prefix: string, name: string): string {
  return `${prefix.replace(/\/+$/, "")}/${name}`;
}
