import { create } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import {
  MatchableResource,
  type MatchingAttributes,
  MatchingAttributesSchema,
} from "../../idl/gen/flyteidl/admin/matchable_resource_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { invalidArgument, missingEntity, missingField } from "../answers/refusals.ts";
import { type ControlPlane, domains } from "../control-plane.ts";
import {
  type AttributesPlace,
  allAttributes,
  deleteAttributes,
  readAttributes,
  type StoredAttributes,
  writeAttributes,
} from "../database/attributes.ts";
import { readProject } from "../database/projects.ts";
import { checkFields } from "../rules/identifiers.ts";

type Target = NonNullable<MatchingAttributes["target"]["case"]>;

/** The kinds of attributes, by the field that holds them. */
const kinds: { readonly [target in Target]: MatchableResource } = {
  taskResourceAttributes: MatchableResource.TASK_RESOURCE,
  clusterResourceAttributes: MatchableResource.CLUSTER_RESOURCE,
  executionQueueAttributes: MatchableResource.EXECUTION_QUEUE,
  executionClusterLabel: MatchableResource.EXECUTION_CLUSTER_LABEL,
  qualityOfService: MatchableResource.QUALITY_OF_SERVICE_SPECIFICATION,
  pluginOverrides: MatchableResource.PLUGIN_OVERRIDE,
  workflowExecutionConfig: MatchableResource.WORKFLOW_EXECUTION_CONFIG,
  clusterAssignment: MatchableResource.CLUSTER_ASSIGNMENT,
};

/** How many nodes of an execution run at a time where nobody says otherwise. */
const defaultParallelism = 25;

/**
 * Attributes of projects, domains and workflows. Limits of resources and settings of executions count; queues, clusters and plugins
 * are kept, and there is nothing here that they could be about.
 */
export function attributeCalls({
  database,
}: ControlPlane): Pick<
  ServiceImpl<typeof AdminService>,
  | "deleteProjectAttributes"
  | "deleteProjectDomainAttributes"
  | "deleteWorkflowAttributes"
  | "getProjectAttributes"
  | "getProjectDomainAttributes"
  | "getWorkflowAttributes"
  | "listMatchableAttributes"
  | "updateProjectAttributes"
  | "updateProjectDomainAttributes"
  | "updateWorkflowAttributes"
> {
  const check = (place: AttributesPlace): void => {
    checkFields({ ...place });
    if (readProject(database, place.project) === undefined) {
      throw invalidArgument(`failed to validate that project [${place.project}] is registered: not found`);
    }
    if (place.domain !== undefined && !domains.includes(place.domain)) {
      throw invalidArgument(`domain [${place.domain}] is unrecognized by system`);
    }
  };
  const update = (place: AttributesPlace, attributes: MatchingAttributes | undefined) => {
    check(place);
    if (attributes?.target.case === undefined) throw missingField("matching_attributes");
    writeAttributes(database, kinds[attributes.target.case], place, attributes);
    return {};
  };
  const get = (place: AttributesPlace, resource: MatchableResource): { attributes: Fields } => {
    check(place);
    const found = readAttributes(database, resource, place);
    if (found === undefined) throw missingEntity("Resource", textOf(place, resource));
    return { attributes: fieldsOf(found) };
  };
  const remove = (place: AttributesPlace, resource: MatchableResource) => {
    check(place);
    if (!deleteAttributes(database, resource, place)) throw missingEntity("Resource", textOf(place, resource));
    return {};
  };
  return {
    updateProjectAttributes: ({ attributes }) => {
      const { project = "", matchingAttributes } = attributes ?? {};
      return update({ project }, matchingAttributes);
    },
    getProjectAttributes({ project, resourceType }) {
      check({ project });
      const found = readAttributes(database, resourceType, { project });
      if (found !== undefined) return { attributes: fieldsOf(found) };
      if (resourceType !== MatchableResource.WORKFLOW_EXECUTION_CONFIG) {
        throw missingEntity("Resource", textOf({ project }, resourceType));
      }
      // Of these there are always some: those of the deployment.
      const matchingAttributes = create(MatchingAttributesSchema, {
        target: { case: "workflowExecutionConfig", value: { maxParallelism: defaultParallelism } },
      });
      return { attributes: { project, matchingAttributes } };
    },
    deleteProjectAttributes: ({ project, resourceType }) => remove({ project }, resourceType),
    updateProjectDomainAttributes: ({ attributes }) => {
      const { project = "", domain = "", matchingAttributes } = attributes ?? {};
      return update({ project, domain }, matchingAttributes);
    },
    getProjectDomainAttributes: ({ project, domain, resourceType }) => get({ project, domain }, resourceType),
    deleteProjectDomainAttributes: ({ project, domain, resourceType }) => remove({ project, domain }, resourceType),
    updateWorkflowAttributes: ({ attributes }) => {
      const { project = "", domain = "", workflow = "", matchingAttributes } = attributes ?? {};
      return update({ project, domain, workflow }, matchingAttributes);
    },
    getWorkflowAttributes: ({ project, domain, workflow, resourceType }) =>
      get({ project, domain, workflow }, resourceType),
    deleteWorkflowAttributes: ({ project, domain, workflow, resourceType }) =>
      remove({ project, domain, workflow }, resourceType),
    listMatchableAttributes: ({ resourceType }) => ({
      configurations: allAttributes(database, resourceType).map(({ project, domain, workflow, attributes }) => ({
        project,
        domain,
        workflow,
        attributes,
      })),
    }),
  };
}

interface Fields {
  readonly project: string;
  readonly domain: string;
  readonly workflow: string;
  readonly matchingAttributes: MatchingAttributes;
}

function fieldsOf({ project, domain, workflow, attributes }: StoredAttributes): Fields {
  return { project, domain, workflow, matchingAttributes: attributes };
}

function textOf(place: AttributesPlace, resource: MatchableResource): string {
  const name = Object.entries(MatchableResource).find(([, value]) => value === resource)?.[0] ?? String(resource);
  return `${Object.values(place).join(":")}, ${name}`;
}
