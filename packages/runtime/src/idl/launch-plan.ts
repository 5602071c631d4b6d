import { create } from "@bufbuild/protobuf";
import { missingMember, unknownMember } from "../errors/idl.ts";
import type { LaunchPlan, LaunchPlanSpec, Parameter } from "../model/index.ts";
import {
  type LaunchPlan as IdlLaunchPlan,
  type LaunchPlanSpec as IdlLaunchPlanSpec,
  LaunchPlanMetadataSchema,
  LaunchPlanSchema,
  LaunchPlanSpecSchema,
} from "./gen/flyteidl/admin/launch_plan_pb.ts";
import { type Parameter as IdlParameter, ParameterSchema } from "./gen/flyteidl/core/interface_pb.ts";
import { identifierFromIdl, identifierToIdl } from "./identifier.ts";
import { literalFromIdl, literalMapFromIdl, literalMapToIdl, literalToIdl } from "./literal.ts";
import { mapValues } from "./map-values.ts";
import { onlyKnown } from "./only-known.ts";
import { required } from "./required.ts";
import { variableFromIdl, variableToIdl } from "./typed-interface.ts";
import { within } from "./within.ts";

/** The closure is the server's to fill, and always written empty. */
export function launchPlanToIdl({ id, spec }: LaunchPlan): IdlLaunchPlan {
  return create(LaunchPlanSchema, {
    id: identifierToIdl(id),
    spec: launchPlanSpecToIdl(spec),
    closure: { expectedInputs: {}, expectedOutputs: {} },
  });
}

/** Leaves out the closure, in which the server says the state of the launch plan. */
export function launchPlanFromIdl(launchPlan: IdlLaunchPlan): LaunchPlan {
  const id = identifierFromIdl(required(launchPlan.id, "flyteidl.admin.LaunchPlan", "id"));
  return within(`launch plan "${id.name}"`, () => ({
    id,
    spec: launchPlanSpecFromIdl(required(launchPlan.spec, "flyteidl.admin.LaunchPlan", "spec")),
  }));
}

/** Labels, annotations, metadata and the prefix of raw output data are always written, empty or not. */
export function launchPlanSpecToIdl(spec: LaunchPlanSpec): IdlLaunchPlanSpec {
  return create(LaunchPlanSpecSchema, {
    workflowId: identifierToIdl(spec.workflowId),
    entityMetadata: {},
    defaultInputs: { parameters: mapValues(spec.defaultInputs, parameterToIdl) },
    fixedInputs: literalMapToIdl(spec.fixedInputs),
    labels: { values: { ...spec.labels } },
    annotations: { values: { ...spec.annotations } },
    rawOutputDataConfig: { outputLocationPrefix: spec.rawOutputDataPrefix },
  });
}

/** Reads an `admin.LaunchPlanSpec`; what the model has no place for is refused. */
export function launchPlanSpecFromIdl(spec: IdlLaunchPlanSpec): LaunchPlanSpec {
  const message = "flyteidl.admin.LaunchPlanSpec";
  onlyKnown(LaunchPlanSpecSchema, spec, [
    "workflowId",
    "entityMetadata",
    "defaultInputs",
    "fixedInputs",
    "labels",
    "annotations",
    "rawOutputDataConfig",
  ]);
  if (spec.entityMetadata !== undefined) onlyKnown(LaunchPlanMetadataSchema, spec.entityMetadata, []);
  return {
    workflowId: identifierFromIdl(required(spec.workflowId, message, "workflowId")),
    defaultInputs: mapValues(spec.defaultInputs?.parameters ?? {}, (parameter, name) =>
      within(`input "${name}"`, () => parameterFromIdl(parameter)),
    ),
    fixedInputs: spec.fixedInputs === undefined ? {} : literalMapFromIdl(spec.fixedInputs),
    labels: spec.labels?.values ?? {},
    annotations: spec.annotations?.values ?? {},
    rawOutputDataPrefix: spec.rawOutputDataConfig?.outputLocationPrefix ?? "",
  };
}

function parameterToIdl({ var: variable, behavior }: Parameter): IdlParameter {
  return create(ParameterSchema, {
    var: variableToIdl(variable),
    behavior:
      behavior.kind === "required"
        ? { case: "required", value: true }
        : { case: "default", value: literalToIdl(behavior.literal) },
  });
}

function parameterFromIdl({ var: variable, behavior }: IdlParameter): Parameter {
  return {
    var: variableFromIdl(required(variable, "flyteidl.core.Parameter", "var")),
    behavior: behaviorFromIdl(behavior),
  };
}

function behaviorFromIdl(behavior: IdlParameter["behavior"]): Parameter["behavior"] {
  switch (behavior.case) {
    case "required":
      return { kind: "required" };
    case "default":
      return { kind: "default", literal: literalFromIdl(behavior.value) };
    case "artifactQuery":
    case "artifactId":
      throw unknownMember("flyteidl.core.Parameter", `"${behavior.case}"`);
    case undefined:
      throw missingMember("flyteidl.core.Parameter", "behavior");
  }
}
