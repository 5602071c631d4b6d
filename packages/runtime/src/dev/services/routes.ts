import type { ConnectRouter } from "@connectrpc/connect";
import { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { DataProxyService } from "../../idl/gen/flyteidl/service/dataproxy_pb.ts";
import { IdentityService } from "../../idl/gen/flyteidl/service/identity_pb.ts";
import { SignalService } from "../../idl/gen/flyteidl/service/signal_pb.ts";
import type { ControlPlane } from "../control-plane.ts";
import { attributeCalls } from "./attribute-calls.ts";
import { dataProxyCalls } from "./data-proxy-calls.ts";
import { eventCalls } from "./event-calls.ts";
import { executionCalls } from "./execution-calls.ts";
import { launchPlanCalls } from "./launch-plan-calls.ts";
import { namedEntityCalls } from "./named-entity-calls.ts";
import { nodeExecutionCalls } from "./node-execution-calls.ts";
import { projectCalls } from "./project-calls.ts";
import { signalCalls } from "./signal-calls.ts";
import { taskCalls } from "./task-calls.ts";
import { taskExecutionCalls } from "./task-execution-calls.ts";
import { versionCalls } from "./version-calls.ts";
import { workflowCalls } from "./workflow-calls.ts";

/**
 * Flyte's services. That of logins is left out, and answered with UNIMPLEMENTED: a server that asks nobody who he is has none.
 */
export function routes(plane: ControlPlane): (router: ConnectRouter) => void {
  return (router) => {
    router.service(AdminService, {
      ...attributeCalls(plane),
      ...eventCalls(),
      ...executionCalls(plane),
      ...launchPlanCalls(plane),
      ...namedEntityCalls(plane),
      ...nodeExecutionCalls(plane),
      ...projectCalls(plane),
      ...taskCalls(plane),
      ...taskExecutionCalls(plane),
      ...versionCalls(),
      ...workflowCalls(plane),
    });
    router.service(DataProxyService, dataProxyCalls(plane));
    router.service(SignalService, signalCalls(plane));
    router.service(IdentityService, { userInfo: () => ({ subject: "development", name: "development" }) });
  };
}
