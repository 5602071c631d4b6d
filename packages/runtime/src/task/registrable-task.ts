import type { CallableEntity } from "../graph/index.ts";
import type { JsonObject } from "../metadata/index.ts";
import type {
  Container,
  Description,
  ExtendedResources,
  K8sPod,
  SecurityContext,
  Sql,
  TaskMetadata,
} from "../model/index.ts";
import type { SerializationSettings } from "../settings/index.ts";
import type { ResourceOptions } from "../settings/resources.ts";
import type { ExecutableTask } from "./executable.ts";

/** Everything that a task's template is made of. */
export interface RegistrableTask extends CallableEntity, ExecutableTask {
  readonly kind: "task";
  readonly taskType: string;
  readonly taskTypeVersion: number;
  readonly metadata: TaskMetadata;
  /** Tasks without a function have none. */
  readonly docs?: Description | undefined;
  readonly options: ResourceOptions;
  readonly securityContext: SecurityContext | undefined;
  /** Entities that are registered before it, though nothing but the task's own code calls them. */
  readonly nodeDependencyHints?: readonly CallableEntity[] | undefined;
  getContainer(settings: SerializationSettings): Container | undefined;
  getK8sPod(settings: SerializationSettings): K8sPod | undefined;
  getSql(settings: SerializationSettings): Sql | undefined;
  getCustom(settings: SerializationSettings): JsonObject | undefined;
  getConfig(settings: SerializationSettings): { readonly [key: string]: string };
  getExtendedResources(settings: SerializationSettings): ExtendedResources | undefined;
}

/** Whether an entity is a task of this project's, of whatever class, and from whatever copy of this package. */
export function isTask(entity: CallableEntity | undefined): entity is RegistrableTask {
  return entity?.kind === "task" && entity.registeredAs === undefined && "getContainer" in entity;
}
