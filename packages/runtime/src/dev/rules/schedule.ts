import { TsflyteError } from "../../errors/index.ts";
import type { Schedule } from "../../idl/gen/flyteidl/admin/schedule_pb.ts";
import type { ParameterMap } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import { SimpleType } from "../../idl/gen/flyteidl/core/types_pb.ts";
import { checkCron } from "../../workflow/cron-fields.ts";
import { invalidArgument } from "../answers/refusals.ts";
import { typeText } from "../compiler/type-text.ts";

/** Throws where a schedule could start nothing: an input has no value, or the expression cannot be read. */
export function checkSchedule(schedule: Schedule, expected: ParameterMap): void {
  const { ScheduleExpression: expression, kickoffTimeInputArg: kickoff } = schedule;
  if (expression.case === undefined) return;
  for (const [name, { behavior }] of Object.entries(expected.parameters)) {
    if (behavior.case === "required" && behavior.value && name !== kickoff) {
      throw invalidArgument(
        `Cannot create a launch plan with a schedule if there is an unbound required input. [${name}] is required`,
      );
    }
  }
  if (kickoff !== "") {
    const parameter = Object.hasOwn(expected.parameters, kickoff) ? expected.parameters[kickoff] : undefined;
    if (parameter === undefined) {
      throw invalidArgument(
        `Cannot create a schedule with a KickoffTimeInputArg that does not point to a free input. [${kickoff}] is not free or does not exist.`,
      );
    }
    const { type } = parameter.var ?? {};
    if (type?.type.case !== "simple" || type.type.value !== SimpleType.DATETIME) {
      throw invalidArgument(
        `KickoffTimeInputArg must reference a datetime input. [${kickoff}] is a [${typeText(type)}]`,
      );
    }
  }
  if (expression.case === "cronExpression") checkExpression(expression.value);
  if (expression.case === "cronSchedule") checkExpression(expression.value.schedule);
}

/** No expression at all is one that the server takes. */
function checkExpression(text: string): void {
  if (text === "") return;
  try {
    checkCron(text);
  } catch (error) {
    if (!(error instanceof TsflyteError)) throw error;
    throw invalidArgument(`could not parse cron expression [${text}]: ${error.text}`);
  }
}
