import { clone, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  type WorkflowSchema,
  type WorkflowSpec,
  WorkflowSpecSchema,
} from "../../idl/gen/flyteidl/admin/workflow_pb.ts";
import {
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { type Identifier, ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { type WorkflowTemplate, WorkflowTemplateSchema } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { invalidArgument, missingField } from "../answers/refusals.ts";
import { compileErrorsText } from "../compiler/compile-error.ts";
import { compileWorkflow } from "../compiler/compile-workflow.ts";
import { idText } from "../compiler/graph-state.ts";
import type { ControlPlane } from "../control-plane.ts";
import { type EntityRow, rowIdentifier } from "../database/entities.ts";
import { canonicalJson } from "../messages/canonical.ts";
import { checkIdentifier, checkPlace } from "../rules/identifiers.ts";
import { getEntity, listEntities, listNames } from "./list-entities.ts";
import { loadReferences } from "./load-references.ts";
import { registerEntity } from "./register-entity.ts";

/** Workflows. */
export function workflowCalls(
  plane: ControlPlane,
): Pick<ServiceImpl<typeof AdminService>, "createWorkflow" | "getWorkflow" | "listWorkflows" | "listWorkflowIds"> {
  const { database } = plane;
  return {
    createWorkflow(request) {
      const id = checkIdentifier(request.id, ResourceType.WORKFLOW);
      checkPlace(database, id);
      const { spec } = request;
      if (spec?.template === undefined) throw missingField("spec");
      storeWorkflow(plane, id, spec, compile(plane, id, spec.template, spec.subWorkflows));
      return {};
    },
    getWorkflow: ({ id }) => workflowMessage(getEntity(database, id, ResourceType.WORKFLOW, "WORKFLOW"), "whole"),
    listWorkflows(request) {
      const { rows, token } = listEntities(database, ResourceType.WORKFLOW, request);
      return { workflows: rows.map((row) => workflowMessage(row, "interface")), token };
    },
    listWorkflowIds: (request) => listNames(database, ResourceType.WORKFLOW, request),
  };
}

/** Stores a workflow that has been compiled. */
export function storeWorkflow(
  plane: Pick<ControlPlane, "database" | "now">,
  id: Identifier,
  spec: WorkflowSpec,
  closure: CompiledWorkflowClosure,
): void {
  registerEntity(plane, {
    id,
    content: canonicalJson(CompiledWorkflowClosureSchema, closure),
    storedContent: (row) =>
      canonicalJson(CompiledWorkflowClosureSchema, fromBinary(CompiledWorkflowClosureSchema, row.closure)),
    spec: toBinary(WorkflowSpecSchema, spec),
    closure: toBinary(CompiledWorkflowClosureSchema, closure),
    description: spec.description,
  });
}

function compile(
  { database, limits }: ControlPlane,
  id: Identifier,
  given: WorkflowTemplate,
  within: readonly WorkflowTemplate[],
): CompiledWorkflowClosure {
  // The identifier of the request counts, whatever the template says of itself.
  const template = clone(WorkflowTemplateSchema, given);
  template.id = id;
  const failed = (text: string) =>
    invalidArgument(shortened(`failed to compile workflow for [${idText(id)}] with err ${text}`));
  const { references, missing } = loadReferences(database, template, within);
  if (references === undefined) throw failed(missing);
  const { closure, errors } = compileWorkflow(template, references);
  if (closure === undefined) throw failed(compileErrorsText(errors));
  const { length } = template.nodes;
  if (length > limits.nodes) {
    throw invalidArgument(`workflow [${idText(id)}] exceeds the limit of nodes: ${length} > ${limits.nodes}`);
  }
  // The closure is stored under a path that is made of both.
  const odd = /\p{Cc}/u.exec(id.name + id.version)?.[0];
  if (odd !== undefined) {
    const text = `failed to store the closure of [${idText(id)}]: invalid control character in URL`;
    throw new ConnectError(text, Code.Internal);
  }
  return closure;
}

/** A status travels in a header, and those are short. */
function shortened(text: string): string {
  return text.length > 7000 ? `${text.slice(0, 7000)}…` : text;
}

function workflowMessage(row: EntityRow, part: "whole" | "interface"): MessageInitShape<typeof WorkflowSchema> {
  const closure = fromBinary(CompiledWorkflowClosureSchema, row.closure);
  const own = closure.primary?.template?.interface;
  const compiledWorkflow =
    part === "whole" ? closure : { primary: { template: own === undefined ? {} : { interface: own } } };
  return {
    id: rowIdentifier(row),
    closure: { compiledWorkflow, createdAt: timestampFromMs(row.created_at) },
    shortDescription: row.short_description,
  };
}
