/** flyteidl's `core.LabelValue`: a partition's value, or the input that gives it. */
export type LabelValue =
  | { readonly kind: "static"; readonly value: string }
  | { readonly kind: "input"; readonly var: string };

/** flyteidl's `core.TimePartition`. */
export interface TimePartition {
  readonly value: LabelValue;
  readonly granularity: "unset" | "minute" | "hour" | "day" | "month";
}

/** flyteidl's `core.ArtifactID`, of an artifact that a variable holds or that a query asks for. */
export interface ArtifactId {
  readonly name: string;
  readonly version?: string;
  readonly partitions?: { readonly [name: string]: LabelValue };
  readonly timePartition?: TimePartition;
}
