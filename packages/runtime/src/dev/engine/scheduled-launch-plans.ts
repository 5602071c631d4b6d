/** Active launch plans that have a schedule. */
import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type ExecutionCreateRequest,
  ExecutionCreateRequestSchema,
  ExecutionMetadata_ExecutionMode as Mode,
} from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import { LaunchPlanSpecSchema, LaunchPlanState } from "../../idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { FixedRateUnit, type Schedule } from "../../idl/gen/flyteidl/admin/schedule_pb.ts";
import { ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { Database } from "../database/database.ts";
import { cronTimes, rateTimes, type Timetable } from "./cron.ts";
import { scheduledExecutionName } from "./unique-id.ts";

/** A launch plan that is to be launched at some times. */
export interface ScheduledLaunchPlan {
  readonly id: { readonly project: string; readonly domain: string; readonly name: string; readonly version: string };
  readonly times: Timetable;
  /** Milliseconds since 1970. */
  readonly activeSince: number;
  /** The input that gets the time; `""` is none. */
  readonly kickoffInput: string;
}

const unitMilliseconds: { readonly [unit: number]: number } = {
  [FixedRateUnit.MINUTE]: 60_000,
  [FixedRateUnit.HOUR]: 3_600_000,
  [FixedRateUnit.DAY]: 86_400_000,
};

interface Row {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly version: string;
  readonly spec: Uint8Array;
  readonly updated_at: number;
}

/** The launch plans that are active and have a schedule. */
export function scheduledLaunchPlans(database: Database): readonly ScheduledLaunchPlan[] {
  const rows = database.all<Row>(
    "SELECT project, domain, name, version, spec, updated_at FROM entities WHERE kind = ? AND state = ? AND schedule_type IN ('CRON', 'RATE')",
    ResourceType.LAUNCH_PLAN,
    LaunchPlanState.ACTIVE,
  );
  return rows.flatMap(({ project, domain, name, version, spec, updated_at }) => {
    const schedule = fromBinary(LaunchPlanSpecSchema, spec).entityMetadata?.schedule;
    const times = schedule === undefined ? undefined : timesOf(schedule);
    if (schedule === undefined || times === undefined) return [];
    const id = { project, domain, name, version };
    return [{ id, times, activeSince: updated_at, kickoffInput: schedule.kickoffTimeInputArg }];
  });
}

function timesOf({ ScheduleExpression: expression }: Schedule): Timetable | undefined {
  switch (expression.case) {
    case "cronSchedule":
      return cronTimes(expression.value.schedule);
    case "cronExpression":
      return cronTimes(expression.value);
    case "rate": {
      const { value, unit } = expression.value;
      const milliseconds = value * (unitMilliseconds[unit] ?? 0);
      return milliseconds > 0 ? rateTimes(milliseconds) : undefined;
    }
    default:
      return undefined;
  }
}

/** The execution of a launch plan at one of its times; its name says both, so that no time is launched twice. */
export function scheduledExecution({ id, kickoffInput }: ScheduledLaunchPlan, at: number): ExecutionCreateRequest {
  const time = { seconds: BigInt(Math.floor(at / 1000)), nanos: (at % 1000) * 1_000_000 };
  const datetime = {
    value: {
      case: "scalar" as const,
      value: { value: { case: "primitive" as const, value: { value: { case: "datetime" as const, value: time } } } },
    },
  };
  return create(ExecutionCreateRequestSchema, {
    project: id.project,
    domain: id.domain,
    name: scheduledExecutionName([id.project, id.domain, id.name, id.version, String(at)]),
    spec: {
      launchPlan: { ...id, resourceType: ResourceType.LAUNCH_PLAN },
      metadata: { mode: Mode.SCHEDULED, scheduledAt: time },
    },
    inputs: { literals: kickoffInput === "" ? {} : { [kickoffInput]: datetime } },
  });
}
