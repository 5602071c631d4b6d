import { create } from "@bufbuild/protobuf";
import { missingMember, unknownMember } from "../errors/idl.ts";
import type { Schedule } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  CronScheduleSchema,
  FixedRateSchema,
  FixedRateUnit,
  type Schedule as IdlSchedule,
  ScheduleSchema,
} from "./gen/flyteidl/admin/schedule_pb.ts";

type Expression = Schedule["expression"];

const units = {
  minute: FixedRateUnit.MINUTE,
  hour: FixedRateUnit.HOUR,
  day: FixedRateUnit.DAY,
} as const satisfies { [name in (Expression & { readonly kind: "rate" })["unit"]]: number };

/** When a launch plan runs by itself, as `admin.Schedule`. */
export function scheduleToIdl({ expression, kickoffTimeInputArg }: Schedule): IdlSchedule {
  return create(ScheduleSchema, { ScheduleExpression: expressionToIdl(expression), kickoffTimeInputArg });
}

/** Reads an `admin.Schedule`; the `cronExpression` that `cronSchedule` replaced is refused. */
export function scheduleFromIdl({ ScheduleExpression, kickoffTimeInputArg }: IdlSchedule): Schedule {
  return { expression: expressionFromIdl(ScheduleExpression), kickoffTimeInputArg };
}

function expressionToIdl(expression: Expression): IdlSchedule["ScheduleExpression"] {
  switch (expression.kind) {
    case "cron": {
      const { schedule, offset } = expression;
      return { case: "cronSchedule", value: create(CronScheduleSchema, { schedule, offset }) };
    }
    case "rate":
      return {
        case: "rate",
        value: create(FixedRateSchema, { value: expression.value, unit: units[expression.unit] }),
      };
  }
}

function expressionFromIdl(expression: IdlSchedule["ScheduleExpression"]): Expression {
  switch (expression.case) {
    case "cronSchedule":
      return { kind: "cron", schedule: expression.value.schedule, offset: expression.value.offset };
    case "rate": {
      const unit = enumName(units, expression.value.unit, "flyteidl.admin.FixedRateUnit");
      return { kind: "rate", value: expression.value.value, unit };
    }
    case "cronExpression":
      throw unknownMember("flyteidl.admin.Schedule", '"cronExpression"');
    case undefined:
      throw missingMember("flyteidl.admin.Schedule", "expression");
  }
}
