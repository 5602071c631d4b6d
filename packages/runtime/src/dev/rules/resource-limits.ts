import { MatchableResource } from "../../idl/gen/flyteidl/admin/matchable_resource_pb.ts";
import type { Identifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { ControlPlane, LimitedResource, Limits } from "../control-plane.ts";
import { readAttributes } from "../database/attributes.ts";

/** The most that the containers of a task may ask for: as its project and domain say, or else the deployment. */
export function resourceLimits(
  { database, limits }: Pick<ControlPlane, "database" | "limits">,
  { project, domain }: Identifier,
): Limits["resources"] {
  const found = readAttributes(database, MatchableResource.TASK_RESOURCE, { project, domain })?.attributes.target;
  const own = found?.case === "taskResourceAttributes" ? found.value.limits : undefined;
  if (own === undefined) return limits.resources;
  const given: readonly (readonly [LimitedResource, string])[] = [
    ["cpu", own.cpu],
    ["memory", own.memory],
    ["gpu", own.gpu],
    ["storage", own.storage],
    ["ephemeral-storage", own.ephemeralStorage],
  ];
  return { ...limits.resources, ...Object.fromEntries(given.filter(([, value]) => value !== "")) };
}
