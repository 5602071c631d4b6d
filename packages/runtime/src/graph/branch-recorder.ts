/** Records the cases of a branch while the body of a workflow runs. */
import { unfinishedBranch } from "../errors/branches.ts";
import { endedBranch, noThunk } from "../errors/conditions.ts";
import type { TsflyteError } from "../errors/index.ts";
import type { Branch, GraphCondition } from "./branch.ts";
import { BranchCall } from "./branch-call.ts";
import { callerPosition } from "./caller-position.ts";
import { describeCase, recordCase } from "./case-recorder.ts";
import type { Condition } from "./condition.ts";
import { checkCondition, evaluateNow, looksAtReferences, outcomeOf } from "./evaluate-condition.ts";
import { Failure } from "./failure.ts";
import { graphCondition } from "./graph-condition.ts";
import type { Invocation } from "./invocation.ts";
import type { RecordedNode } from "./recorded-node.ts";
import type { Recorder } from "./recorder.ts";

/** What makes the call of a case. */
export type Case = () => unknown;

/** A `when()` in a workflow's body, from its first case to `otherwise()`. */
export class BranchRecorder {
  readonly name: string;
  readonly position: string | undefined = callerPosition();
  readonly recorder: Recorder;
  readonly #cases: { readonly condition: GraphCondition; readonly node: RecordedNode }[] = [];
  /** In a dynamic task: the case whose condition is known to hold, behind which no other can run. */
  #certain: Case | undefined;
  #ended = false;

  constructor(recorder: Recorder, name: string) {
    this.name = name;
    this.recorder = recorder;
  }

  /** The branch in words. */
  get described(): string {
    return `branch ${this.name}`;
  }

  /** The nodes of the cases so far. */
  get nodes(): readonly RecordedNode[] {
    return this.#cases.map(({ node }) => node);
  }

  elseWhen(condition: Condition, then: Case): this {
    this.#checkOpen();
    checkCondition(condition, this.described, this.position);
    this.#checkThunk(then);
    if (this.#certain !== undefined) return this;
    if (this.recorder.isDynamic && !looksAtReferences(condition)) {
      // The body of a dynamic task has real inputs: only what they lead to is recorded.
      if (evaluateNow(condition, this.described)) this.#certain = then;
      return this;
    }
    const place = { branch: this.described, workflow: this.recorder.workflow, scope: this.recorder };
    const compiled = graphCondition(condition, place);
    this.#cases.push({ condition: compiled, node: recordCase(this, then) });
    return this;
  }

  otherwise<T>(last: Case | Failure): Invocation<T> {
    this.#checkOpen();
    if (!(last instanceof Failure)) this.#checkThunk(last);
    const ending = this.#certain ?? last;
    const call = this.#cases.length === 0 ? this.#onlyCase<T>(ending) : this.#branch<T>(ending);
    this.#ended = true;
    return call;
  }

  /** Why the body cannot end yet, if it cannot. */
  unfinished(): TsflyteError | undefined {
    if (this.#ended) return undefined;
    return unfinishedBranch(this.described, this.recorder.workflow, this.position);
  }

  #branch<T>(ending: Case | Failure): Invocation<T> {
    let failure = ending instanceof Failure ? ending : undefined;
    const recordLast = (last: Case): RecordedNode | undefined => {
      const result = recordCase(this, last, (other) => other instanceof Failure);
      if (result instanceof Failure) failure = result;
      return result instanceof Failure ? undefined : result;
    };
    const node = ending instanceof Failure ? undefined : recordLast(ending);
    const otherwise: Branch["otherwise"] =
      node === undefined ? { kind: "error", message: failure?.message ?? "" } : { kind: "node", node };
    const branch = new BranchCall(this.name, this.position, { cases: this.#cases, otherwise });
    return this.recorder.recordNamed<T>(branch, new Map());
  }

  /** Without a condition on a reference there is nothing to branch on, and the call is one as any other. */
  #onlyCase<T>(ending: Case | Failure): Invocation<T> {
    return outcomeOf(ending instanceof Failure ? ending : ending(), this.name) as Invocation<T>;
  }

  #checkOpen(): void {
    if (this.#ended) throw endedBranch(this.described, this.position);
  }

  #checkThunk(then: unknown): void {
    if (typeof then !== "function") throw noThunk(this.described, describeCase(then), this.position);
  }
}
