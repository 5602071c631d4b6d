/** One element of an array node. */
import { toBinary } from "@bufbuild/protobuf";
import { type Literal, LiteralMapSchema } from "../../../idl/gen/flyteidl/core/literals_pb.ts";
import { type ArrayNode, ArrayNode_DataMode, type Node } from "../../../idl/gen/flyteidl/core/workflow_pb.ts";
import { type NodeContext, type NodeResult, nodeFolder } from "../node-context.ts";
import { literalMap } from "../node-outputs.ts";
import type { NodeExecutionRow } from "../records/node-executions.ts";

/** The variable that says which element a container is for; another variable says its name. */
const indexVariable = "FLYTE_K8S_ARRAY_INDEX";

/** Whether the elements of an array all get the file with the whole lists, and take what is theirs. */
export function sharesInputs({ dataMode, node }: ArrayNode): boolean {
  return node?.target.case === "taskNode" && dataMode === ArrayNode_DataMode.SINGLE_INPUT_FILE;
}

/** Runs what an array holds for one element. */
export function runElement(
  context: NodeContext,
  {
    array,
    node,
    row,
    index,
  }: {
    readonly array: ArrayNode;
    readonly node: Node;
    readonly row: NodeExecutionRow;
    readonly index: number;
  },
): Promise<NodeResult> {
  const { scope, signal, room } = context;
  const { engine, inside, key } = scope.run;
  const inputs = elementInputs(context.inputs, array.boundInputs, index);
  if (!sharesInputs(array)) engine.objects.write(row.input_uri, toBinary(LiteralMapSchema, literalMap(inputs)));
  return inside.node({ ...scope, signal }, node, row, {
    inputs,
    room,
    folder: `${nodeFolder(key, context.row.node_id)}/0/${index}`,
    environment: { BATCH_JOB_ARRAY_INDEX_VAR_NAME: indexVariable, [indexVariable]: String(index) },
  });
}

/** Of every list that is run over the one value; everything else as it is. */
function elementInputs(
  inputs: { readonly [name: string]: Literal },
  bound: readonly string[],
  index: number,
): { readonly [name: string]: Literal } {
  const values = Object.entries(inputs).map(([name, literal]) => {
    const { value } = literal;
    const item = value.case === "collection" && !bound.includes(name) ? value.value.literals[index] : undefined;
    return [name, item ?? literal] as const;
  });
  return Object.fromEntries(values);
}
