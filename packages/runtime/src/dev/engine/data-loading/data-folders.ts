/** Containers that know nothing of the platform: they find their inputs in one folder, and leave their outputs in another one. */
import { join } from "node:path";
import type { DataLoadingConfig } from "../../../idl/gen/flyteidl/core/tasks_pb.ts";

/** Where containers find the folders that their tasks do not name. */
const defaultInputs = "/var/flyte/inputs";
const defaultOutputs = "/var/flyte/outputs";

/** The folders of one attempt. */
export interface DataFolders {
  readonly inputs: string;
  readonly outputs: string;
  /** A text of the container's command or environment, with these folders in place of those that a container would see. */
  place(text: string): string;
}

/**
 * The folders below an attempt's own. A process shares the machine's file system with others, so no folder of this attempt can have
 * the path that its task names; the task's command has to tell its program where they are.
 */
export function dataFolders({ inputPath, outputPath }: DataLoadingConfig, folder: string): DataFolders {
  const [inputs, outputs] = [join(folder, "inputs"), join(folder, "outputs")];
  const places = [
    [inputPath === "" ? defaultInputs : inputPath.replace(/\/+$/, ""), inputs],
    [outputPath === "" ? defaultOutputs : outputPath.replace(/\/+$/, ""), outputs],
  ] as const;
  // In one pass and the longest first: what stands in for one may hold the path of the other.
  const named = new Map(places.filter(([path]) => path !== ""));
  const paths = [...named.keys()].sort((a, b) => b.length - a.length).map((path) => path.replace(/[^\w/-]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\w.-])(?:${paths.join("|")})(?![\\w.-])`, "g");
  return {
    inputs,
    outputs,
    place: (text) => (paths.length === 0 ? text : text.replace(pattern, (found) => named.get(found) ?? found)),
  };
}
