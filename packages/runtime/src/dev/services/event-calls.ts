import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";

/** What a propeller reports. This server runs executions itself, and nobody else knows better how they stand. */
export function eventCalls(): Pick<
  ServiceImpl<typeof AdminService>,
  "createNodeEvent" | "createTaskEvent" | "createWorkflowEvent"
> {
  const refuse = (): never => {
    throw new ConnectError(
      "the development server runs its executions itself, and takes no events about them",
      Code.Unimplemented,
    );
  };
  return { createNodeEvent: refuse, createTaskEvent: refuse, createWorkflowEvent: refuse };
}
