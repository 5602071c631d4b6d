import { show } from "./options.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** Options without a name: the launch plan of a workflow's own name has none. */
export function unnamedLaunchPlan(
  workflow: string,
  options: readonly string[],
  where: readonly string[],
): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `launchPlan() of ${workflow}: expected a name beside the option ${options.join(", ")}, got none`,
    {
      where,
      remedy: 'give it a name, as in { name: "nightly", … }; without a name it is the workflow\'s default launch plan',
    },
  );
}

/** The name of the default launch plan, for another one. */
export function defaultPlanName(name: string, where: readonly string[]): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `launch plan ${name}: expected a name of its own, got that of the workflow, whose default launch plan has it`,
    { where, remedy: "give it another name" },
  );
}

/** Two launch plans of one name that are not the same. */
export function duplicateLaunchPlan(name: string, differs: string, first: string, second: string): TsflyteError {
  return new TsflyteError("duplicate-entity", `two launch plans are named "${name}", and differ in ${differs}`, {
    where: [first, second],
    remedy: "rename one of them",
  });
}

/** Not a workflow. */
export function notLaunchable(got: string): TsflyteError {
  return new TsflyteError("invalid-option", `launchPlan(): expected a workflow first, got ${got}`, {
    remedy: "call it with what workflow() or new ImperativeWorkflow() gave",
  });
}

/** A value for an input that the launch plan has fixed. */
export function fixedInput(plan: string, input: string, where: readonly string[]): TsflyteError {
  return new TsflyteError("unknown-input", `The input "${input}" of ${plan} is fixed, and a call cannot give it`, {
    where,
    remedy: "leave it out, or make it one of the plan's defaultInputs",
  });
}

/** An input that is fixed and has a default too. */
export function fixedAndDefault(plan: string, input: string, where: readonly string[]): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `${plan}: the input "${input}" is among the defaultInputs and the fixedInputs`,
    {
      where,
      remedy: "leave it in one of them",
    },
  );
}

/** A text that is no cron expression. */
export function invalidCron(got: unknown, problem: string, remedy?: string): TsflyteError {
  return new TsflyteError("invalid-option", `cron(): ${problem}, got ${show(got)}`, {
    remedy: remedy ?? 'give five fields, as in "0 3 * * 1-5", or an alias such as "@daily" or "@every 90m"',
  });
}

/** An input that a schedule cannot give the time of the run to. */
export function wrongKickoffInput(
  plan: string,
  input: string,
  problem: string,
  where: readonly string[],
): TsflyteError {
  return new TsflyteError(
    "invalid-option",
    `${plan}, option "schedule": kickoffTimeInput: expected a Date input of the workflow, got "${input}", which ${problem}`,
    {
      where,
      remedy:
        "name an input of type Date that is not fixed and cannot be left out: a default that is code makes it optional",
    },
  );
}
