/** Sending specs to a platform, in an order that it takes them in. */
import type { FlyteClient } from "../client/index.ts";
import { TsflyteError } from "../errors/index.ts";
import { dependencyNotRegistered, differentContent } from "../errors/registration.ts";
import type { Identifier, RegistrableSpec } from "../model/index.ts";
import { identifierKey } from "../settings/index.ts";
import { differencesOf } from "./differences.ts";
import { launchPlansIn } from "./launch-plans-in.ts";
import { limiter } from "./limiter.ts";
import { describeSpec, identifierOfSpec } from "./spec-names.ts";

/** What became of one spec. */
export interface RegisteredEntity {
  readonly kind: RegistrableSpec["kind"];
  readonly id: Identifier;
  readonly outcome: "registered" | "already-registered" | "failed";
  /** Whether its schedule was started. */
  readonly isActivated: boolean;
  readonly error?: TsflyteError;
}

/** How specs are sent. */
export interface SendOptions {
  /** How many calls wait for an answer at a time. */
  readonly concurrency: number;
  /** Whether others are sent when one has failed. */
  readonly skipErrors: boolean;
  /** Whether a launch plan is set active. */
  activates(id: Identifier): boolean;
  readonly signal?: AbortSignal;
  /** Told of each as it is done. */
  onEntity?(entity: RegisteredEntity): void;
}

/**
 * Registers tasks first, then workflows and launch plans, each after what it refers to. What is there already and the same counts as
 * registered, so that a registration which was cut off can be run again.
 *
 * @returns what became of each that was tried; after a failure no others are, unless errors are to be skipped
 */
export async function registerSpecs(
  client: FlyteClient,
  specs: readonly RegistrableSpec[],
  options: SendOptions,
): Promise<readonly RegisteredEntity[]> {
  const { concurrency, skipErrors, onEntity } = options;
  const results: RegisteredEntity[] = [];
  let isStopped = false;
  const limit = limiter(concurrency);
  const done = (entity: RegisteredEntity): RegisteredEntity => {
    results.push(entity);
    if (entity.outcome === "failed" && !skipErrors) isStopped = true;
    onEntity?.(entity);
    return entity;
  };
  const sendNow = async (spec: RegistrableSpec): Promise<RegisteredEntity | undefined> =>
    isStopped ? undefined : done(await sendOne(client, spec, options));
  const send = (spec: RegistrableSpec): Promise<RegisteredEntity | undefined> => limit(() => sendNow(spec));

  // Of thousands of tasks, those alone are begun that are sent.
  const tasks = specs.filter(({ kind }) => kind === "task").values();
  const sendTasks = async (): Promise<void> => {
    for (const task of tasks) await sendNow(task);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, specs.length) }, sendTasks));
  const started = new Map<string, Promise<RegisteredEntity | undefined>>();
  for (const spec of specs.filter(({ kind }) => kind !== "task")) {
    const needed = neededBy(spec).map((id) => started.get(identifierKey(id)));
    const after = async (): Promise<RegisteredEntity | undefined> => {
      const failed = (await Promise.all(needed)).find((entity) => entity?.outcome === "failed");
      if (failed === undefined) return send(spec);
      if (isStopped) return undefined;
      const error = dependencyNotRegistered(`${failed.id.resourceType.replace("-", " ")} ${failed.id.name}`);
      return done({ kind: spec.kind, id: identifierOfSpec(spec), outcome: "failed", isActivated: false, error });
    };
    started.set(identifierKey(identifierOfSpec(spec)), after());
  }
  await Promise.all(started.values());
  return results;
}

/** What has to be registered before, besides tasks. */
function neededBy(spec: RegistrableSpec): readonly Identifier[] {
  switch (spec.kind) {
    case "task":
      return [];
    case "workflow":
      return launchPlansIn([spec.spec.template, ...spec.spec.subWorkflows]);
    case "launch-plan":
      return [spec.spec.spec.workflowId];
  }
}

async function sendOne(client: FlyteClient, spec: RegistrableSpec, options: SendOptions): Promise<RegisteredEntity> {
  const { signal, activates } = options;
  const id = identifierOfSpec(spec);
  const call = signal === undefined ? {} : { signal };
  try {
    const outcome = await create(client, spec, call);
    const isActivated = spec.kind === "launch-plan" && activates(id);
    if (isActivated) await client.launchPlans.activate(id, call);
    return { kind: spec.kind, id, outcome, isActivated };
  } catch (error) {
    if (!(error instanceof TsflyteError)) throw error;
    const told =
      error.code === "different-structure"
        ? differentContent(describeSpec(spec), id.version, await differencesOf(client, spec), error)
        : error;
    return { kind: spec.kind, id, outcome: "failed", isActivated: false, error: told };
  }
}

async function create(
  client: FlyteClient,
  spec: RegistrableSpec,
  call: { readonly signal?: AbortSignal },
): Promise<"registered" | "already-registered"> {
  try {
    if (spec.kind === "task") await client.tasks.create(spec.spec, call);
    else if (spec.kind === "workflow") await client.workflows.create(spec.spec, call);
    else await client.launchPlans.create(spec.spec, call);
    return "registered";
  } catch (error) {
    if (error instanceof TsflyteError && error.code === "already-exists") return "already-registered";
    throw error;
  }
}
