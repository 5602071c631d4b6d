import type { ConnectRouter } from "@connectrpc/connect";
import { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import type { ControlPlane } from "../control-plane.ts";
import { launchPlanCalls } from "./launch-plan-calls.ts";
import { projectCalls } from "./project-calls.ts";
import { taskCalls } from "./task-calls.ts";
import { versionCalls } from "./version-calls.ts";
import { workflowCalls } from "./workflow-calls.ts";

/** Flyte's services. What is left out here is answered with UNIMPLEMENTED. */
export function routes(plane: ControlPlane): (router: ConnectRouter) => void {
  return (router) => {
    router.service(AdminService, {
      ...launchPlanCalls(plane),
      ...projectCalls(plane),
      ...taskCalls(plane),
      ...versionCalls(),
      ...workflowCalls(plane),
    });
  };
}
