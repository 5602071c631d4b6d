/** Schedules of launch plans, on a clock that the tests move. */

import type { MessageInitShape } from "@bufbuild/protobuf";
import { create, toBinary } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { cronTimes } from "../../../src/dev/engine/cron.ts";
import {
  type ExecutionCreateRequest,
  ExecutionMetadata_ExecutionMode as Mode,
} from "../../../src/idl/gen/flyteidl/admin/execution_pb.ts";
import { LaunchPlanSpecSchema, LaunchPlanState } from "../../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { FixedRateUnit, type ScheduleSchema } from "../../../src/idl/gen/flyteidl/admin/schedule_pb.ts";
import { ResourceType } from "../../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { type Bench, withBench } from "./engine-bench.ts";

const schedules = suite("schedules");

function times(text: string, after: string, count = 3): readonly string[] {
  const found: string[] = [];
  let at: number | undefined = Date.parse(after);
  while (found.length < count) {
    at = cronTimes(text)?.next(at);
    if (at === undefined) break;
    found.push(new Date(at).toISOString().replace(":00.000Z", "").replace("T", " "));
  }
  return found;
}

schedules("cron expressions fire at the times that they say", () => {
  const rows: readonly (readonly [text: string, after: string, ...times: string[]])[] = [
    ["* * * * *", "2026-01-01T00:00:30Z", "2026-01-01 00:01", "2026-01-01 00:02", "2026-01-01 00:03"],
    ["0 3 * * *", "2026-01-01T03:00:00Z", "2026-01-02 03:00", "2026-01-03 03:00", "2026-01-04 03:00"],
    ["*/20 8-9 * * mon-fri", "2026-01-02T09:30:00Z", "2026-01-02 09:40", "2026-01-05 08:00", "2026-01-05 08:20"],
    ["0 0 13 * 5", "2026-02-01T00:00:00Z", "2026-02-06 00:00", "2026-02-13 00:00", "2026-02-20 00:00"],
    ["0 0 13 * ?", "2026-02-01T00:00:00Z", "2026-02-13 00:00", "2026-03-13 00:00", "2026-04-13 00:00"],
    ["0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29 00:00", "2032-02-29 00:00", "2036-02-29 00:00"],
    ["5/20 0 1 jan,jul *", "2026-01-01T00:00:00Z", "2026-01-01 00:05", "2026-01-01 00:25", "2026-01-01 00:45"],
    ["@weekly", "2026-01-01T00:00:00Z", "2026-01-04 00:00", "2026-01-11 00:00", "2026-01-18 00:00"],
    ["@every 90m", "2026-01-01T00:00:00Z", "2026-01-01 01:30", "2026-01-01 03:00", "2026-01-01 04:30"],
    [
      "CRON_TZ=Europe/Berlin 30 2 * * *",
      "2026-03-27T12:00:00Z",
      "2026-03-28 01:30",
      "2026-03-30 00:30",
      "2026-03-31 00:30",
    ],
    [
      "CRON_TZ=Europe/Berlin 30 2 * * *",
      "2026-10-24T12:00:00Z",
      "2026-10-25 00:30",
      "2026-10-26 01:30",
      "2026-10-27 01:30",
    ],
  ];
  for (const [text, after, ...expected] of rows) assert.equal(times(text, after), expected, text);
});

schedules("what never fires and what is no expression have no times", () => {
  assert.equal(times("0 0 31 2 *", "2026-01-01T00:00:00Z"), []);
  for (const text of ["", "hourly", "0 0 * * 7", "60 * * * *", "0 12 * * ? *", "5-1 * * * *"]) {
    assert.is(cronTimes(text), undefined, text);
  }
});

function activate(bench: Bench, name: string, schedule: MessageInitShape<typeof ScheduleSchema>, at: number): void {
  const spec = create(LaunchPlanSpecSchema, { entityMetadata: { schedule } });
  bench.database.run(
    "INSERT INTO entities (kind, project, domain, name, version, digest, spec, closure, short_description, state, schedule_type, created_at, updated_at) VALUES (?, 'p', 'development', ?, 'v1', '', ?, x'', '', ?, ?, ?, ?)",
    ResourceType.LAUNCH_PLAN,
    name,
    toBinary(LaunchPlanSpecSchema, spec),
    LaunchPlanState.ACTIVE,
    schedule.ScheduleExpression?.case === "rate" ? "RATE" : "CRON",
    at,
    at,
  );
}

function withClock(
  start: string,
  test: (bench: Bench, clock: { now: number }, launched: ExecutionCreateRequest[]) => void,
) {
  const clock = { now: Date.parse(start) };
  const launched: ExecutionCreateRequest[] = [];
  return withBench(async (bench) => test(bench, clock, launched), {
    options: { now: () => clock.now, launch: (request) => void launched.push(request) },
  });
}

const minute = 60_000;
const every = (value: number) =>
  ({ ScheduleExpression: { case: "rate", value: { value, unit: FixedRateUnit.MINUTE } } }) as const;

schedules(
  "an active launch plan is launched at each of its times, with the time as its input",
  withClock("2026-01-01T00:00:30Z", (bench, clock, launched) => {
    const cron = {
      ScheduleExpression: { case: "cronSchedule", value: { schedule: "* * * * *" } },
      kickoffTimeInputArg: "at",
    } as const;
    activate(bench, "nightly", cron, clock.now);
    bench.engine.schedulesChanged();
    assert.is(launched.length, 0);
    clock.now += 2 * minute;
    bench.engine.schedulesChanged();
    assert.is(launched.length, 2);
    const [first, second] = launched;
    assert.is(first?.spec?.launchPlan?.name, "nightly");
    assert.is(first?.spec?.metadata?.mode, Mode.SCHEDULED);
    assert.is(first?.spec?.metadata?.scheduledAt?.seconds, BigInt(Date.parse("2026-01-01T00:01:00Z") / 1000));
    assert.match(first?.name ?? "", /^f[a-z1-6]{13}$/);
    assert.is.not(first?.name, second?.name);
    const value = first?.inputs?.literals["at"]?.value;
    const scalar = value?.case === "scalar" ? value.value.value : undefined;
    assert.is(scalar?.case === "primitive" ? scalar.value.value.case : undefined, "datetime");
    bench.engine.schedulesChanged();
    assert.is(launched.length, 2);
  }),
);

schedules(
  "a rate counts from when the launch plan became active, and ends when it is no more",
  withClock("2026-01-01T00:00:30Z", (bench, clock, launched) => {
    activate(bench, "often", every(10), clock.now);
    bench.engine.schedulesChanged();
    clock.now += 25 * minute;
    bench.engine.schedulesChanged();
    const seconds = launched.map(({ spec }) => Number(spec?.metadata?.scheduledAt?.seconds) * 1000);
    assert.equal(seconds, [Date.parse("2026-01-01T00:10:30Z"), Date.parse("2026-01-01T00:20:30Z")]);
    bench.database.run("UPDATE entities SET state = ?", LaunchPlanState.INACTIVE);
    clock.now += 60 * minute;
    bench.engine.schedulesChanged();
    assert.is(launched.length, 2);
  }),
);

schedules(
  "of the times that a server has missed the last one is launched when it starts",
  withClock("2026-01-01T00:00:00Z", (bench, clock, launched) => {
    activate(bench, "often", every(10), clock.now - 7 * 24 * 60 * minute);
    bench.engine.resume();
    assert.is(launched.length, 1);
    clock.now += 20 * minute;
    bench.engine.schedulesChanged();
    assert.is(launched.length, 3);
  }),
);

schedules("a launch that is refused is said, and does not keep the others from happening", async () => {
  const log: string[] = [];
  const clock = { now: Date.parse("2026-01-01T00:00:00Z") };
  await withBench(
    async (bench) => {
      activate(bench, "a", every(1), clock.now);
      bench.engine.schedulesChanged();
      clock.now += minute;
      bench.engine.schedulesChanged();
      assert.equal(log, ["schedule of a: no such project"]);
    },
    {
      options: {
        now: () => clock.now,
        onLog: (line) => void log.push(line),
        launch: () => {
          throw new Error("no such project");
        },
      },
    },
  )();
});

schedules.run();
