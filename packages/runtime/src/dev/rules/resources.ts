/** What containers ask for, against what the deployment has. */
import {
  Resources_ResourceName as ResourceName,
  type Resources,
  type Resources_ResourceEntry,
} from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import { isQuantity, quantityValue } from "../../settings/resources.ts";
import { invalidArgument } from "../answers/refusals.ts";
import type { LimitedResource, Limits } from "../control-plane.ts";

const names: ReadonlyMap<ResourceName, LimitedResource> = new Map<ResourceName, LimitedResource>([
  [ResourceName.CPU, "cpu"],
  [ResourceName.GPU, "gpu"],
  [ResourceName.MEMORY, "memory"],
  [ResourceName.STORAGE, "storage"],
  [ResourceName.EPHEMERAL_STORAGE, "ephemeral-storage"],
]);

/** Throws where a container asks for more than it is limited to, or than there is, or does not say how much. */
export function checkResources(resources: Resources, task: string, limits: Limits["resources"]): void {
  const requests = quantities(resources.requests, "request", task);
  const most = quantities(resources.limits, "limit", task);
  for (const [name, request] of requests) {
    const limit = most.get(name);
    if (limit !== undefined && quantityValue(request) > quantityValue(limit)) {
      throw invalidArgument(
        `Requested ${name} default [${request}] is greater than the limit [${limit}] for task [${task}]. Please fix your configuration`,
      );
    }
    if (name === "gpu" && limit !== undefined && quantityValue(request) !== quantityValue(limit)) {
      throw invalidArgument(
        `For extended resource 'gpu' the default value must equal the limit value for task [${task}]`,
      );
    }
  }
  for (const [kind, given] of [["default", requests] as const, ["limit", most] as const]) {
    for (const [name, value] of given) {
      const platform = limits[name];
      if (platform === undefined || quantityValue(value) <= quantityValue(platform)) continue;
      throw invalidArgument(
        `Requested ${name} ${kind} [${value}] is greater than current limit set in the platform configuration [${platform}] for task [${task}]. Please contact Flyte Admins to change these limits or consult the configuration`,
      );
    }
  }
}

/** Amounts by resource. A name that nobody knows is passed over, as it is by the server. */
function quantities(
  entries: readonly Resources_ResourceEntry[],
  kind: "request" | "limit",
  task: string,
): ReadonlyMap<LimitedResource, string> {
  const found = new Map<LimitedResource, string>();
  for (const { name, value } of entries) {
    const resource = names.get(name);
    if (resource === undefined) continue;
    if (found.has(resource)) {
      throw invalidArgument(`can't specify ${resource} ${kind} for task [${task}] multiple times`);
    }
    if (!isQuantity(value)) {
      throw invalidArgument(
        `Parsing of ${resource} ${kind} failed for value ${value} - reason: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' for task [${task}]`,
      );
    }
    found.set(resource, value);
  }
  return found;
}
