import { create } from "@bufbuild/protobuf";
import { missingMember, unknownMember } from "../errors/idl.ts";
import type { ArtifactId, LabelValue, TimePartition } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  ArtifactIDSchema,
  ArtifactKeySchema,
  Granularity,
  type ArtifactID as IdlArtifactId,
  type LabelValue as IdlLabelValue,
  type TimePartition as IdlTimePartition,
  LabelValueSchema,
} from "./gen/flyteidl/core/artifact_id_pb.ts";
import { mapValues } from "./map-values.ts";
import { onlyKnown } from "./only-known.ts";
import { required } from "./required.ts";

const granularities = {
  unset: Granularity.UNSET,
  minute: Granularity.MINUTE,
  hour: Granularity.HOUR,
  day: Granularity.DAY,
  month: Granularity.MONTH,
} as const satisfies { [name in TimePartition["granularity"]]: number };

/** An artifact, as `core.ArtifactID`; the server fills in project and domain. */
export function artifactIdToIdl({ name, version, partitions, timePartition }: ArtifactId): IdlArtifactId {
  return create(ArtifactIDSchema, {
    artifactKey: { name },
    version: version ?? "",
    partitions: partitions === undefined ? undefined : { value: mapValues(partitions, labelValueToIdl) },
    timePartition:
      timePartition === undefined
        ? undefined
        : { value: labelValueToIdl(timePartition.value), granularity: granularities[timePartition.granularity] },
  });
}

/** Reads a `core.ArtifactID`; one of a named project, domain or organisation is refused. */
export function artifactIdFromIdl({ artifactKey, version, partitions, timePartition }: IdlArtifactId): ArtifactId {
  const key = required(artifactKey, "flyteidl.core.ArtifactID", "artifactKey");
  onlyKnown(ArtifactKeySchema, key, ["name"]);
  return {
    name: key.name,
    ...(version === "" ? {} : { version }),
    ...(partitions === undefined ? {} : { partitions: mapValues(partitions.value, labelValueFromIdl) }),
    ...(timePartition === undefined ? {} : { timePartition: timePartitionFromIdl(timePartition) }),
  };
}

function timePartitionFromIdl({ value, granularity }: IdlTimePartition): TimePartition {
  return {
    value: labelValueFromIdl(required(value, "flyteidl.core.TimePartition", "value")),
    granularity: enumName(granularities, granularity, "flyteidl.core.Granularity"),
  };
}

function labelValueToIdl(label: LabelValue): IdlLabelValue {
  switch (label.kind) {
    case "static":
      return create(LabelValueSchema, { value: { case: "staticValue", value: label.value } });
    case "input":
      return create(LabelValueSchema, { value: { case: "inputBinding", value: { var: label.var } } });
  }
}

function labelValueFromIdl({ value }: IdlLabelValue): LabelValue {
  switch (value.case) {
    case "staticValue":
      return { kind: "static", value: value.value };
    case "inputBinding":
      return { kind: "input", var: value.value.var };
    case "timeValue":
    case "triggeredBinding":
    case "runtimeBinding":
      throw unknownMember("flyteidl.core.LabelValue", `"${value.case}"`);
    case undefined:
      throw missingMember("flyteidl.core.LabelValue", "value");
  }
}
