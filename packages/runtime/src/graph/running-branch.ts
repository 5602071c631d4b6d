/** A `when()` outside a workflow's body: its conditions are on values that are there, and the case that they lead to runs. */
import { endedBranch, noCondition, noThunk } from "../errors/conditions.ts";
import { show } from "../errors/options.ts";
import { callerPosition } from "./caller-position.ts";
import { Condition } from "./condition.ts";
import { Failure } from "./failure.ts";
import { type Invocation, runningInvocation } from "./invocation.ts";

export type Case = () => unknown;

/** The cases of a branch that runs. */
export class RunningBranch {
  readonly name: string;
  readonly #position: string | undefined = callerPosition();
  readonly #cases: { readonly condition: Condition; readonly then: Case }[] = [];
  #ended = false;

  constructor(name = "branch") {
    this.name = name;
  }

  elseWhen(condition: Condition, then: Case): this {
    this.#check(then);
    if (!((condition as unknown) instanceof Condition)) throw noCondition(this.#words, condition, this.#position);
    this.#cases.push({ condition, then });
    return this;
  }

  otherwise<T>(last: Case | Failure): Invocation<T> {
    if (!(last instanceof Failure)) this.#check(last);
    this.#ended = true;
    return runningInvocation(async () => (await this.#run(last)) as T);
  }

  async #run(last: Case | Failure): Promise<unknown> {
    const { evaluate, outcomeOf } = await import("./evaluate-condition.ts");
    for (const { condition, then } of this.#cases) {
      if (await evaluate(condition, this.#words)) return then();
    }
    return outcomeOf(last instanceof Failure ? last : last(), this.name);
  }

  get #words(): string {
    return `branch ${this.name}`;
  }

  #check(then: unknown): void {
    if (this.#ended) throw endedBranch(this.#words, this.#position);
    if (typeof then === "function") return;
    const found = typeof then === "object" && then !== null && "then" in then ? "a call itself" : show(then);
    throw noThunk(this.#words, found, this.#position);
  }
}
