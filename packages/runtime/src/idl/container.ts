import { create } from "@bufbuild/protobuf";
import type { Container, KeyValuePair } from "../model/index.ts";
import { dataLoadingFromIdl, dataLoadingToIdl } from "./data-loading.ts";
import type { KeyValuePair as IdlKeyValuePair } from "./gen/flyteidl/core/literals_pb.ts";
import { ContainerSchema, type Container as IdlContainer } from "./gen/flyteidl/core/tasks_pb.ts";
import { onlyKnown } from "./only-known.ts";
import { resourcesFromIdl, resourcesToIdl } from "./resources.ts";

/** `resources` is always written, empty or not. */
export function containerToIdl(container: Container): IdlContainer {
  const { image, command, args, resources, env, dataConfig } = container;
  return create(ContainerSchema, {
    image,
    command: [...command],
    args: [...args],
    resources: resourcesToIdl(resources),
    env: env.map(({ key, value }) => ({ key, value })),
    dataConfig: dataConfig === undefined ? undefined : dataLoadingToIdl(dataConfig),
  });
}

/** Reads a `core.Container`; ports and architecture are refused. */
export function containerFromIdl(container: IdlContainer): Container {
  onlyKnown(ContainerSchema, container, ["image", "command", "args", "resources", "env", "dataConfig"]);
  const { image, command, args, resources, env, dataConfig } = container;
  return {
    image,
    command,
    args,
    resources: resources === undefined ? { requests: [], limits: [] } : resourcesFromIdl(resources),
    env: env.map(keyValuePairFromIdl),
    ...(dataConfig === undefined ? {} : { dataConfig: dataLoadingFromIdl(dataConfig) }),
  };
}

function keyValuePairFromIdl({ key, value }: IdlKeyValuePair): KeyValuePair {
  return { key, value };
}
