import { create } from "@bufbuild/protobuf";
import { missingMember } from "../errors/idl.ts";
import type { Notification, TerminalPhase } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  EmailNotificationSchema,
  type Notification as IdlNotification,
  NotificationSchema,
  PagerDutyNotificationSchema,
  SlackNotificationSchema,
} from "./gen/flyteidl/admin/common_pb.ts";
import { WorkflowExecution_Phase } from "./gen/flyteidl/core/execution_pb.ts";
import { onlyKnown } from "./only-known.ts";

const phaseNumbers = {
  succeeded: WorkflowExecution_Phase.SUCCEEDED,
  failed: WorkflowExecution_Phase.FAILED,
  aborted: WorkflowExecution_Phase.ABORTED,
  "timed-out": WorkflowExecution_Phase.TIMED_OUT,
} as const satisfies { [name in TerminalPhase]: number };

/** Whom the end of an execution is told, as `admin.Notification`. */
export function notificationToIdl({ type, phases, recipients }: Notification): IdlNotification {
  return create(NotificationSchema, {
    phases: phases.map((phase) => phaseNumbers[phase]),
    type: typeToIdl(type, [...recipients]),
  });
}

/** Reads an `admin.Notification`; templates, and phases that are no end, are refused. */
export function notificationFromIdl({ phases, type }: IdlNotification): Notification {
  return {
    ...typeFromIdl(type),
    phases: phases.map((phase) => enumName(phaseNumbers, phase, "flyteidl.core.WorkflowExecution.Phase")),
  };
}

function typeToIdl(type: Notification["type"], recipientsEmail: string[]): IdlNotification["type"] {
  switch (type) {
    case "email":
      return { case: "email", value: create(EmailNotificationSchema, { recipientsEmail }) };
    case "slack":
      return { case: "slack", value: create(SlackNotificationSchema, { recipientsEmail }) };
    case "pager-duty":
      return { case: "pagerDuty", value: create(PagerDutyNotificationSchema, { recipientsEmail }) };
  }
}

function typeFromIdl(type: IdlNotification["type"]): Pick<Notification, "type" | "recipients"> {
  switch (type.case) {
    case "email":
      onlyKnown(EmailNotificationSchema, type.value, ["recipientsEmail"]);
      return { type: "email", recipients: type.value.recipientsEmail };
    case "slack":
      onlyKnown(SlackNotificationSchema, type.value, ["recipientsEmail"]);
      return { type: "slack", recipients: type.value.recipientsEmail };
    case "pagerDuty":
      onlyKnown(PagerDutyNotificationSchema, type.value, ["recipientsEmail"]);
      return { type: "pager-duty", recipients: type.value.recipientsEmail };
    case undefined:
      throw missingMember("flyteidl.admin.Notification", "type");
  }
}
