import { deckFields } from "../context/decks/deck-fields.ts";
import { invalidOption, unknownOption } from "../errors/options.ts";
import { checkDocs, checkPodTemplate, checkRetries, checkSwitch, checkText, checkTexts } from "../graph/index.ts";
import { checkExtendedResources } from "../settings/accelerators.ts";
import { durationMs } from "../settings/duration.ts";
import { checkImage } from "../settings/image.ts";
import { containerOrder, containerResources } from "../settings/resources.ts";
import { checkCache } from "./cache-options.ts";
import type { BaseTaskOptions, TaskOptions } from "./task-options.ts";
import { checkResolver } from "./task-resolver.ts";

/** Throws at the first option that cannot have its value. */
export function checkBaseOptions(options: BaseTaskOptions, where: string, inputs: readonly string[]): void {
  const spell = (option: string): string => `${where}, option "${option}"`;
  checkRetries(options.retries, spell("retries"));
  if (options.timeout !== undefined) durationMs(options.timeout, spell("timeout"));
  checkSwitch(options.interruptible, spell("interruptible"));
  checkText(options.deprecated, spell("deprecated"));
  checkPodTemplate(options.podTemplate, spell("podTemplate"));
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
  checkDeck(options, spell);
}

function checkDeck({ enableDeck, disableDeck, deckFields: fields }: BaseTaskOptions, spell: Spell): void {
  checkSwitch(enableDeck, spell("enableDeck"));
  checkSwitch(disableDeck, spell("disableDeck"));
  if (enableDeck !== undefined && disableDeck !== undefined) {
    throw invalidOption(spell("disableDeck"), "nothing beside enableDeck", disableDeck, "leave out disableDeck");
  }
  if (fields === undefined) return;
  const known = `an array of ${deckFields.map((field) => `"${field}"`).join(", ")}`;
  if (!Array.isArray(fields)) throw invalidOption(spell("deckFields"), known, fields);
  for (const field of fields) {
    if (!deckFields.some((name) => name === field)) throw invalidOption(spell("deckFields"), known, field);
  }
}

const executionModes: readonly unknown[] = ["default", "dynamic", "eager", undefined];

/** Throws at the first option of a task with a function that cannot have its value. */
export function checkTaskOptions(options: TaskOptions, where: string): void {
  const spell: Spell = (option) => `${where}, option "${option}"`;
  const { taskFunction, executionMode, nodeDependencyHints, taskResolver } = options;
  checkImage(options.containerImage, spell("containerImage"));
  checkText(options.taskType, spell("taskType"));
  checkSwitch(options.pickleUntyped, spell("pickleUntyped"));
  if (taskFunction !== undefined && typeof taskFunction !== "function") {
    throw invalidOption(spell("taskFunction"), "a function", taskFunction);
  }
  if (!executionModes.includes(executionMode)) {
    throw invalidOption(spell("executionMode"), '"default", "dynamic" or "eager"', executionMode);
  }
  if (taskResolver !== undefined) checkResolver(taskResolver, spell("taskResolver"));
  if (nodeDependencyHints === undefined) return;
  const option = spell("nodeDependencyHints");
  if (executionMode !== "dynamic") {
    const remedy =
      "leave it out: what a workflow calls is found without hints, and other tasks call nothing on the cluster";
    throw invalidOption(option, "a dynamic task beside it", executionMode ?? "default", remedy);
  }
  const isEntity = (hint: unknown): boolean => typeof hint === "function" && "kind" in hint && "embedded" in hint;
  if (!Array.isArray(nodeDependencyHints) || !nodeDependencyHints.every(isEntity)) {
    throw invalidOption(option, "an array of tasks, workflows and launch plans", nodeDependencyHints);
  }
}

export function checkValidators(
  validators: BaseTaskOptions["validators"],
  spell: Spell,
  inputs: readonly string[],
): void {
  if (validators === undefined) return;
  if (typeof validators !== "object" || validators === null) {
    throw invalidOption(spell("validators"), "an object with a schema for some of its inputs", validators);
  }
  for (const [name, schema] of Object.entries(validators)) {
    if (!inputs.includes(name))
      throw invalidOption(spell("validators"), `names of its inputs (${inputs.join(", ")})`, name);
    if (typeof schema?.["~standard"]?.validate !== "function") {
      throw invalidOption(spell(`validators.${name}`), "a schema that implements Standard Schema", schema);
    }
  }
}

type Spell = (option: string) => string;

function checkEnvironment(environment: BaseTaskOptions["environment"], option: string): void {
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

function checkSecrets(secrets: BaseTaskOptions["secretRequests"], option: string): void {
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
