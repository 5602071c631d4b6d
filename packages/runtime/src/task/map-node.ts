import { callerPosition } from "../graph/caller-position.ts";
import type { ArrayCall, CallableEntity, CallSignature } from "../graph/index.ts";
import type { SourceMetadata } from "../metadata/index.ts";
import type { ArrayNode, NodeMetadata, TypedInterface } from "../model/index.ts";
import { interfaceOf } from "../types/index.ts";
import { type MappableTask, mapTaskFor } from "./map-entity.ts";
import type { PartialMapOptions } from "./map-options.ts";
import { type MapShape, mapSignature } from "./map-signature.ts";

/** The node-level entity that a call of `mapTask(…)` makes. */
export class MapCall implements ArrayCall {
  readonly kind = "array";
  /** That of what is mapped over. */
  readonly name: string;
  readonly lhs: string;
  readonly target: CallableEntity;
  readonly array: ArrayCall["array"];
  readonly embedded: CallSignature;
  readonly interface: TypedInterface;

  constructor(
    mapped: CallableEntity,
    options: PartialMapOptions,
    shape: Pick<MapShape, "bound" | "omitted">,
    source: SourceMetadata,
  ) {
    this.name = mapped.name;
    this.lhs = mapped.lhs;
    this.array = { ...arrayFacts(mapped, options), boundInputs: shape.bound };
    if (mapped.kind === "task" && mapped.registeredAs === undefined) {
      const task = mapTaskFor(mapped as MappableTask, shape.bound, options, callerPosition());
      this.target = task;
      this.embedded = { ...task.embedded, source };
      this.interface = task.interface;
    } else {
      const partial = (options.minSuccessRatio ?? 1) < 1 || options.minSuccesses !== undefined;
      this.target = mapped;
      this.embedded = mapSignature(mapped, { ...shape, partial }, source);
      this.interface = interfaceOf(this.embedded);
    }
  }

  constructNodeMetadata(): NodeMetadata {
    return { name: this.target.name, timeout: 0, retries: 0 };
  }
}

/** How the platform runs the elements: as flytekit has it for each kind of target. */
function arrayFacts(mapped: CallableEntity, options: PartialMapOptions): Omit<ArrayNode, "node" | "boundInputs"> {
  const { concurrency, minSuccesses, minSuccessRatio, runAllSubNodes } = options;
  const isReference = mapped.registeredAs !== undefined && mapped.kind === "task";
  const isOwn = mapped.kind === "task" && !isReference;
  // Plugins keep a state of their own for each element.
  const isPlain = isReference || (mapped as { readonly taskType?: string }).taskType === "typescript-task";
  return {
    ...(concurrency === undefined ? {} : { parallelism: concurrency }),
    success:
      minSuccesses === undefined
        ? { kind: "min-success-ratio", ratio: minSuccessRatio ?? 1 }
        : { kind: "min-successes", count: minSuccesses },
    runAllSubNodes: runAllSubNodes ?? false,
    executionMode: isPlain ? "minimal-state" : "full-state",
    isOriginalSubNodeInterface: !isOwn,
    dataMode: isReference ? "individual-input-files" : "single-input-file",
  };
}
