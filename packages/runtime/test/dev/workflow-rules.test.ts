import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { BooleanExpressionSchema, OperandSchema } from "../../src/idl/gen/flyteidl/core/condition_pb.ts";
import { ComparisonExpression_Operator as Operator } from "../../src/idl/gen/flyteidl/core/condition_pb.ts";
import type { GateNodeSchema } from "../../src/idl/gen/flyteidl/core/workflow_pb.ts";
import { answerOf, type DevClients, startClients } from "./dev-clients.ts";
import {
  type BindingInit,
  constant,
  type Fields,
  float,
  int,
  integer,
  listOf,
  literal,
  type NodeInit,
  none,
  noneScalar,
  optional,
  planId,
  planRequest,
  promise,
  string,
  type Types,
  taskNode,
  taskRequest,
  text,
  variables,
  workflowId,
  workflowRequest,
} from "./sample-entities.ts";

let clients: DevClients;
let registered = 0;

const test = suite("dev/workflows");
test.before(async () => {
  clients = await startClients();
  const { admin } = clients;
  const tasks: readonly (readonly [name: string, inputs: Types, outputs: Types])[] = [
    ["none", {}, {}],
    ["give", {}, { o0: integer }],
    ["give-text", {}, { o0: text }],
    ["give-other", {}, { other: integer }],
    ["give-float", {}, { o0: float }],
    ["give-optional", {}, { o0: optional(integer) }],
    ["give-list", {}, { o0: listOf(integer) }],
    ["take", { a: integer }, { o0: integer }],
    ["take-optional", { a: optional(integer) }, {}],
    ["take-list", { a: listOf(integer) }, { o0: listOf(integer) }],
    ["take-text", { a: text }, {}],
  ];
  for (const [name, inputs, outputs] of tasks) await admin.createTask(taskRequest(name, inputs, outputs));
  await admin.createWorkflow(
    workflowRequest("inner", {
      inputs: { a: integer },
      ...chain(take("n0", "")),
      ...gives("n0"),
    }),
  );
  await admin.createLaunchPlan(planRequest("inner", "inner"));
});
test.after(() => clients.server.close());

/** A node that takes an integer: the workflow's input `a`, or an output of a node. */
function take(id: string, from: string, output = from === "" || from === "start-node" ? "a" : "o0"): NodeInit {
  return taskNode(id, "take", [promise("a", from, output)]);
}

function chain(...nodes: NodeInit[]) {
  return { nodes };
}

/** The output `o0`, from a node. */
function gives(node: string, output = "o0") {
  return { gives: { o0: integer }, outputs: [promise("o0", node, output)] };
}

const give = taskNode("n0", "give");
const takes = { inputs: { a: integer } };
const one = constant("a", int(1));

function list(...scalars: Parameters<typeof constant>[1][]): BindingInit {
  const bindings = scalars.map((value) => ({ value: { case: "scalar" as const, value } }));
  return { var: "a", binding: { value: { case: "collection", value: { bindings } } } };
}

type Given = Parameters<typeof workflowRequest>[1];
type Row = readonly [row: string, workflow: Given, ...errors: (readonly [code: string, node: string, text?: RegExp])[]];

const rows: readonly Row[] = [
  ["no nodes", { nodes: [] }, ["NoNodesFound", ""]],
  ["input passed straight to an output", { nodes: [], ...takes, ...gives("", "a") }, ["NoNodesFound", ""]],
  ["promise for a workflow input: node id empty", { ...takes, ...chain(take("n0", "")) }],
  ["promise for a workflow input: start-node", { ...takes, ...chain(take("n0", "start-node")) }],
  ["edges only by promise", chain(give, take("n1", "n0"))],
  [
    "upstream id of an unknown node",
    chain(taskNode("n0", "none", [], { upstreamNodeIds: ["nx"] })),
    ["UnreachableNodes", "start-node", /\[n0\]/],
  ],
  ["upstream id of an unknown node, beside another", chain(give, { ...take("n1", "n0"), upstreamNodeIds: ["nx"] })],
  ["duplicate node ids", chain(give, give)],
  ["empty node id", chain(taskNode("", "none")), ["ValueRequired", "<node>", /\[Id\]/]],
  [
    'node id "end-node"',
    { ...chain(taskNode("end-node", "give")), ...gives("end-node") },
    ["VariableNameNotFound", "end-node"],
    ["ParameterNotBound", "end-node"],
  ],
  ['"start-node" as an extra node', chain(taskNode("start-node", "none"), give)],
  [
    "node ids with capitals, _, ., /, digit first",
    chain(...["A", "a_b", "a.b", "a/b", "0a"].map((id) => taskNode(id, "none"))),
  ],
  [
    "promise to unknown node",
    chain(take("n1", "nx")),
    ["NodeReferenceNotFound", "nx"],
    ["ParameterNotBound", "n1", /\[a\]/],
  ],
  [
    "promise to unknown output of a known node",
    chain(give, take("n1", "n0", "ox")),
    ["VariableNameNotFound", "n0", /\[ox\]/],
    ["ParameterNotBound", "n1"],
  ],
  [
    "unknown workflow input",
    chain(take("n1", "", "b")),
    ["VariableNameNotFound", "start-node"],
    ["ParameterNotBound", "n1"],
  ],
  ["required input not bound", chain(taskNode("n0", "take")), ["ParameterNotBound", "n0", /\[a\]/]],
  ["input that may be none, not bound", chain(taskNode("n0", "take-optional"))],
  ["same input bound twice", chain(taskNode("n0", "take", [one, one])), ["ParameterBoundMoreThanOnce", "n0"]],
  [
    "binding for an input the task does not have",
    chain(taskNode("n0", "take", [one, constant("b", int(1))])),
    ["VariableNameNotFound", "n0", /\[b\]/],
  ],
  [
    "binding message with no value",
    chain(taskNode("n0", "take", [{ var: "a" }])),
    ["ValueRequired", "n0", /\[Binding\]/],
    ["ParameterNotBound", "n0"],
  ],
  ["literal of another type", chain(taskNode("n0", "take", [constant("a", string("x"))])), ["MismatchingTypes", "n0"]],
  [
    "promise of another type",
    chain(taskNode("n0", "give-float"), take("n1", "n0")),
    ["MismatchingTypes", "n1", /type \[simple:FLOAT\].*type \[simple:INTEGER\]/],
  ],
  ["int literal to Optional[int]", chain(taskNode("n0", "take-optional", [one]))],
  ["none to Optional[int]", chain(taskNode("n0", "take-optional", [constant("a", noneScalar)]))],
  ["int promise to Optional[int]", chain(give, taskNode("n1", "take-optional", [promise("a", "n0", "o0")]))],
  [
    "union-wrapped literal to Optional[int]",
    chain(
      taskNode("n0", "take-optional", [
        constant("a", { value: { case: "union", value: { value: literal(int(1)), type: integer } } }),
      ]),
    ),
  ],
  [
    "list literal with one wrong element",
    chain(taskNode("n0", "take-list", [list(int(1), string("x"))])),
    ["MismatchingTypes", "n0"],
  ],
  ["an empty list binding", chain(taskNode("n0", "take-list", [list()]))],
  ["workflow output not bound", { ...chain(give), gives: { o0: integer } }, ["ParameterNotBound", "end-node"]],
  [
    "workflow output bound to a wrong type",
    { ...chain(taskNode("n0", "give-text")), ...gives("n0") },
    ["MismatchingTypes", "end-node"],
  ],
  [
    "workflow output bound to an undeclared name",
    { ...chain(give), outputs: [promise("x", "n0", "o0")] },
    ["VariableNameNotFound", "end-node"],
  ],
  ["workflow output bound to a literal", { ...chain(give), gives: { o0: integer }, outputs: [constant("o0", int(1))] }],
  ["cycle through data", chain(take("n0", "n1"), take("n1", "n0")), ["UnreachableNodes", "start-node", /\[n0,n1\]/]],
  ["cycle through data, self", chain(take("n0", "n0")), ["UnreachableNodes", "start-node", /\[n0\]/]],
  [
    "cycle through upstream_node_ids only",
    {
      ...takes,
      ...chain({ ...take("n0", ""), upstreamNodeIds: ["n1"] }, { ...take("n1", ""), upstreamNodeIds: ["n0"] }),
    },
    ["CycleDetected", "start-node", /n0>n1>n0/],
  ],
  ["node without target", chain({ id: "n0" }), ["ValueRequired", "n0", /\[Target\]/]],
  ["node connected to nothing", chain(give, taskNode("n1", "none"))],
  [
    "sub-workflow that is only registered on its own",
    chain({
      id: "n0",
      inputs: [one],
      target: { case: "workflowNode", value: { reference: { case: "subWorkflowRef", value: workflowId("inner") } } },
    }),
    ["WorkflowReferenceNotFound", "n0"],
  ],
  ["launch plan node", chain(launchPlanNode("n0", [one]))],
  ["launch plan node, required input not bound", chain(launchPlanNode("n0", [])), ["ParameterNotBound", "n0"]],
  ["failure node", { ...chain(give), failureNode: taskNode("fn", "none") }],
  [
    "failure node with a wrong input",
    { ...chain(give), failureNode: taskNode("fn", "take", [constant("a", string("x"))]) },
    ["MismatchingTypes", "fn"],
  ],
  ["failure node without id", { ...chain(give), failureNode: taskNode("", "none") }, ["ValueRequired", "<node>"]],
  [
    "alias in place of an output's name",
    chain({ ...give, outputAliases: [{ var: "o0", alias: "renamed" }] }, take("n1", "n0")),
    ["VariableNameNotFound", "n0"],
    ["ParameterNotBound", "n1"],
  ],
  [
    "all errors of one workflow come in one answer",
    chain(taskNode("n0", "take"), taskNode("n1", "take", [constant("a", string("x"))])),
    ["ParameterNotBound", "n0"],
    ["MismatchingTypes", "n1"],
  ],
];

function launchPlanNode(id: string, inputs: BindingInit[]): NodeInit {
  const reference = { case: "launchplanRef", value: planId("inner") } as const;
  return { id, inputs, target: { case: "workflowNode", value: { reference } } };
}

type OperandInit = Fields<typeof OperandSchema>;
type ConditionInit = Fields<typeof BooleanExpressionSchema>;

const varOf = (name: string): OperandInit => ({ val: { case: "var", value: name } });
const number = (value: number): OperandInit => ({
  val: { case: "primitive", value: { value: { case: "integer", value: BigInt(value) } } },
});
const real: OperandInit = { val: { case: "primitive", value: { value: { case: "floatValue", value: 1 } } } };

function compare(leftValue: OperandInit, rightValue: OperandInit): ConditionInit {
  return { expr: { case: "comparison", value: { operator: Operator.EQ, leftValue, rightValue } } };
}

interface BranchParts {
  readonly condition?: ConditionInit | undefined;
  readonly first?: NodeInit;
  readonly otherwise?: NodeInit | "error" | "nothing";
  readonly inputs?: BindingInit[];
}

/** A branch `b` on an input `x`, which is a constant. */
function branch(parts: BranchParts = {}): NodeInit {
  const { condition = compare(varOf("x"), number(1)), first = taskNode("c0", "give"), otherwise = "error" } = parts;
  const block = { thenNode: first, ...("condition" in parts && parts.condition === undefined ? {} : { condition }) };
  const rest =
    otherwise === "nothing"
      ? {}
      : {
          default:
            otherwise === "error"
              ? { case: "error" as const, value: { message: "no case" } }
              : { case: "elseNode" as const, value: otherwise },
        };
  return {
    id: "b",
    inputs: parts.inputs ?? [constant("x", int(1))],
    target: { case: "branchNode", value: { ifElse: { case: block, ...rest } } },
  };
}

const branches: readonly Row[] = [
  ["a branch", chain(branch())],
  ["without else or error", chain(branch({ otherwise: "nothing" })), ["BranchNodeHasNoDefault", "b"]],
  ["a case with no condition", chain(branch({ condition: undefined })), ["BranchNodeHasNoCondition", "b"]],
  ["a variable that is no input of the branch", chain(branch({ inputs: [] })), ["VariableNameNotFound", "b", /\[x\]/]],
  [
    "a variable with free text for a name",
    chain(
      taskNode("n0", "give"),
      branch({ condition: compare(varOf("n0.o0"), number(1)), inputs: [promise("n0.o0", "n0", "o0")] }),
    ),
  ],
  ["int compared with float", chain(branch({ condition: compare(varOf("x"), real) })), ["MismatchingTypes", "b"]],
  ["literal against literal", chain(branch({ condition: compare(number(1), number(1)) }))],
  [
    "an operand holding none",
    chain(branch({ condition: compare(varOf("x"), { val: { case: "scalar", value: noneScalar } }) })),
    ["ValueRequired", "b", /\[RightValue\.Val\]/],
  ],
  [
    "an optional value against a literal",
    chain(taskNode("n0", "give-optional"), branch({ inputs: [promise("x", "n0", "o0")] })),
    ["MismatchingTypes", "b"],
  ],
  ["outputs of all cases, downstream", chain(branch({ otherwise: taskNode("c1", "give") }), take("n1", "b"))],
  [
    "outputs of different types, downstream",
    chain(branch({ otherwise: taskNode("c1", "give-text") }), take("n1", "b")),
    ["MismatchingTypes", "b-c1"],
    ["ParameterNotBound", "n1"],
  ],
  ["cases with different outputs that nobody uses", chain(branch({ otherwise: taskNode("c1", "give-other") }))],
  ["one id in two cases", chain(branch({ otherwise: taskNode("c0", "give") }))],
  ["a case that reads an outer node", chain(give, branch({ first: take("c0", "n0") }))],
];

function arrayNode(task: string, inputs: BindingInit[]): NodeInit {
  return { id: "m", inputs, target: { case: "arrayNode", value: { node: taskNode("m", task) } } };
}

const arrays: readonly Row[] = [
  ["a task with lists", chain(arrayNode("take-list", [list(int(1), int(2))]))],
  ["a task with scalar types", chain(arrayNode("take", [list(int(1))])), ["MismatchingBindings", "m"]],
  [
    "a task with scalar types, lists of a node",
    chain(taskNode("n0", "give-list"), arrayNode("take", [promise("a", "n0", "o0")])),
    ["MismatchingTypes", "m"],
  ],
];

function gateNode(
  condition: NonNullable<Fields<typeof GateNodeSchema>["condition"]>,
  inputs: BindingInit[] = [],
): NodeInit {
  return { id: "g", inputs, target: { case: "gateNode", value: { condition } } };
}

const gates: readonly Row[] = [
  ["sleep", chain(gateNode({ case: "sleep", value: { duration: { seconds: 1n } } }))],
  [
    "approve",
    chain(
      give,
      gateNode({ case: "approve", value: { signalId: "s" } }, [promise("x", "n0", "o0")]),
      take("n1", "g", "x"),
    ),
  ],
  [
    "signal",
    chain(
      gateNode({ case: "signal", value: { signalId: "s", type: integer, outputVariableName: "o0" } }),
      take("n1", "g"),
    ),
  ],
  [
    "signal without an output variable name",
    chain(gateNode({ case: "signal", value: { signalId: "s", type: integer } })),
    ["ValueRequired", "g", /\[GateNode\.Signal\.OutputVariableName\]/],
  ],
  ["no condition at all", chain(gateNode({ case: undefined })), ["NoConditionFound", "g"]],
];

for (const [group, table] of Object.entries({ graph: rows, branch: branches, map: arrays, gate: gates })) {
  for (const [row, workflow, ...errors] of table) {
    test(`${group}: ${row}${errors.length === 0 ? ", accepted" : ""}`, async () => {
      const request = workflowRequest(`w${registered++}`, workflow);
      const answer = await answerOf(clients.admin.createWorkflow(request));
      if (errors.length === 0) return assert.is(answer.code, "OK", answer.text);
      assert.is(answer.code, "InvalidArgument", answer.text);
      const found = [...answer.text.matchAll(/Code: (\w+), Node Id: ([^,\n]*).*?, Description: (.*)/g)];
      for (const [code, node, description = /(?:)/] of errors) {
        const hit = found.find((error) => error[1] === code && (node === "" || error[2] === node));
        assert.ok(hit !== undefined, `no ${code} on ${node} in ${answer.text}`);
        assert.match(hit?.[3] ?? "", description);
      }
    });
  }
}

test("graph: workflow without interface", async () => {
  const request = {
    id: workflowId("bare"),
    spec: { template: { ...chain(take("n0", "")), outputs: [promise("o0", "n0", "o0")] } },
  };
  const { code, text: message } = await answerOf(clients.admin.createWorkflow(request));
  assert.is(code, "InvalidArgument");
  assert.match(message, /VariableNameNotFound, Node Id: start-node/);
  assert.match(message, /VariableNameNotFound, Node Id: end-node/);
});

test("graph: sub-workflow in the spec", async () => {
  const within = {
    id: workflowId("within"),
    interface: { inputs: variables({ a: integer }), outputs: variables({ o0: integer }) },
    nodes: [take("n0", "")],
    outputs: [promise("o0", "n0", "o0")],
  };
  const node: NodeInit = {
    id: "n0",
    inputs: [one],
    target: { case: "workflowNode", value: { reference: { case: "subWorkflowRef", value: workflowId("within") } } },
  };
  const request = workflowRequest("around", { ...chain(node, take("n1", "n0")) }, [within]);
  await clients.admin.createWorkflow(request);
  const { closure } = await clients.admin.getWorkflow({ id: workflowId("around") });
  const compiled = closure?.compiledWorkflow;
  assert.equal(
    compiled?.primary?.template?.nodes.map(({ id }) => id),
    ["start-node", "end-node", "n0", "n1"],
  );
  assert.equal(compiled?.primary?.connections?.upstream["n1"]?.ids, ["n0"]);
  assert.equal(compiled?.primary?.connections?.downstream["n1"]?.ids, ["end-node"]);
  assert.is(compiled?.subWorkflows[0]?.template?.nodes.length, 3);
  assert.equal(
    compiled?.tasks.map(({ template }) => template?.id?.name),
    ["take"],
  );
  const broken = { ...within, nodes: [taskNode("n0", "take")] };
  const refusal = await answerOf(
    clients.admin.createWorkflow(workflowRequest("around2", chain({ ...node, inputs: [one] }), [broken])),
  );
  assert.match(refusal.text, /ParameterNotBound, Node Id: n0/);
});

test("map: over a launch plan", async () => {
  const node: NodeInit = {
    id: "m",
    inputs: [list(int(1))],
    target: { case: "arrayNode", value: { node: launchPlanNode("m", []) } },
  };
  const { code, text: message } = await answerOf(clients.admin.createWorkflow(workflowRequest("mapped", chain(node))));
  assert.is(code, "InvalidArgument");
  assert.match(message, /Mismatching/);
});

test("none is the type of nothing else", async () => {
  const { admin } = clients;
  await admin.createTask(taskRequest("take-none", { a: none }));
  const { text: message } = await answerOf(
    admin.createWorkflow(workflowRequest("nothing", chain(taskNode("n0", "take-none", [one])))),
  );
  assert.match(message, /MismatchingTypes/);
});

test.run();
