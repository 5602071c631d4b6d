/** The node-level entity that `when()` makes. */
import type { OutputStyle, Schema, VariablesSchema } from "../metadata/index.ts";
import type { NodeMetadata, TypedInterface } from "../model/index.ts";
import { type Branch, caseNodes, type GraphCondition } from "./branch.ts";
import type { CallSignature } from "./callable-entity.ts";
import { sourceAt } from "./caller-position.ts";
import { noVariables } from "./no-variables.ts";
import type { RecordedNode } from "./recorded-node.ts";
import { type Redirection, redirectCondition } from "./redirect.ts";

/** A branch whose cases have been recorded. */
export class BranchCall implements Branch {
  readonly kind = "branch";
  readonly name: string;
  readonly lhs: string;
  cases: readonly { readonly condition: GraphCondition; readonly node: RecordedNode }[];
  readonly otherwise: Branch["otherwise"];
  readonly embedded: CallSignature;
  readonly interface: TypedInterface;

  constructor(name: string, position: string | undefined, { cases, otherwise }: Pick<Branch, "cases" | "otherwise">) {
    this.name = name;
    this.lhs = name;
    this.cases = cases;
    this.otherwise = otherwise;
    const nodes = cases.map(({ node }) => node);
    const running = otherwise.kind === "node" ? [...nodes, otherwise.node] : nodes;
    const { outputs, outputStyle } = commonOutputs(running);
    this.embedded = { inputs: noVariables, outputs, inputStyle: "object", outputStyle, source: sourceAt(position) };
    const [first] = running;
    const types = Object.keys(outputs.properties).flatMap((output) => {
      const variable = first?.entity.interface.outputs[output];
      return variable === undefined ? [] : [[output, variable] as const];
    });
    this.interface = { inputs: {}, outputs: Object.fromEntries(types) };
  }

  redirect(to: Redirection): void {
    this.cases = this.cases.map(({ condition, node }) => ({ condition: redirectCondition(condition, to), node }));
    for (const node of caseNodes(this)) node.redirect(to);
  }

  constructNodeMetadata(): NodeMetadata {
    return { name: this.name, timeout: 0, retries: 0 };
  }
}

/** What every case gives, as the first one gives it: the case that fails gives nothing, and is none of them. */
function commonOutputs(nodes: readonly RecordedNode[]): {
  readonly outputs: VariablesSchema;
  readonly outputStyle: OutputStyle;
} {
  const [first, ...others] = nodes.map(({ entity }) => entity.embedded);
  if (first === undefined) return { outputs: noVariables, outputStyle: "none" };
  const common = Object.entries(first.outputs.properties).filter(([name]) =>
    others.every(({ outputs }) => Object.hasOwn(outputs.properties, name)),
  );
  if (common.length === 0) return { outputs: noVariables, outputStyle: "none" };
  const properties: { readonly [name: string]: Schema } = Object.fromEntries(common);
  const outputs: VariablesSchema = { ...first.outputs, properties, required: common.map(([name]) => name) };
  return { outputs, outputStyle: first.outputStyle };
}
