import type { TaskTemplate } from "../model/index.ts";
import { identifierOf, type SerializationSettings } from "../settings/index.ts";
import type { RegistrableTask } from "../task/index.ts";

/** A task's template under the settings. */
export function taskTemplate(task: RegistrableTask, settings: SerializationSettings): TaskTemplate {
  const target = targetOf(task, settings);
  const custom = task.getCustom(settings);
  const extendedResources = task.getExtendedResources(settings);
  const { securityContext } = task;
  return {
    id: identifierOf("task", task.name, settings),
    type: task.taskType,
    taskTypeVersion: task.taskTypeVersion,
    metadata: task.metadata,
    interface: task.interface,
    // Empty, it would say that a plugin has something to say.
    ...(custom === undefined || Object.keys(custom).length === 0 ? {} : { custom }),
    ...(target === undefined ? {} : { target }),
    ...(securityContext === undefined ? {} : { securityContext }),
    ...(extendedResources === undefined ? {} : { extendedResources }),
    config: task.getConfig(settings),
  };
}

/** A template has one target; a pod has the container inside. */
function targetOf(task: RegistrableTask, settings: SerializationSettings): TaskTemplate["target"] {
  const k8sPod = task.getK8sPod(settings);
  if (k8sPod !== undefined) return { kind: "k8s-pod", k8sPod };
  const sql = task.getSql(settings);
  if (sql !== undefined) return { kind: "sql", sql };
  const container = task.getContainer(settings);
  return container === undefined ? undefined : { kind: "container", container };
}
