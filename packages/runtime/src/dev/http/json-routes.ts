/** Which path of the JSON API is which call. A name in braces is a field of the request, a dot leads into a message. */
import type { DescMethod } from "@bufbuild/protobuf";
import { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { DataProxyService } from "../../idl/gen/flyteidl/service/dataproxy_pb.ts";
import { IdentityService } from "../../idl/gen/flyteidl/service/identity_pb.ts";
import { SignalService } from "../../idl/gen/flyteidl/service/signal_pb.ts";

/** A path with its call. The body of a request is the message that is sent. */
export interface JsonRoute {
  readonly verb: "DELETE" | "GET" | "POST" | "PUT";
  readonly path: string;
  readonly method: DescMethod;
}

const { method: admin } = AdminService;
const { method: data } = DataProxyService;
const { method: signal } = SignalService;

const execution = "{id.project}/{id.domain}/{id.name}";
const entity = `${execution}/{id.version}`;
const node = "{id.execution_id.project}/{id.execution_id.domain}/{id.execution_id.name}/{id.node_id}";
const nodeOf = (field: string) =>
  `{${field}.execution_id.project}/{${field}.execution_id.domain}/{${field}.execution_id.name}/{${field}.node_id}`;
const task = "{id.task_id.project}/{id.task_id.domain}/{id.task_id.name}/{id.task_id.version}/{id.retry_attempt}";
const executionOf = (field: string) => `{${field}.project}/{${field}.domain}/{${field}.name}`;

const table: readonly (readonly [JsonRoute["verb"], path: string, DescMethod])[] = [
  ["GET", "version", admin.getVersion],
  ["GET", "domains", admin.getDomains],
  ["GET", "projects", admin.listProjects],
  ["POST", "projects", admin.registerProject],
  ["GET", "projects/{id}", admin.getProject],
  ["PUT", "projects/{id}", admin.updateProject],

  ["POST", "tasks", admin.createTask],
  ["GET", `tasks/${entity}`, admin.getTask],
  ["GET", `tasks/${execution}`, admin.listTasks],
  ["GET", "tasks/{id.project}/{id.domain}", admin.listTasks],
  ["GET", "task_ids/{project}/{domain}", admin.listTaskIds],

  ["POST", "workflows", admin.createWorkflow],
  ["GET", `workflows/${entity}`, admin.getWorkflow],
  ["GET", `workflows/${execution}`, admin.listWorkflows],
  ["GET", "workflows/{id.project}/{id.domain}", admin.listWorkflows],
  ["GET", "workflow_ids/{project}/{domain}", admin.listWorkflowIds],

  ["POST", "launch_plans", admin.createLaunchPlan],
  ["GET", `launch_plans/${entity}`, admin.getLaunchPlan],
  ["PUT", `launch_plans/${entity}`, admin.updateLaunchPlan],
  ["GET", `launch_plans/${execution}`, admin.listLaunchPlans],
  ["GET", "launch_plans/{id.project}/{id.domain}", admin.listLaunchPlans],
  ["GET", `active_launch_plans/${execution}`, admin.getActiveLaunchPlan],
  ["GET", "active_launch_plans/{project}/{domain}", admin.listActiveLaunchPlans],
  ["GET", "launch_plan_ids/{project}/{domain}", admin.listLaunchPlanIds],

  ["POST", "executions", admin.createExecution],
  ["POST", "executions/relaunch", admin.relaunchExecution],
  ["POST", "executions/recover", admin.recoverExecution],
  ["GET", `executions/${execution}`, admin.getExecution],
  ["PUT", `executions/${execution}`, admin.updateExecution],
  ["DELETE", `executions/${execution}`, admin.terminateExecution],
  ["GET", "executions/{id.project}/{id.domain}", admin.listExecutions],
  ["GET", `data/executions/${execution}`, admin.getExecutionData],
  ["GET", `metrics/executions/${execution}`, admin.getExecutionMetrics],

  ["GET", `node_executions/${node}`, admin.getNodeExecution],
  ["GET", `node_executions/${node}/dynamic_workflow`, admin.getDynamicNodeWorkflow],
  ["GET", `node_executions/${executionOf("workflow_execution_id")}`, admin.listNodeExecutions],
  ["GET", `data/node_executions/${node}`, admin.getNodeExecutionData],
  [
    "GET",
    `children/task_executions/${nodeOf("task_execution_id.node_execution_id")}/{task_execution_id.task_id.project}/{task_execution_id.task_id.domain}/{task_execution_id.task_id.name}/{task_execution_id.task_id.version}/{task_execution_id.retry_attempt}`,
    admin.listNodeExecutionsForTask,
  ],

  ["GET", `task_executions/${nodeOf("id.node_execution_id")}/${task}`, admin.getTaskExecution],
  ["GET", `task_executions/${nodeOf("node_execution_id")}`, admin.listTaskExecutions],
  ["GET", `data/task_executions/${nodeOf("id.node_execution_id")}/${task}`, admin.getTaskExecutionData],

  ["GET", `named_entities/{resource_type}/${execution}`, admin.getNamedEntity],
  ["PUT", `named_entities/{resource_type}/${execution}`, admin.updateNamedEntity],
  ["GET", "named_entities/{resource_type}/{project}/{domain}", admin.listNamedEntities],
  ["GET", `description_entities/{id.resource_type}/${entity}`, admin.getDescriptionEntity],
  ["GET", `description_entities/{resource_type}/${execution}`, admin.listDescriptionEntities],
  ["GET", "description_entities/{resource_type}/{id.project}/{id.domain}", admin.listDescriptionEntities],

  ["POST", "events/workflows", admin.createWorkflowEvent],
  ["POST", "events/nodes", admin.createNodeEvent],
  ["POST", "events/tasks", admin.createTaskEvent],

  ["GET", "project_attributes/{project}", admin.getProjectAttributes],
  ["PUT", "project_attributes/{attributes.project}", admin.updateProjectAttributes],
  ["DELETE", "project_attributes/{project}", admin.deleteProjectAttributes],
  ["GET", "project_domain_attributes/{project}/{domain}", admin.getProjectDomainAttributes],
  ["PUT", "project_domain_attributes/{attributes.project}/{attributes.domain}", admin.updateProjectDomainAttributes],
  ["DELETE", "project_domain_attributes/{project}/{domain}", admin.deleteProjectDomainAttributes],
  ["GET", "workflow_attributes/{project}/{domain}/{workflow}", admin.getWorkflowAttributes],
  [
    "PUT",
    "workflow_attributes/{attributes.project}/{attributes.domain}/{attributes.workflow}",
    admin.updateWorkflowAttributes,
  ],
  ["DELETE", "workflow_attributes/{project}/{domain}/{workflow}", admin.deleteWorkflowAttributes],
  ["GET", "matchable_attributes", admin.listMatchableAttributes],

  ["GET", `signals/${executionOf("workflow_execution_id")}`, signal.listSignals],
  ["POST", "signals", signal.setSignal],

  ["POST", "dataproxy/artifact_urn", data.createUploadLocation],
  ["GET", "dataproxy/artifact_urn", data.createDownloadLocation],
  ["POST", "dataproxy/artifact_link", data.createDownloadLink],
  ["GET", "data", data.getData],
];

/** All paths of the JSON API. */
export const jsonRoutes: readonly JsonRoute[] = [
  ...table.map(([verb, path, method]) => ({ verb, path: `/api/v1/${path}`, method })),
  { verb: "GET", path: "/me", method: IdentityService.method.userInfo },
];
