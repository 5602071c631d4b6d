import { handlerMismatch } from "../errors/failure-handlers.ts";
import { invalidOption } from "../errors/options.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";

/** Throws unless a value is something that can run when a workflow has failed. */
export function checkIsHandler(handler: unknown, option: string): asserts handler is CallableEntity {
  const entity = handler as Partial<CallableEntity> | null | undefined;
  const isEntity = typeof entity === "function" || typeof entity === "object";
  const kind = isEntity && entity !== null ? entity.kind : undefined;
  if (kind === "task" || (kind === "workflow" && entity?.registeredAs === undefined)) return;
  const got = kind === undefined ? handler : describeEntity(handler as CallableEntity);
  throw invalidOption(option, "a task or a workflow", got, "give what task() or workflow() made");
}

/** Throws unless a handler takes all inputs of a workflow and needs no more. Their types are compared with those of other nodes. */
export function checkHandlerInputs(workflow: CallableEntity, handler: CallableEntity): void {
  const given = Object.keys(workflow.embedded.inputs.properties);
  const { properties, required } = handler.embedded.inputs;
  const lacks = given.filter((name) => !Object.hasOwn(properties, name));
  const needs = required.filter((name) => !given.includes(name));
  if (lacks.length === 0 && needs.length === 0) return;
  throw handlerMismatch(describeEntity(workflow), describeEntity(handler), {
    lacks,
    needs,
    where: [sourceOf(workflow.embedded), sourceOf(handler.embedded)],
  });
}
