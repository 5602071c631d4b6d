import { create } from "@bufbuild/protobuf";
import type { Sql, TaskTemplate } from "../model/index.ts";
import { containerFromIdl, containerToIdl } from "./container.ts";
import { enumName } from "./enum-name.ts";
import {
  type TaskTemplate as IdlTaskTemplate,
  Sql_Dialect,
  SqlSchema,
  TaskTemplateSchema,
} from "./gen/flyteidl/core/tasks_pb.ts";
import { identifierFromIdl, identifierToIdl } from "./identifier.ts";
import { k8sPodFromIdl, k8sPodToIdl } from "./k8s-pod.ts";
import { required } from "./required.ts";
import { extendedResourcesFromIdl, extendedResourcesToIdl } from "./resources.ts";
import { securityContextFromIdl, securityContextToIdl } from "./security-context.ts";
import { structToIdl } from "./struct.ts";
import { taskMetadataFromIdl, taskMetadataToIdl } from "./task-metadata.ts";
import { typedInterfaceFromIdl, typedInterfaceToIdl } from "./typed-interface.ts";
import { within } from "./within.ts";

const dialects = {
  undefined: Sql_Dialect.UNDEFINED,
  ansi: Sql_Dialect.ANSI,
  hive: Sql_Dialect.HIVE,
  other: Sql_Dialect.OTHER,
} as const satisfies { [name in Sql["dialect"]]: number };

/** How a task runs, as `core.TaskTemplate`. */
export function taskTemplateToIdl(template: TaskTemplate): IdlTaskTemplate {
  const { custom, target, securityContext, extendedResources } = template;
  return create(TaskTemplateSchema, {
    id: identifierToIdl(template.id),
    type: template.type,
    taskTypeVersion: template.taskTypeVersion,
    metadata: taskMetadataToIdl(template.metadata),
    interface: typedInterfaceToIdl(template.interface),
    custom: custom === undefined ? undefined : structToIdl(custom),
    target: targetToIdl(target),
    securityContext: securityContext === undefined ? undefined : securityContextToIdl(securityContext),
    extendedResources: extendedResources === undefined ? undefined : extendedResourcesToIdl(extendedResources),
    config: { ...template.config },
  });
}

/** Reads a `core.TaskTemplate`; errors name the task. */
export function taskTemplateFromIdl(template: IdlTaskTemplate): TaskTemplate {
  const message = "flyteidl.core.TaskTemplate";
  const id = identifierFromIdl(required(template.id, message, "id"));
  const { custom, securityContext, extendedResources } = template;
  return within(`task "${id.name}"`, () => ({
    id,
    type: template.type,
    taskTypeVersion: template.taskTypeVersion,
    metadata: taskMetadataFromIdl(required(template.metadata, message, "metadata")),
    interface: typedInterfaceFromIdl(required(template.interface, message, "interface")),
    ...(custom === undefined ? {} : { custom }),
    ...targetFromIdl(template.target),
    ...(securityContext === undefined ? {} : { securityContext: securityContextFromIdl(securityContext) }),
    ...(extendedResources === undefined ? {} : { extendedResources: extendedResourcesFromIdl(extendedResources) }),
    config: template.config,
  }));
}

function targetToIdl(target: TaskTemplate["target"]): IdlTaskTemplate["target"] {
  switch (target?.kind) {
    case undefined:
      return { case: undefined };
    case "container":
      return { case: "container", value: containerToIdl(target.container) };
    case "k8s-pod":
      return { case: "k8sPod", value: k8sPodToIdl(target.k8sPod) };
    case "sql": {
      const { statement, dialect } = target.sql;
      return { case: "sql", value: create(SqlSchema, { statement, dialect: dialects[dialect] }) };
    }
  }
}

function targetFromIdl(target: IdlTaskTemplate["target"]): Pick<TaskTemplate, "target"> {
  switch (target.case) {
    case undefined:
      return {};
    case "container":
      return { target: { kind: "container", container: containerFromIdl(target.value) } };
    case "k8sPod":
      return { target: { kind: "k8s-pod", k8sPod: k8sPodFromIdl(target.value) } };
    case "sql": {
      const dialect = enumName(dialects, target.value.dialect, "flyteidl.core.Sql.Dialect");
      return { target: { kind: "sql", sql: { statement: target.value.statement, dialect } } };
    }
  }
}
