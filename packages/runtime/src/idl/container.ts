import { create } from "@bufbuild/protobuf";
import type { Container, KeyValuePair } from "../model/index.ts";
import type { KeyValuePair as IdlKeyValuePair } from "./gen/flyteidl/core/literals_pb.ts";
import { ContainerSchema, type Container as IdlContainer } from "./gen/flyteidl/core/tasks_pb.ts";
import { onlyKnown } from "./only-known.ts";
import { resourcesFromIdl, resourcesToIdl } from "./resources.ts";

/** `resources` is always written, empty or not. */
export function containerToIdl({ image, command, args, resources, env }: Container): IdlContainer {
  return create(ContainerSchema, {
    image,
    command: [...command],
    args: [...args],
    resources: resourcesToIdl(resources),
    env: env.map(({ key, value }) => ({ key, value })),
  });
}

/** Reads a `core.Container`; ports, data loading and architecture are refused. */
export function containerFromIdl(container: IdlContainer): Container {
  onlyKnown(ContainerSchema, container, ["image", "command", "args", "resources", "env"]);
  const { image, command, args, resources, env } = container;
  return {
    image,
    command,
    args,
    resources: resources === undefined ? { requests: [], limits: [] } : resourcesFromIdl(resources),
    env: env.map(keyValuePairFromIdl),
  };
}

function keyValuePairFromIdl({ key, value }: IdlKeyValuePair): KeyValuePair {
  return { key, value };
}
