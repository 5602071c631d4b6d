/** Registration in one go: code, version, specs, and what the platform makes of them. */
import type { FlyteClient } from "../client/index.ts";
import { closureOf, problemsOf, specsOf } from "../compile/index.ts";
import { compileProblems } from "../errors/graph.ts";
import { versionNeeded } from "../errors/registration.ts";
import type { CallableEntity } from "../graph/index.ts";
import type { Identifier, RegistrableSpec } from "../model/index.ts";
import type { CodeArchive, SerializationSettings } from "../settings/index.ts";
import { isLaunchPlan } from "../workflow/index.ts";
import { withCalleesOfEagerTasks } from "./callees-of-eager-tasks.ts";
import { codeOf } from "./code-of.ts";
import { contentVersion } from "./content-version.ts";
import { type LaunchPlanDefaults, withDefaults } from "./launch-plan-defaults.ts";
import type { CopyMode, PackedCode } from "./pack-code.ts";
import { type RegisteredEntity, registerSpecs, type SendOptions } from "./register-specs.ts";

/** What is to be registered, and how. */
export interface RegistrationPlan {
  readonly settings: SerializationSettings;
  /** What of the code travels; `none` is for images that hold it. */
  readonly copy: CopyMode | "none";
  /** The folder in the container that code is unpacked into. */
  readonly destination?: string;
  /** The code in the place of what was loaded, where it was bundled. */
  readonly code?: PackedCode;
  readonly launchPlans: LaunchPlanDefaults;
}

/** What is ready to be sent. */
export interface Registration {
  /** With the version: the one given, or one made of the content. */
  readonly settings: SerializationSettings;
  readonly code?: PackedCode;
  /** The specs; the place of the code becomes known when it is sent. */
  specs(code: CodeArchive | undefined): Promise<readonly RegistrableSpec[]>;
  /** Where containers unpack the code. */
  readonly destination: string;
  /** Launch plans whose definition says that they are to be active. */
  readonly autoActivated: ReadonlySet<string>;
}

/** Where code is, before it is sent. */
const unsent: CodeArchive = { uri: "code", destination: "." };

/**
 * Compiles and checks everything, and packs the code. Nothing is sent.
 *
 * @throws `compile-problems` for what the platform would refuse, `bad-path` for code that cannot travel
 */
export async function planRegistration(
  given: readonly CallableEntity[],
  { settings, copy, destination, code: packed, launchPlans }: RegistrationPlan,
): Promise<Registration> {
  const entities = await withCalleesOfEagerTasks(given);
  const problems = await problemsOf(entities);
  if (problems.length > 0) throw compileProblems(problems);
  if (copy === "none" && settings.version === "") throw versionNeeded();
  const specsFor = async (own: SerializationSettings): Promise<readonly RegistrableSpec[]> =>
    withDefaults(await specsOf(entities, own), launchPlans);
  const blank = { ...settings, project: "", domain: "", version: "" };
  const drafts = await specsFor(copy === "none" ? blank : { ...blank, codeArchive: unsent });
  const code = copy !== "none" && drafts.some(fetchesCode) ? (packed ?? (await codeOf(entities, copy))) : undefined;
  const version = settings.version === "" ? contentVersion(drafts, code?.digest) : settings.version;
  const versioned = { ...settings, version };
  const plans = (await closureOf(given)).filter(isLaunchPlan);
  return {
    settings: versioned,
    ...(code === undefined ? {} : { code }),
    destination: destination ?? (code === undefined ? "." : `.tsflyte/code/${code.digest}`),
    specs: (codeArchive) => specsFor(codeArchive === undefined ? versioned : { ...versioned, codeArchive }),
    autoActivated: new Set(plans.filter(({ options }) => options.autoActivate === true).map(({ name }) => name)),
  };
}

/** How a registration is sent. */
export interface RegisterOptions extends Omit<SendOptions, "activates"> {
  /** Which launch plans are set active: those that say so themselves, all that have a name of their own, or none. */
  readonly activate: "declared" | "all" | "none";
  /** Told of the code, once it is sent. */
  onUpload?(uri: string): void;
  /** Told of what is going to be sent. */
  onSpecs?(specs: readonly RegistrableSpec[]): void;
}

/** Sends the code, and registers everything. */
export async function register(
  client: FlyteClient,
  { settings, code, specs: specsFor, destination, autoActivated }: Registration,
  options: RegisterOptions,
): Promise<readonly RegisteredEntity[]> {
  const { project, domain } = settings;
  const { signal, activate, onUpload, onSpecs } = options;
  let archive: CodeArchive | undefined;
  if (code !== undefined) {
    const place = { filename: code.name, project, domain, ...(signal === undefined ? {} : { signal }) };
    const uri = await client.dataProxy.uploadBytes(code.bytes, place);
    archive = { uri, destination };
    onUpload?.(uri);
  }
  const specs = await specsFor(archive);
  onSpecs?.(specs);
  const workflows = new Set(specs.flatMap((one) => (one.kind === "workflow" ? [one.spec.template.id.name] : [])));
  const activates = ({ name }: Identifier): boolean =>
    activate !== "none" && (autoActivated.has(name) || (activate === "all" && !workflows.has(name)));
  return registerSpecs(client, specs, { ...options, activates });
}

/** Whether a container of a spec fetches code. */
function fetchesCode(one: RegistrableSpec): boolean {
  return one.kind === "task" && JSON.stringify(one.spec.template.target ?? {}).includes('"tsflyte-fast-execute"');
}
