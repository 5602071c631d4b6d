/** A call of what has no meaning outside a workflow: it runs as the one node of a workflow of its own. */
import type { NodeMetadata, TypedInterface } from "../model/index.ts";
import type { CallableEntity, CallSignature } from "./callable-entity.ts";
import { recordBody, type WorkflowGraph } from "./record-body.ts";
import { activeRecorder } from "./scope.ts";

/** A workflow with one node, which is nowhere registered. */
export class SingleCall implements CallableEntity {
  readonly kind = "workflow";
  readonly name: string;
  readonly lhs: string;
  readonly embedded: CallSignature;
  readonly options: object = {};
  readonly #entity: CallableEntity;

  constructor(entity: CallableEntity) {
    this.name = entity.name;
    this.lhs = entity.lhs;
    this.embedded = entity.embedded;
    this.#entity = entity;
  }

  get interface(): TypedInterface {
    return this.#entity.interface;
  }

  constructNodeMetadata(): NodeMetadata {
    return this.#entity.constructNodeMetadata();
  }

  compile(): Promise<WorkflowGraph> {
    const body = (inputs: unknown): unknown => activeRecorder()?.record(this.#entity, [inputs]);
    return recordBody(this, body);
  }
}
