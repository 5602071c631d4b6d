import type { ArtifactId } from "../model/index.ts";

/** Asks for an artifact when an execution starts. `artifact(…).query(…)` makes one. */
export interface ArtifactQuery {
  readonly kind: "artifact-query";
  readonly artifact: ArtifactId;
}
