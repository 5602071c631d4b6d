import type { RegistrableSpec } from "../model/index.ts";

/** What launch plans get that say nothing of it themselves. */
export interface LaunchPlanDefaults {
  /** The Kubernetes service account that executions run as. */
  readonly serviceAccount?: string;
  /** Where executions store files and datasets. */
  readonly rawOutputDataPrefix?: string;
}

/** The specs with the defaults in their launch plans. */
export function withDefaults(
  specs: readonly RegistrableSpec[],
  { serviceAccount, rawOutputDataPrefix }: LaunchPlanDefaults,
): readonly RegistrableSpec[] {
  if (serviceAccount === undefined && rawOutputDataPrefix === undefined) return specs;
  return specs.map((one) => {
    if (one.kind !== "launch-plan") return one;
    const { spec } = one.spec;
    const securityContext =
      spec.securityContext ??
      (serviceAccount === undefined
        ? undefined
        : { runAs: { iamRole: "", k8sServiceAccount: serviceAccount }, secrets: [] });
    const own = {
      ...spec,
      ...(securityContext === undefined ? {} : { securityContext }),
      rawOutputDataPrefix: spec.rawOutputDataPrefix === "" ? (rawOutputDataPrefix ?? "") : spec.rawOutputDataPrefix,
    };
    return { kind: "launch-plan", spec: { ...one.spec, spec: own } };
  });
}
