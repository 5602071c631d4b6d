import { referenceWorkflowNode } from "../errors/references.ts";
import {
  type AnyFunction,
  type Callable,
  type CallableEntity,
  DefinedEntity,
  type EntityDefinition,
  type Invocation,
  type RegisteredName,
  sourceOf,
} from "../graph/index.ts";
import { activeRecorder } from "../graph/scope.ts";
import type { NodeMetadata } from "../model/index.ts";

/** Where an entity of another project or version is registered. */
export type ReferenceOptions = RegisteredName;

export type ReferenceKind = "task" | "launch-plan" | "workflow";

/** What is registered elsewhere, with its types stated here. It is called like an entity of one's own, and never registered. */
export class ReferenceEntity<Kind extends ReferenceKind = ReferenceKind, Fn extends AnyFunction = AnyFunction>
  extends DefinedEntity<Kind, object, Fn>
  implements CallableEntity
{
  readonly registeredAs: RegisteredName;

  constructor(kind: Kind, definition: EntityDefinition<ReferenceOptions>) {
    const { project, domain, name, version } = definition.options;
    super(kind, { ...definition, name });
    this.registeredAs = { project, domain, name, version };
  }

  /** Nodes are named after the last part of the registered name. */
  constructNodeMetadata(): NodeMetadata {
    return { name: this.name.slice(this.name.lastIndexOf(".") + 1), timeout: 0, retries: 0 };
  }

  override invoke(args: readonly unknown[]): Invocation<Awaited<ReturnType<Fn>>> {
    const recorder = activeRecorder();
    if (this.kind === "workflow" && recorder !== undefined) {
      throw referenceWorkflowNode(this.name, recorder.workflow, [sourceOf(this.embedded)]);
    }
    return super.invoke(args);
  }
}

/** A task that is registered elsewhere. */
export type ReferenceTask<Fn extends AnyFunction> = ReferenceEntity<"task", Fn> & Callable<Fn>;
/** A launch plan that is registered elsewhere. */
export type ReferenceLaunchPlan<Fn extends AnyFunction> = ReferenceEntity<"launch-plan", Fn> & Callable<Fn>;
/** A workflow that is registered elsewhere. */
export type ReferenceWorkflow<Fn extends AnyFunction> = ReferenceEntity<"workflow", Fn> & Callable<Fn>;
