import { suite } from "uvu";
import * as assert from "uvu/assert";
import { answerFrom } from "../../src/local/gates/ask-terminal.ts";
import type { GateRequest, RunEvent } from "../../src/local/index.ts";
import type { GateNode, LiteralType } from "../../src/model/index.ts";
import { addTask } from "../support/define.ts";
import { refusal, spelled } from "../support/refusal.ts";
import { integer, nodeOf, promise, runNodes, taskNode } from "./graph-by-hand.ts";

const add = addTask("addBehindGate");
const integerType: LiteralType = { kind: "simple", simple: "integer" };
const approve: GateNode = { kind: "approve", signalId: "looks good" };
const signal: GateNode = { kind: "signal", signalId: "how many", type: integerType, outputVariableName: "o0" };

/** A gate `n0`, and a task `n1` that adds its output to itself. */
function gated(gate: GateNode, timeout = 0) {
  const gateNode = nodeOf(
    "n0",
    { kind: "gate", gate },
    { inputs: gate.kind === "approve" ? { o0: promise("", "x") } : {}, metadata: { name: "gate", timeout } },
  );
  return [gateNode, taskNode("n1", add, { inputs: { a: promise("n0"), b: promise("n0") } })];
}

const inputs = { x: integer(4) };
const gates = suite("a gate that runs");

gates("passes on what is approved", async () => {
  const asked: GateRequest[] = [];
  const events: RunEvent[] = [];
  const outputs = await runNodes(gated(approve), [add], inputs, {
    gates: (gate) => {
      asked.push(gate);
      return true;
    },
    onEvent: (event) => events.push(event),
  });
  assert.equal(outputs.get("n1"), { o0: integer(8) });
  const [gate] = asked;
  assert.equal([gate?.kind, gate?.name, gate?.node], ["approve", "looks good", "n0"]);
  assert.is(gate?.kind === "approve" ? gate.text : undefined, "4");
  assert.equal(
    events.map(({ kind, node }) => `${kind} ${node}`),
    ["gate-waiting n0", "node-succeeded n0", "node-started n1", "node-succeeded n1"],
  );
});

gates("fails where somebody does not approve", async () => {
  const error = await refusal(() => runNodes(gated(approve), [add], inputs, { gates: async () => false }));
  assert.equal(spelled(error), {
    code: "disapproved",
    message: 'The gate "looks good" was not approved\n  at node n0',
  });
  const odd = await refusal(() => runNodes(gated(approve), [add], inputs, { gates: () => "perhaps" }));
  assert.is(odd.text, 'The answer to the gate "looks good": expected true or false, got "perhaps"');
});

gates("takes a value of the type that it asks for", async () => {
  const outputs = await runNodes(gated(signal), [add], {}, { gates: ({ name }) => (name === "how many" ? 21 : 0) });
  assert.equal(outputs.get("n1"), { o0: integer(42) });
  const error = await refusal(() => runNodes(gated(signal), [add], {}, { gates: () => "many" }));
  assert.is(error.code, "wrong-type");
  assert.is(
    error.text,
    'The output "o0" of the gate "how many" is not of its type: o0: expected an integer, got the string "many"',
  );
});

gates("fails where nobody can answer", async () => {
  const isTerminal = process.stdin.isTTY;
  process.stdin.isTTY = false;
  const error = await refusal(() => runNodes(gated(signal), [add]));
  process.stdin.isTTY = isTerminal;
  assert.equal(spelled(error), {
    code: "gate-unanswered",
    message: [
      'The gate "how many" waits for an answer, and nobody can give one',
      "  at node n0",
      "  fix: run in a terminal, or give the run the option gates: (gate) => answer",
    ].join("\n"),
  });
});

gates("waits no longer than its timeout, and says when an answer is not wanted any more", async () => {
  let isOver = false;
  const error = await refusal(() =>
    runNodes(
      gated(signal, 10),
      [add],
      {},
      {
        gates: (gate) =>
          new Promise(() => {
            gate.signal.addEventListener("abort", () => (isOver = true));
          }),
      },
    ),
  );
  assert.is(error.code, "timed-out");
  assert.is(error.text, 'The gate "how many" was not answered within 10 ms');
  assert.is(isOver, true);
});

gates("lets a time pass, which ends with the run", async () => {
  const start = performance.now();
  await runNodes([nodeOf("n0", { kind: "gate", gate: { kind: "sleep", duration: 15 } })], []);
  assert.ok(performance.now() - start >= 14);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  const long = nodeOf("n0", { kind: "gate", gate: { kind: "sleep", duration: 3_600_000 } });
  await runNodes([long], [], {}, { signal: controller.signal });
  assert.ok(performance.now() - start < 5000);
});

gates.run();

const terminal = suite("a gate on a terminal");

/** Answers questions from a list; gives the questions and the answer. */
async function talk(request: GateRequest, ...lines: readonly string[]) {
  const questions: string[] = [];
  const left = [...lines];
  const answer = await answerFrom(request, async (question) => {
    questions.push(question);
    return left.shift() ?? "";
  });
  return { questions, answer };
}

const about = { name: "how many", node: "n0", signal: new AbortController().signal };

terminal("asks until it is answered yes or no", async () => {
  const { questions, answer } = await talk({ kind: "approve", ...about, value: 4, text: "4" }, "what?", "YES");
  assert.is(answer, true);
  assert.equal(questions, [
    "[n0] how many: approve 4? (yes/no) ",
    "Answer yes or no.\n[n0] how many: approve 4? (yes/no) ",
  ]);
  assert.is((await talk({ kind: "approve", ...about, value: undefined, text: "4" }, "n")).answer, false);
});

terminal("reads values by their types, and asks again where one is of another", async () => {
  const { questions, answer } = await talk({ kind: "signal", ...about, type: integerType }, "many", "3");
  assert.is(answer, 3);
  assert.is(questions[0], "[n0] how many: an integer: ");
  assert.match(questions[1] ?? "", "expected an integer");
  const text: LiteralType = { kind: "simple", simple: "string" };
  assert.is((await talk({ kind: "signal", ...about, type: text }, "3")).answer, "3");
  assert.is((await talk({ kind: "signal", ...about, type: text }, '"quoted"')).answer, "quoted");
  const list: LiteralType = { kind: "collection", elementType: integerType };
  assert.equal((await talk({ kind: "signal", ...about, type: list }, "[1, 2]")).answer, [1, 2]);
  const date: LiteralType = { kind: "simple", simple: "datetime" };
  const { answer: at } = await talk({ kind: "signal", ...about, type: date }, "2024-05-06T07:08:09Z");
  assert.is((at as Date).toISOString(), "2024-05-06T07:08:09.000Z");
});

terminal.run();
