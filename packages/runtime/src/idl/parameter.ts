import { create } from "@bufbuild/protobuf";
import { missingMember, unknownMember } from "../errors/idl.ts";
import type { ArtifactId, Parameter } from "../model/index.ts";
import { artifactIdFromIdl, artifactIdToIdl } from "./artifact.ts";
import { type ArtifactQuery, ArtifactQuerySchema } from "./gen/flyteidl/core/artifact_id_pb.ts";
import { type Parameter as IdlParameter, ParameterSchema } from "./gen/flyteidl/core/interface_pb.ts";
import { literalFromIdl, literalToIdl } from "./literal.ts";
import { required } from "./required.ts";
import { variableFromIdl, variableToIdl } from "./typed-interface.ts";

/** An input of a launch plan, as `core.Parameter`. */
export function parameterToIdl({ var: variable, behavior }: Parameter): IdlParameter {
  return create(ParameterSchema, { var: variableToIdl(variable), behavior: behaviorToIdl(behavior) });
}

/** Reads a `core.Parameter`; artifacts that are fixed already are refused, and queries that name none. */
export function parameterFromIdl({ var: variable, behavior }: IdlParameter): Parameter {
  return {
    var: variableFromIdl(required(variable, "flyteidl.core.Parameter", "var")),
    behavior: behaviorFromIdl(behavior),
  };
}

function behaviorToIdl(behavior: Parameter["behavior"]): IdlParameter["behavior"] {
  switch (behavior.kind) {
    case "required":
      return { case: "required", value: true };
    case "default":
      return { case: "default", value: literalToIdl(behavior.literal) };
    case "artifact-query": {
      const identifier = { case: "artifactId", value: artifactIdToIdl(behavior.artifact) } as const;
      return { case: "artifactQuery", value: create(ArtifactQuerySchema, { identifier }) };
    }
  }
}

function behaviorFromIdl(behavior: IdlParameter["behavior"]): Parameter["behavior"] {
  switch (behavior.case) {
    case "required":
      return { kind: "required" };
    case "default":
      return { kind: "default", literal: literalFromIdl(behavior.value) };
    case "artifactQuery":
      return { kind: "artifact-query", artifact: queriedFromIdl(behavior.value) };
    case "artifactId":
      throw unknownMember("flyteidl.core.Parameter", '"artifactId"');
    case undefined:
      throw missingMember("flyteidl.core.Parameter", "behavior");
  }
}

function queriedFromIdl({ identifier }: ArtifactQuery): ArtifactId {
  switch (identifier.case) {
    case "artifactId":
      return artifactIdFromIdl(identifier.value);
    case "artifactTag":
    case "uri":
    case "binding":
      throw unknownMember("flyteidl.core.ArtifactQuery", `"${identifier.case}"`);
    case undefined:
      throw missingMember("flyteidl.core.ArtifactQuery", "identifier");
  }
}
