import { invalidOption, unknownOption } from "../errors/options.ts";
import { checkDocs, checkRetries, checkSwitch, checkText, checkTexts } from "../graph/index.ts";
import { checkExtendedResources } from "../settings/accelerators.ts";
import { durationMs } from "../settings/duration.ts";
import { containerOrder, containerResources } from "../settings/resources.ts";
import { ignoredInputs, type TaskOptions } from "./task-options.ts";

/** Throws at the first option that cannot have its value. */
export function checkTaskOptions(options: TaskOptions, where: string, inputs: readonly string[]): void {
  const spell = (option: string): string => `${where}, option "${option}"`;
  checkRetries(options.retries, spell("retries"));
  if (options.timeout !== undefined) durationMs(options.timeout, spell("timeout"));
  checkSwitch(options.interruptible, spell("interruptible"));
  checkText(options.deprecated, spell("deprecated"));
  checkText(options.containerImage, spell("containerImage"));
  checkText(options.podTemplateName, spell("podTemplateName"));
  checkTexts(options.labels, spell("labels"));
  checkTexts(options.annotations, spell("annotations"));
  checkDocs(options.docs, spell("docs"));
  containerResources(options, containerOrder, where);
  checkExtendedResources(options.accelerator, options.sharedMemory, where);
  checkCache(options.cache, spell, inputs);
  checkEnvironment(options.environment, spell("environment"));
  checkSecrets(options.secretRequests, spell("secretRequests"));
  checkSwitch(options.validate, spell("validate"));
  checkValidators(options.validators, spell, inputs);
}

function checkValidators(validators: TaskOptions["validators"], spell: Spell, inputs: readonly string[]): void {
  for (const [name, schema] of Object.entries(validators ?? {})) {
    if (!inputs.includes(name))
      throw invalidOption(spell("validators"), `names of its inputs (${inputs.join(", ")})`, name);
    if (typeof schema?.["~standard"]?.validate !== "function") {
      throw invalidOption(spell(`validators.${name}`), "a schema that implements Standard Schema", schema);
    }
  }
}

type Spell = (option: string) => string;

const cacheKeys = ["version", "serialize", "ignoredInputs"];

function checkCache(cache: TaskOptions["cache"], spell: Spell, inputs: readonly string[]): void {
  if (cache === undefined) return;
  if (typeof cache !== "object" || cache === null || typeof cache.version !== "string" || cache.version === "") {
    throw invalidOption(spell("cache"), '{ version: "…" } with a version that is not empty', cache);
  }
  for (const key of Object.keys(cache)) {
    if (!cacheKeys.includes(key)) throw unknownOption(spell("cache"), key, cacheKeys);
  }
  checkSwitch(cache.serialize, spell("cache.serialize"));
  const ignored: unknown = ignoredInputs(cache);
  const known = inputs.length === 0 ? "none, as it has no inputs" : `names of its inputs (${inputs.join(", ")})`;
  if (!Array.isArray(ignored)) throw invalidOption(spell("cache.ignoredInputs"), known, ignored);
  for (const name of ignored) {
    if (!inputs.includes(name)) throw invalidOption(spell("cache.ignoredInputs"), known, name);
  }
}

function checkEnvironment(environment: TaskOptions["environment"], option: string): void {
  checkTexts(environment, option);
  for (const name of Object.keys(environment ?? {})) {
    // The server takes any name and fails when the pod is made.
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
      throw invalidOption(option, "names of letters, digits, _, - and .", name);
    }
  }
}

const secretKeys = ["group", "key", "groupVersion", "mountRequirement", "envVar"];
const mountRequirements: readonly unknown[] = ["any", "env-var", "file", undefined];

function checkSecrets(secrets: TaskOptions["secretRequests"], option: string): void {
  if (secrets === undefined) return;
  if (!Array.isArray(secrets)) throw invalidOption(option, 'an array of { group: "…" }', secrets);
  for (const secret of secrets) {
    if (typeof secret?.group !== "string" || secret.group === "") {
      throw invalidOption(option, "a group for every secret", secret);
    }
    for (const key of Object.keys(secret)) {
      if (!secretKeys.includes(key)) throw unknownOption(option, key, secretKeys);
    }
    if (!mountRequirements.includes(secret.mountRequirement)) {
      throw invalidOption(option, 'a mountRequirement of "any", "env-var" or "file"', secret.mountRequirement);
    }
    if (secret.envVar !== undefined && !/^[A-Z_][A-Z0-9_]*$/.test(secret.envVar)) {
      throw invalidOption(option, "an envVar of capitals, digits and _", secret.envVar);
    }
  }
}
