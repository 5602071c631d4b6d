import type {
  ArtifactId,
  LabelValue,
  LaunchPlan,
  LaunchPlanSpec,
  Notification,
  Parameter,
  Schedule,
} from "../../src/model/index.ts";
import type { Random } from "./random.ts";
import { randomLiteral, randomLiteralType } from "./random-literal.ts";

const names = ["", "a", "ü€𝄞", "constructor"];

/** Any launch plan. */
export function randomLaunchPlan(random: Random): LaunchPlan {
  const id = { project: "p", domain: "d", name: random.pick(names), version: "v" };
  const spec: LaunchPlanSpec = {
    workflowId: { resourceType: "workflow", ...id },
    ...(random.chance(0.5) ? { schedule: randomSchedule(random) } : {}),
    notifications: several(random, () => randomNotification(random)),
    defaultInputs: record(random, () => randomParameter(random)),
    fixedInputs: record(random, () => randomLiteral(random, 1)),
    labels: record(random, () => random.pick(names)),
    annotations: record(random, () => random.pick(names)),
    ...randomSecurityContext(random),
    rawOutputDataPrefix: random.pick(names),
    maxParallelism: random.below(2),
    overwriteCache: random.chance(0.5),
    ...(random.chance(0.5) ? { concurrencyPolicy: { max: random.below(3), behavior: "skip" } } : {}),
  };
  return { id: { resourceType: "launch-plan", ...id }, spec };
}

function randomSchedule(random: Random): Schedule {
  const [schedule, offset, kickoffTimeInputArg] = [random.pick(names), random.pick(names), random.pick(names)];
  return {
    expression: random.chance(0.5)
      ? { kind: "cron", schedule, offset }
      : { kind: "rate", value: random.below(2), unit: random.pick(["minute", "hour", "day"]) },
    kickoffTimeInputArg,
  };
}

function randomNotification(random: Random): Notification {
  return {
    type: random.pick(["email", "slack", "pager-duty"]),
    phases: several(random, () => random.pick(["succeeded", "failed", "aborted", "timed-out"])),
    recipients: several(random, () => random.pick(names)),
  };
}

function randomSecurityContext(random: Random): Pick<LaunchPlanSpec, "securityContext"> {
  const runAs = { iamRole: random.pick(names), k8sServiceAccount: random.pick(names) };
  return random.pick<Pick<LaunchPlanSpec, "securityContext">>([
    {},
    { securityContext: { secrets: [] } },
    { securityContext: { runAs, secrets: [] } },
    {
      securityContext: {
        runAs,
        secrets: [{ group: "g", key: "k", groupVersion: "", mountRequirement: "file", envVar: random.pick(names) }],
      },
    },
  ]);
}

function randomParameter(random: Random): Parameter {
  const artifactPartialId = random.chance(0.3) ? { artifactPartialId: randomArtifact(random) } : {};
  return {
    var: { type: randomLiteralType(random, 1), description: random.pick(names), ...artifactPartialId },
    behavior: random.pick<Parameter["behavior"]>([
      { kind: "required" },
      { kind: "default", literal: randomLiteral(random, 1) },
      { kind: "artifact-query", artifact: randomArtifact(random) },
    ]),
  };
}

function randomArtifact(random: Random): ArtifactId {
  const granularity = random.pick(["unset", "minute", "hour", "day", "month"] as const);
  return {
    name: random.pick(names),
    ...(random.chance(0.3) ? { version: "v" } : {}),
    ...(random.chance(0.5) ? { partitions: record(random, () => randomLabel(random)) } : {}),
    ...(random.chance(0.5) ? { timePartition: { value: randomLabel(random), granularity } } : {}),
  };
}

function randomLabel(random: Random): LabelValue {
  return random.chance(0.5)
    ? { kind: "static", value: random.pick(names) }
    : { kind: "input", var: random.pick(names) };
}

function several<T>(random: Random, make: () => T): T[] {
  return Array.from({ length: random.below(3) }, make);
}

function record<T>(random: Random, make: () => T): { readonly [key: string]: T } {
  return Object.fromEntries(several(random, () => [random.pick(names), make()]));
}
