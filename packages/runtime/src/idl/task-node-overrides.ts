import { create } from "@bufbuild/protobuf";
import type { TaskNodeOverrides } from "../model/index.ts";
import {
  type TaskNodeOverrides as IdlTaskNodeOverrides,
  TaskNodeOverridesSchema,
} from "./gen/flyteidl/core/workflow_pb.ts";
import { k8sPodFromIdl, k8sPodToIdl } from "./k8s-pod.ts";
import { extendedResourcesFromIdl, extendedResourcesToIdl, resourcesFromIdl, resourcesToIdl } from "./resources.ts";

/** Overrides that were given; the message itself is written even without any. */
export function overridesToIdl(overrides: TaskNodeOverrides): IdlTaskNodeOverrides {
  const { resources, extendedResources, containerImage, podTemplate } = overrides;
  return create(TaskNodeOverridesSchema, {
    resources: resources === undefined ? undefined : resourcesToIdl(resources),
    extendedResources: extendedResources === undefined ? undefined : extendedResourcesToIdl(extendedResources),
    containerImage: containerImage ?? "",
    podTemplate: podTemplate === undefined ? undefined : k8sPodToIdl(podTemplate),
  });
}

/** Reads what {@link overridesToIdl} writes. */
export function overridesFromIdl(overrides: IdlTaskNodeOverrides): TaskNodeOverrides {
  const { resources, extendedResources, containerImage, podTemplate } = overrides;
  return {
    ...(resources === undefined ? {} : { resources: resourcesFromIdl(resources) }),
    ...(extendedResources === undefined ? {} : { extendedResources: extendedResourcesFromIdl(extendedResources) }),
    ...(containerImage === "" ? {} : { containerImage }),
    ...(podTemplate === undefined ? {} : { podTemplate: k8sPodFromIdl(podTemplate) }),
  };
}
