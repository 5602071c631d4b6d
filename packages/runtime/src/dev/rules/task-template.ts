import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import { invalidArgument, missingField } from "../answers/refusals.ts";
import { compileErrorsText, valueRequired } from "../compiler/compile-error.ts";
import type { Limits } from "../control-plane.ts";
import { checkResources } from "./resources.ts";

/** Throws INVALID_ARGUMENT for a task that the server does not take. */
export function checkTaskTemplate(template: TaskTemplate, name: string, limits: Limits): void {
  const { metadata, type, target } = template;
  if (type === "") throw missingField("type");
  if (metadata === undefined) throw missingField("metadata");
  if (metadata.runtime !== undefined && metadata.runtime.version === "") throw missingField("runtime version");
  if (template.interface === undefined) throw missingField("typed interface");
  if (target.case !== "container") return;
  const { image, command, args, resources } = target.value;
  if (image === "") throw missingField("image");
  if (resources !== undefined) checkResources(resources, name, limits.resources);
  if (command.length === 0 && args.length === 0) {
    const text = compileErrorsText([valueRequired("container", "command")]);
    throw invalidArgument(`failed to compile task [${name}] with err ${text}`);
  }
}
