import { create } from "@bufbuild/protobuf";
import type { Identity, SecretRequest, SecurityContext } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  IdentitySchema,
  type Identity as IdlIdentity,
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

/** The secrets that a task asks for, and as whom it runs, as `core.SecurityContext`. */
export function securityContextToIdl({ runAs, secrets }: SecurityContext): IdlSecurityContext {
  return create(SecurityContextSchema, {
    runAs: runAs === undefined ? undefined : { iamRole: runAs.iamRole, k8sServiceAccount: runAs.k8sServiceAccount },
    secrets: secrets.map(({ group, key, groupVersion, mountRequirement, envVar }) => ({
      group,
      key,
      groupVersion,
      mountRequirement: mountRequirements[mountRequirement],
      envVar,
    })),
  });
}

/** Reads a `core.SecurityContext`; clients and tokens of OAuth are refused. */
export function securityContextFromIdl(context: IdlSecurityContext): SecurityContext {
  onlyKnown(SecurityContextSchema, context, ["runAs", "secrets"]);
  const { runAs, secrets } = context;
  return {
    ...(runAs === undefined ? {} : { runAs: identityFromIdl(runAs) }),
    secrets: secrets.map(secretFromIdl),
  };
}

function identityFromIdl(identity: IdlIdentity): Identity {
  onlyKnown(IdentitySchema, identity, ["iamRole", "k8sServiceAccount"]);
  return { iamRole: identity.iamRole, k8sServiceAccount: identity.k8sServiceAccount };
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
