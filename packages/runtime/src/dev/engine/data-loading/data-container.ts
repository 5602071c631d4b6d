/** What a container that knows nothing of the platform is started with. */
import { mkdirSync } from "node:fs";
import { fromBinary } from "@bufbuild/protobuf";
import { LiteralMapSchema } from "../../../idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskContainer } from "../container.ts";
import type { NodeContext } from "../node-context.ts";
import { readOffloaded } from "../resolve-bindings.ts";
import { bringInputs } from "./bring-inputs.ts";
import type { DataFolders } from "./data-folders.ts";

/** Makes its folders, and brings its inputs. Throws where one cannot be had. */
export async function bringData(
  { scope, row }: NodeContext,
  { dataConfig }: TaskContainer,
  { inputs, outputs }: DataFolders,
): Promise<void> {
  const { objects } = scope.run.engine;
  const bytes = objects.read(row.input_uri) ?? new Uint8Array();
  mkdirSync(outputs, { recursive: true });
  const literals = Object.entries(fromBinary(LiteralMapSchema, bytes).literals).map(
    ([name, literal]) => [name, readOffloaded(literal, objects)] as const,
  );
  await bringInputs(Object.fromEntries(literals), inputs, dataConfig?.format ?? 0);
}

/** The container with the folders of its attempt in place of those that it names. */
export function withPlaces(container: TaskContainer, { place }: DataFolders): TaskContainer {
  const variables = Object.entries(container.environment).map(([name, text]) => [name, place(text)] as const);
  return { ...container, command: container.command.map(place), environment: Object.fromEntries(variables) };
}
