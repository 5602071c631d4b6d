import { create } from "@bufbuild/protobuf";
import type { K8sObjectMetadata, K8sPod } from "../model/index.ts";
import { dataLoadingFromIdl, dataLoadingToIdl } from "./data-loading.ts";
import {
  type K8sObjectMetadata as IdlK8sObjectMetadata,
  type K8sPod as IdlK8sPod,
  K8sObjectMetadataSchema,
  K8sPodSchema,
} from "./gen/flyteidl/core/tasks_pb.ts";
import { structToIdl } from "./struct.ts";

/** A pod template, as `core.K8sPod`; an empty `metadata` is written too. */
export function k8sPodToIdl({ metadata, podSpec, primaryContainerName, dataConfig }: K8sPod): IdlK8sPod {
  return create(K8sPodSchema, {
    metadata: k8sObjectMetadataToIdl(metadata),
    podSpec: structToIdl(podSpec),
    primaryContainerName: primaryContainerName ?? "",
    dataConfig: dataConfig === undefined ? undefined : dataLoadingToIdl(dataConfig),
  });
}

/** Reads a `core.K8sPod`. */
export function k8sPodFromIdl(pod: IdlK8sPod): K8sPod {
  const { metadata, podSpec, primaryContainerName, dataConfig } = pod;
  return {
    metadata: k8sObjectMetadataFromIdl(metadata),
    podSpec: podSpec ?? {},
    ...(primaryContainerName === "" ? {} : { primaryContainerName }),
    ...(dataConfig === undefined ? {} : { dataConfig: dataLoadingFromIdl(dataConfig) }),
  };
}

/** Labels and annotations, as `core.K8sObjectMetadata`. */
export function k8sObjectMetadataToIdl({ labels, annotations }: K8sObjectMetadata): IdlK8sObjectMetadata {
  return create(K8sObjectMetadataSchema, { labels: { ...labels }, annotations: { ...annotations } });
}

/** Reads a `core.K8sObjectMetadata`, which is empty where there is none. */
export function k8sObjectMetadataFromIdl(metadata: IdlK8sObjectMetadata | undefined): K8sObjectMetadata {
  return { labels: metadata?.labels ?? {}, annotations: metadata?.annotations ?? {} };
}
