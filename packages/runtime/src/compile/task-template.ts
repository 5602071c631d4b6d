import type { TaskTemplate } from "../model/index.ts";
import { identifierOf, type SerializationSettings } from "../settings/index.ts";
import type { FunctionTask } from "../task/index.ts";

/** A task's template under the settings. */
export function taskTemplate(task: FunctionTask, settings: SerializationSettings): TaskTemplate {
  const container = task.getContainer(settings);
  const extendedResources = task.getExtendedResources(settings);
  const { securityContext } = task;
  return {
    id: identifierOf("task", task.name, settings),
    type: task.taskType,
    taskTypeVersion: task.taskTypeVersion,
    metadata: task.metadata,
    interface: task.interface,
    ...(container === undefined ? {} : { target: { kind: "container", container } }),
    ...(securityContext === undefined ? {} : { securityContext }),
    ...(extendedResources === undefined ? {} : { extendedResources }),
    config: {},
  };
}
