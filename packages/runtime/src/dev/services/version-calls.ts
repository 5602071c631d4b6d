import type { ServiceImpl } from "@connectrpc/connect";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";

/** Which server's rules hold here. */
export function versionCalls(): Pick<ServiceImpl<typeof AdminService>, "getVersion"> {
  return {
    getVersion: () => ({ controlPlaneVersion: { Version: "v1.16.8", Build: "tsflyte", BuildTime: "" } }),
  };
}
