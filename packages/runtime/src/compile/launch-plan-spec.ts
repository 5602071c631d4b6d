import type { LaunchPlan, LiteralMap, Parameter } from "../model/index.ts";
import { identifierOf, type SerializationSettings } from "../settings/index.ts";
import type { LaunchableWorkflow } from "../workflow/index.ts";
import { bareNull, inputParameter } from "./input-parameter.ts";

/** What is registered of a launch plan with a name of its own. */
export function launchPlanSpec(plan: LaunchableWorkflow, settings: SerializationSettings): LaunchPlan {
  const { options, workflow } = plan;
  const { schedule, securityContext: identity, concurrency } = options;
  return {
    id: identifierOf("launch-plan", plan.name, settings),
    spec: {
      workflowId: identifierOf("workflow", workflow.name, settings),
      ...(schedule === undefined ? {} : { schedule }),
      notifications: options.notifications ?? [],
      defaultInputs: parametersOf(plan),
      fixedInputs: plan.fixedLiterals,
      labels: options.labels ?? {},
      annotations: options.annotations ?? {},
      ...(identity === undefined
        ? {}
        : {
            securityContext: {
              runAs: { iamRole: identity.iamRole ?? "", k8sServiceAccount: identity.k8sServiceAccount ?? "" },
              secrets: [],
            },
          }),
      rawOutputDataPrefix: options.rawOutputDataPrefix ?? "",
      maxParallelism: options.maxParallelism ?? 0,
      overwriteCache: options.overwriteCache ?? false,
      ...(concurrency === undefined
        ? {}
        : { concurrencyPolicy: { max: concurrency.max, behavior: concurrency.behavior ?? "skip" } }),
    },
  };
}

/** The workflow's inputs that are not fixed. */
function parametersOf(plan: LaunchableWorkflow): { readonly [name: string]: Parameter } {
  const { workflow, options } = plan;
  const defaults: LiteralMap = plan.defaultLiterals;
  const names = Object.keys(plan.interface.inputs);
  return Object.fromEntries(
    names.map((name): [string, Parameter] => {
      const parameter = inputParameter(workflow, name);
      const query = Object.hasOwn(options.queries ?? {}, name) ? options.queries?.[name] : undefined;
      if (query !== undefined) {
        return [name, { ...parameter, behavior: { kind: "artifact-query", artifact: query.artifact } }];
      }
      const literal = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
      if (literal === undefined) return [name, parameter];
      return [name, { ...parameter, behavior: { kind: "default", literal: bareNull(literal) } }];
    }),
  );
}
