import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { NotificationSchema } from "../../src/idl/gen/flyteidl/admin/common_pb.ts";
import { type LaunchPlanSpecSchema, LaunchPlanState } from "../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import type { ScheduleSchema } from "../../src/idl/gen/flyteidl/admin/schedule_pb.ts";
import { WorkflowExecution_Phase as Phase } from "../../src/idl/gen/flyteidl/core/execution_pb.ts";
import type { ParameterSchema } from "../../src/idl/gen/flyteidl/core/interface_pb.ts";
import { type DevClients, expectAnswer, startClients } from "./dev-clients.ts";
import {
  datetime,
  type Fields,
  float,
  int,
  integer,
  literal,
  place,
  planId,
  planRequest,
  string,
  taskNode,
  taskRequest,
  workflowRequest,
} from "./sample-entities.ts";

let clients: DevClients;
let registered = 0;

const test = suite("dev/launch plans");
test.before(async () => {
  clients = await startClients();
  const { admin } = clients;
  await admin.createTask(taskRequest("t"));
  const nodes = [taskNode("n0", "t")];
  await admin.createWorkflow(workflowRequest("w", { inputs: { a: integer, at: datetime }, nodes }));
  await admin.createWorkflow(workflowRequest("bare", { nodes }));
});
test.after(() => clients.server.close());

type SpecInit = Fields<typeof LaunchPlanSpecSchema>;
type ParameterInit = Fields<typeof ParameterSchema>;
type Row = readonly [row: string, workflow: "w" | "bare", spec: SpecInit, refusal?: RegExp];

const defaults = (parameters: { [name: string]: ParameterInit }): SpecInit => ({ defaultInputs: { parameters } });
const withDefault: ParameterInit = { var: { type: integer }, behavior: { case: "default", value: literal(int(1)) } };
const fixed = (name: string, value = literal(int(1))): SpecInit => ({ fixedInputs: { literals: { [name]: value } } });
const schedule = (value: Fields<typeof ScheduleSchema>): SpecInit => ({ entityMetadata: { schedule: value } });
const cron = (text: string): SpecInit =>
  schedule({ ScheduleExpression: { case: "cronSchedule", value: { schedule: text } } });
const hourly = { case: "cronSchedule", value: { schedule: "0 * * * *" } } as const;
const notify = (notification: Fields<typeof NotificationSchema>): SpecInit => ({
  entityMetadata: { notifications: [notification] },
});
const labels = (values: { [key: string]: string }): SpecInit => ({ labels: { values } });
const email = { case: "email" as const, value: { recipientsEmail: ["a@b.c"] } };

const rows: readonly Row[] = [
  [
    "schedule while a required input has no value",
    "w",
    { ...fixed("a"), ...schedule({ ScheduleExpression: hourly }) },
    /unbound required input. \[at\] is required/,
  ],
  [
    "schedule with the kickoff argument",
    "w",
    { ...fixed("a"), ...schedule({ ScheduleExpression: hourly, kickoffTimeInputArg: "at" }) },
  ],
  [
    "kickoff argument that is unknown",
    "bare",
    schedule({ ScheduleExpression: hourly, kickoffTimeInputArg: "x" }),
    /\[x\] is not free/,
  ],
  [
    "kickoff argument that is fixed",
    "w",
    {
      ...defaults({ at: { var: { type: datetime }, behavior: { case: "default", value: time() } } }),
      ...fixed("a"),
      ...schedule({ ScheduleExpression: hourly, kickoffTimeInputArg: "a" }),
    },
    /\[a\] is not free/,
  ],
  [
    "kickoff argument that is not a datetime",
    "w",
    { ...fixed("at", time()), ...schedule({ ScheduleExpression: hourly, kickoffTimeInputArg: "a" }) },
    /must reference a datetime input. \[a\] is a \[simple:INTEGER\]/,
  ],
  ["cron text not of 5 fields", "bare", cron("0 0 * *"), /cron/],
  ['cron text "hourly"', "bare", cron("hourly"), /cron/],
  ["cron text of 6 fields", "bare", cron("0 0 * * ? *"), /cron/],
  [
    "old cron_expression of 6 fields",
    "bare",
    schedule({ ScheduleExpression: { case: "cronExpression", value: "0 0 * * ? *" } }),
    /cron/,
  ],
  ...["@daily", "@every 5m", "0 0 ? * *", "CRON_TZ=Europe/Berlin 0 3 * * *", "0 0 31 2 *", ""].map(
    (expression): Row => [`cron text ${JSON.stringify(expression)}`, "bare", cron(expression)],
  ),
  ["fixed rate 0", "bare", schedule({ ScheduleExpression: { case: "rate", value: { value: 0 } } })],
  ["default input for an unknown name", "bare", defaults({ x: withDefault }), /unexpected default_inputs x/],
  ["fixed input for an unknown name", "bare", fixed("x"), /unexpected fixed_inputs x/],
  [
    "default of another type than the workflow's input",
    "w",
    defaults({ a: { var: { type: float }, behavior: { case: "required", value: true } } }),
    /wrong type a/,
  ],
  [
    "default of another type than its parameter",
    "w",
    defaults({ a: { var: { type: integer }, behavior: { case: "default", value: literal(string("x")) } } }),
    /Type of default value of parameter a/,
  ],
  ["fixed of another type", "w", fixed("a", literal(string("x"))), /invalid fixed_input wrong type a/],
  [
    "parameter with neither default nor required",
    "w",
    defaults({ a: { var: { type: integer } } }),
    /neither default, nor is required/,
  ],
  [
    "parameter with required=false",
    "w",
    defaults({ a: { var: { type: integer }, behavior: { case: "required", value: false } } }),
    /neither default, nor is required/,
  ],
  [
    "parameter with no variable type",
    "w",
    defaults({ a: { var: {}, behavior: { case: "required", value: true } } }),
    /missing Type/,
  ],
  [
    "parameter that asks for an artifact",
    "w",
    defaults({ a: { var: { type: integer }, behavior: { case: "artifactQuery", value: {} } } }),
    /artifact/,
  ],
  ["same input both fixed and defaulted", "w", { ...defaults({ a: withDefault }), ...fixed("a") }],
  ["label key not fit for Kubernetes", "bare", labels({ "a b": "x" }), /invalid label key \[a b\]/],
  ["label value not fit for Kubernetes", "bare", labels({ a: "x y" }), /invalid label value \[x y\]/],
  [
    "more than 16 labels",
    "bare",
    labels(Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, "v"]))),
    /17 > 16/,
  ],
  ["annotation with a bad key", "bare", { annotations: { values: { "a b": "x" } } }],
  [
    "notification with no recipient",
    "bare",
    notify({ phases: [Phase.FAILED], type: { case: "email", value: {} } }),
    /missing recipients/,
  ],
  ["notification with a non-terminal phase", "bare", notify({ phases: [Phase.RUNNING], type: email }), /RUNNING/],
  ["notification with no channel", "bare", notify({ phases: [Phase.FAILED] }), /missing notification type/],
  ["notification", "bare", notify({ phases: [Phase.FAILED, Phase.TIMED_OUT], type: email })],
  ["max_parallelism -1", "bare", { maxParallelism: -1 }],
];

function time() {
  return literal({
    value: { case: "primitive", value: { value: { case: "datetime", value: { seconds: 1n } } } },
  });
}

for (const [row, workflow, spec, refusal] of rows) {
  test(`${row}${refusal === undefined ? ", accepted" : ""}`, () =>
    expectAnswer(
      clients.admin.createLaunchPlan(planRequest(`l${registered++}`, workflow, spec)),
      refusal === undefined ? "OK" : "InvalidArgument",
      refusal,
    ));
}

test("inputs not mentioned become required inputs", async () => {
  const { admin } = clients;
  await admin.createLaunchPlan(planRequest("expected", "w", defaults({ a: withDefault })));
  const { closure } = await admin.getLaunchPlan({ id: planId("expected") });
  assert.is(closure?.expectedInputs?.parameters["a"]?.behavior.case, "default");
  assert.equal(closure?.expectedInputs?.parameters["at"]?.behavior, { case: "required", value: true });
});

test("a launch plan is registered inactive, and one version is active at a time", async () => {
  const { admin } = clients;
  const name = { ...place, name: "plan" };
  await admin.createLaunchPlan(planRequest("plan", "bare", {}, "v1"));
  await admin.createLaunchPlan(planRequest("plan", "bare", {}, "v2"));
  assert.is((await admin.getLaunchPlan({ id: planId("plan") })).closure?.state, LaunchPlanState.INACTIVE);
  await expectAnswer(admin.getActiveLaunchPlan({ id: name }), "NotFound");
  await admin.updateLaunchPlan({ id: planId("plan", "v1"), state: LaunchPlanState.ACTIVE });
  await admin.updateLaunchPlan({ id: planId("plan", "v2"), state: LaunchPlanState.ACTIVE });
  assert.is((await admin.getActiveLaunchPlan({ id: name })).id?.version, "v2");
  assert.is((await admin.getLaunchPlan({ id: planId("plan", "v1") })).closure?.state, LaunchPlanState.INACTIVE);
  const { launchPlans } = await admin.listActiveLaunchPlans({ ...place, limit: 10 });
  assert.equal(
    launchPlans.map(({ id }) => id?.version),
    ["v2"],
  );
  await admin.updateLaunchPlan({ id: planId("plan", "v2"), state: LaunchPlanState.INACTIVE });
  await expectAnswer(admin.getActiveLaunchPlan({ id: name }), "NotFound");
  const scheduled = await admin.listLaunchPlans({
    id: place,
    limit: 100,
    filters: "eq(workflow.name,bare)+eq(name,plan)",
  });
  assert.is(scheduled.launchPlans.length, 2);
});

test.run();
