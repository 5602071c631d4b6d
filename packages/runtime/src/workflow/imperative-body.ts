/** The body that an imperative workflow stands for. Loaded when it is compiled. */
import { addWhere } from "../errors/add-where.ts";
import type { AnyFunction, CallableEntity, Invocation } from "../graph/index.ts";
import { invocationNode } from "../graph/invocation.ts";
import { activeRecorder } from "../graph/scope.ts";
import type { NodeChanges } from "./imperative-node.ts";
import { replaceValues, type ValueFacts } from "./imperative-value.ts";

/** One addition to an imperative workflow. */
export interface Addition extends NodeChanges {
  readonly entity: CallableEntity;
  readonly inputs: { readonly [input: string]: unknown };
  /** Where it was made, as `file:line:column`. */
  readonly position: string | undefined;
}

/** A function that makes the calls in the order in which they were added, and returns the outputs. */
export function imperativeBody(additions: readonly Addition[], outputs: ReadonlyMap<string, unknown>): AnyFunction {
  const body = (inputs: { readonly [input: string]: unknown }): unknown => {
    const recorder = activeRecorder();
    if (recorder === undefined) throw new Error("an imperative workflow's body runs only while it is recorded");
    const calls: Invocation<unknown>[] = [];
    const referenceTo = ({ node, var: name, path }: ValueFacts): unknown => {
      const source = node === undefined ? inputs[name] : outputOf(calls[node], name);
      return path.reduce((value, step) => (value as { readonly [key: string]: unknown })[step], source);
    };
    const placed = (work: () => void, position: string | undefined): void => {
      try {
        work();
      } catch (error) {
        throw addWhere(error, `the addition to ${recorder.workflow}${position === undefined ? "" : ` (${position})`}`);
      }
    };
    for (const { entity, inputs: given, position } of additions) {
      placed(() => {
        const values = Object.entries(given).map(([name, value]) => [name, replaceValues(value, referenceTo)] as const);
        calls.push(recorder.recordNamed(entity, new Map(values)));
      }, position);
    }
    additions.forEach(({ overrides, after, position }, index) => {
      placed(() => {
        for (const change of overrides) calls[index]?.with(change);
        for (const other of after) calls[index]?.after(...calls.slice(other, other + 1));
      }, position);
    });
    return Object.fromEntries([...outputs].map(([name, value]) => [name, replaceValues(value, referenceTo)]));
  };
  return body as AnyFunction;
}

/** The reference to an output of a call, by the output's name. */
function outputOf(call: Invocation<unknown> | undefined, name: string): unknown {
  const node = invocationNode(call);
  const result = node?.result();
  const { outputs, outputStyle } = node?.entity.embedded ?? {};
  if (outputStyle === "value" || outputs === undefined) return result;
  const key = outputStyle === "tuple" ? String(Object.keys(outputs.properties).indexOf(name)) : name;
  return (result as { readonly [key: string]: unknown })[key];
}
