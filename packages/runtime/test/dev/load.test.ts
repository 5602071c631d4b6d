/** A server with a hundred executions at once that is killed twenty times, at any moment. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Database, openDatabase } from "../../src/dev/database/database.ts";
import type { ExecutionRow } from "../../src/dev/database/executions.ts";
import {
  ExecutionErrorSchema,
  NodeExecution_Phase as NodePhase,
  WorkflowExecution_Phase as Phase,
  TaskExecution_Phase as TaskPhase,
} from "../../src/idl/gen/flyteidl/core/execution_pb.ts";
import { type Literal, LiteralMapSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { AdminService } from "../../src/idl/gen/flyteidl/service/admin_pb.ts";
import {
  container,
  int,
  integer,
  listOf,
  literal,
  place,
  planId,
  planRequest,
  promise,
  taskNode,
  taskRequest,
  workflowRequest,
} from "./sample-entities.ts";

const executions = 100;
const kills = 20;
const seed = Number(process.env["TSFLYTE_TEST_SEED"] ?? 8);
/** Milliseconds after the last kill within which everything has ended. */
const patience = 90_000;
const terminal = [Phase.SUCCEEDED, Phase.FAILED, Phase.ABORTED];

/** Numbers between 0 and 1, always the same ones: mulberry32. */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Server {
  readonly process: ChildProcess;
  readonly endpoint: string;
  readonly exited: Promise<void>;
}

async function start(folder: string, port: string): Promise<Server> {
  const program = join(import.meta.dirname, "load-server.ts");
  const child = spawn(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", program, join(folder, "state"), folder, port],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const exited = new Promise<void>((done) => child.once("close", () => done()));
  const endpoint = await new Promise<string>((done, fail) => {
    child.stdout.once("data", (chunk) => done(String(chunk).trim()));
    void exited.then(() => fail(new Error("the server did not start")));
  });
  return { process: child, endpoint, exited };
}

/** Calls until a server answers, and takes what it did before it was killed as done. */
async function insist(call: () => Promise<unknown>, ...done: readonly Code[]): Promise<void> {
  for (;;) {
    try {
      await call();
      return;
    } catch (error) {
      const { code } = ConnectError.from(error);
      if (done.includes(code)) return;
      const isGone = [Code.Unavailable, Code.Aborted, Code.Canceled, Code.Internal, Code.Unknown].includes(code);
      if (!isGone) throw error;
      await pause(50);
    }
  }
}

/** Says where another process still runs for the same node, then takes its time. */
const script = `
node="$(dirname "$2")"
mark="$node.$FLYTE_K8S_ARRAY_INDEX.running"
if [ -f "$mark" ] && ps -o stat=,args= -p "$(cat "$mark")" | grep -v '^Z' | grep -qF "$node"; then echo "$node" >> overlaps; fi
echo $$ > "$mark"
sleep 0.05
cp "$1" "$2/part"
mv "$2/part" "$2/outputs.pb"
`;

const scripted = container({
  image: "any",
  command: ["sh", "-c", script, "task", "{{.input}}", "{{.outputPrefix}}"],
});

/** One task after another one, and between them one for each of three. */
async function register(admin: Client<typeof AdminService>): Promise<void> {
  await admin.createTask(taskRequest("one", { a: integer }, { a: integer }, scripted));
  await admin.createTask(taskRequest("each", { a: integer, xs: listOf(integer) }, { a: listOf(integer) }, scripted));
  const scalars = [1, 2, 3].map((value) => ({ value: { case: "scalar" as const, value: int(value) } }));
  const xs = { var: "xs", binding: { value: { case: "collection" as const, value: { bindings: scalars } } } };
  const array = {
    id: "n1",
    inputs: [promise("a", "n0", "a"), xs],
    target: { case: "arrayNode" as const, value: { node: taskNode("inner", "each") } },
  };
  await admin.createWorkflow(
    workflowRequest("w", {
      inputs: { a: integer },
      gives: { a: integer, list: listOf(integer) },
      nodes: [
        taskNode("n0", "one", [promise("a", "", "a")]),
        array,
        taskNode("n2", "one", [promise("a", "n0", "a")], { upstreamNodeIds: ["n1"] }),
      ],
      outputs: [promise("a", "n2", "a"), promise("list", "n1", "a")],
    }),
  );
  await admin.createLaunchPlan(planRequest("w", "w"));
}

const load = suite("dev/load");
let folder: string;
load.before(() => {
  folder = mkdtempSync(join(tmpdir(), "tsflyte-load-"));
  mkdirSync(join(folder, "state"));
});
load.after(() => rmSync(folder, { recursive: true, force: true }));

load(`a hundred executions, and twenty kills (seed ${seed})`, async () => {
  const random = randomNumbers(seed);
  let server = await start(folder, "0");
  const { endpoint } = server;
  const admin = createClient(AdminService, createGrpcTransport({ baseUrl: `http://${endpoint}` }));
  await register(admin);

  const names = Array.from({ length: executions }, (_, index) => `e${index}`);
  const asked = names.map((name, index) => {
    const inputs = { literals: { a: literal(int(index)) } };
    const request = { ...place, name, spec: { launchPlan: planId("w") }, inputs };
    return insist(() => admin.createExecution(request), Code.AlreadyExists);
  });
  const aborted = names.filter((_, index) => index % 20 === 19);
  const ended = (async () => {
    await Promise.all(asked);
    await Promise.all(
      aborted.map((name) =>
        insist(() => admin.terminateExecution({ id: { ...place, name }, cause: "enough" }), Code.FailedPrecondition),
      ),
    );
  })();
  for (let count = 0; count < kills; count++) {
    await pause(random() * 900);
    server.process.kill("SIGKILL");
    await server.exited;
    server = await start(folder, endpoint.split(":")[1] ?? "");
  }
  await ended;
  const deadline = Date.now() + patience;
  for (;;) {
    assert.ok(Date.now() < deadline, "executions still run");
    const left = await admin.listExecutions({
      id: place,
      limit: 1,
      filters: "value_not_in(phase,SUCCEEDED;FAILED;ABORTED)",
    });
    if (left.executions.length === 0) break;
    await pause(100);
  }
  server.process.kill("SIGTERM");
  await server.exited;

  const database = openDatabase(join(folder, "state/state.sqlite"));
  try {
    assert.is(database.get<{ integrity_check: string }>("PRAGMA integrity_check")?.integrity_check, "ok");
    assert.is(count(database, "executions"), executions);
    expectNoOrphans(database);
    const rows = database.all<ExecutionRow>("SELECT * FROM executions ORDER BY rowid");
    for (const row of rows) expectTruth(database, row);
    const succeeded = rows.filter(({ phase }) => phase === Phase.SUCCEEDED);
    assert.ok(succeeded.length > 0, "none has succeeded");
  } finally {
    database.close();
  }
  assert.not(existsSync(join(folder, "overlaps")), overlaps());
  const left = execFileSync("ps", ["-A", "-o", "args="], { encoding: "utf8" }).split("\n");
  assert.equal(
    left.filter((line) => line.includes(folder)),
    [],
  );
});

function overlaps(): string {
  const file = join(folder, "overlaps");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function count(database: Database, rows: string): number {
  return database.get<{ readonly count: number }>(`SELECT count(*) AS count FROM ${rows}`)?.count ?? 0;
}

/** No row belongs to nothing, and nothing runs in what has ended. */
function expectNoOrphans(database: Database): void {
  const same = (columns: readonly string[], other: string) =>
    columns.map((column) => `${other}.${column} = one.${column}`).join(" AND ");
  const key = ["project", "domain", "name"];
  const none = (rows: string) => assert.is(count(database, rows), 0, rows);
  none(`executions WHERE phase NOT IN (${terminal.join(", ")}) OR ended_at IS NULL`);
  none(
    `node_executions AS one WHERE NOT EXISTS (SELECT 1 FROM executions WHERE ${same(key, "executions")}) OR phase IN (${[NodePhase.QUEUED, NodePhase.RUNNING, NodePhase.FAILING].join(", ")})`,
  );
  none(
    `task_executions AS one WHERE NOT EXISTS (SELECT 1 FROM node_executions AS node WHERE ${same([...key, "node_id"], "node")}) OR phase IN (${[TaskPhase.QUEUED, TaskPhase.RUNNING].join(", ")})`,
  );
  none(
    `node_executions AS one WHERE parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM node_executions AS node WHERE ${same(key, "node")} AND node.node_id = one.parent_id)`,
  );
}

/** An execution has succeeded with its own values, was aborted, or lost as many attempts as it may. */
function expectTruth(database: Database, row: ExecutionRow): void {
  const index = Number(row.name.slice(1));
  if (row.phase === Phase.ABORTED) {
    assert.is(row.abort_cause, "enough");
    return;
  }
  if (row.phase === Phase.FAILED) {
    const error = fromBinary(ExecutionErrorSchema, row.error ?? new Uint8Array());
    assert.match(`${error.code} ${error.message}`, /Interrupted|the development server ended while this attempt ran/);
    const lost = count(
      database,
      `task_executions WHERE name = '${row.name}' AND fault = 'system' GROUP BY node_id ORDER BY count(*) DESC`,
    );
    assert.is(lost, 4, `${row.name} failed after ${lost} lost attempts: ${error.message}`);
    return;
  }
  const { literals } = fromBinary(LiteralMapSchema, row.outputs ?? new Uint8Array());
  assert.is(plain(literals["a"]), BigInt(index), row.name);
  assert.equal(plain(literals["list"]), [index, index, index].map(BigInt), row.name);
  const written = database.all<{ readonly output_uri: string }>(
    "SELECT output_uri FROM node_executions WHERE name = ? AND phase = ? AND output_uri IS NOT NULL",
    row.name,
    NodePhase.SUCCEEDED,
  );
  assert.ok(written.length > 5, row.name);
  for (const { output_uri } of written) assert.ok(existsSync(fileURLToPath(output_uri)), output_uri);
}

function plain(literal: Literal | undefined): unknown {
  const value = literal?.value;
  if (value?.case === "collection") return value.value.literals.map(plain);
  const scalar = value?.case === "scalar" ? value.value.value : undefined;
  return scalar?.case === "primitive" ? scalar.value.value.value : undefined;
}

load.run();
