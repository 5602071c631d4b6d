import { create } from "@bufbuild/protobuf";
import type { SecretRequest, SecurityContext } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  type SecurityContext as IdlSecurityContext,
  type Secret,
  Secret_MountType,
  SecurityContextSchema,
} from "./gen/flyteidl/core/security_pb.ts";
import { onlyKnown } from "./only-known.ts";

const mountRequirements = {
  any: Secret_MountType.ANY,
  "env-var": Secret_MountType.ENV_VAR,
  file: Secret_MountType.FILE,
} as const satisfies { [name in SecretRequest["mountRequirement"]]: number };

/** The secrets that a task asks for, as `core.SecurityContext`. */
export function securityContextToIdl({ secrets }: SecurityContext): IdlSecurityContext {
  return create(SecurityContextSchema, {
    secrets: secrets.map(({ group, key, groupVersion, mountRequirement, envVar }) => ({
      group,
      key,
      groupVersion,
      mountRequirement: mountRequirements[mountRequirement],
      envVar,
    })),
  });
}

/** Reads a `core.SecurityContext`; identities and tokens are refused. */
export function securityContextFromIdl(context: IdlSecurityContext): SecurityContext {
  onlyKnown(SecurityContextSchema, context, ["secrets"]);
  return { secrets: context.secrets.map(secretFromIdl) };
}

function secretFromIdl({ group, key, groupVersion, mountRequirement, envVar }: Secret): SecretRequest {
  return {
    group,
    key,
    groupVersion,
    mountRequirement: enumName(mountRequirements, mountRequirement, "flyteidl.core.Secret.MountType"),
    envVar,
  };
}
