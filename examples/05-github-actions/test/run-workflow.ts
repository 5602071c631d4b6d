/** Runs the commands of a workflow as GitHub's runner does: composite actions step by step, expressions filled in, `bash -e`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: { readonly [input: string]: string };
  readonly env?: { readonly [name: string]: string };
  readonly shell?: string;
  readonly "working-directory"?: string;
}

interface Job {
  readonly env?: { readonly [name: string]: string };
  readonly steps: readonly Step[];
}

/** A workflow of GitHub's, as far as this file looks at it. */
export interface Workflow {
  readonly env?: { readonly [name: string]: string };
  readonly jobs: { readonly [id: string]: Job };
}

/** An action of several steps. */
export interface Action {
  readonly inputs: { readonly [name: string]: { readonly default?: string; readonly required?: boolean } };
  readonly outputs: { readonly [name: string]: { readonly value: string } };
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** How a job ended. */
export interface JobRun {
  readonly ok: boolean;
  /** What all steps have printed. */
  readonly log: string;
  /** The page of the job. */
  readonly summary: string;
  /** What the steps of the job have given, by their ids. */
  readonly outputs: { readonly [step: string]: { readonly [name: string]: string } };
}

/** How a step ended; one that failed has outputs, too. */
interface StepRun {
  readonly ok: boolean;
  readonly outputs: { readonly [name: string]: string };
}

/** What a job runs in. */
export interface Machine {
  /** The folder that the repository is in. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly secrets: { readonly [name: string]: string };
  /** Commands that stand for what needs a network; the others run. */
  readonly prepared: readonly string[];
}

type Scope = { readonly [context: string]: { readonly [name: string]: unknown } };

export function readYaml<Document>(path: string): Document {
  return parse(readFileSync(path, "utf8")) as Document;
}

/** Runs a job to its end, or to the first step that fails. */
export function runJob(workflow: Workflow, name: string, action: Action, machine: Machine): JobRun {
  const job = workflow.jobs[name];
  if (job === undefined) throw new Error(`there is no job ${name}`);
  const temp = mkdtempSync(join(tmpdir(), "runner-"));
  const summary = join(temp, "summary.md");
  writeFileSync(summary, "");
  const outputs: { [step: string]: { readonly [name: string]: string } } = {};
  let log = "";
  const base: Scope = { secrets: machine.secrets };
  const env = { ...fillAll(workflow.env, base), ...fillAll(job.env, base) };

  /** Runs one script; gives what it has written to its file of outputs. */
  function runScript(step: Step, scope: Scope, stepEnv: NodeJS.ProcessEnv): StepRun {
    const script = join(temp, "script.sh");
    const given = join(temp, "outputs");
    writeFileSync(script, fill(step.run ?? "", scope));
    writeFileSync(given, "");
    const cwd = join(machine.folder, fill(step["working-directory"] ?? ".", scope));
    const flags = step.shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail"] : ["-e"];
    const { status, stdout, stderr } = spawnSync("bash", [...flags, script], {
      cwd,
      encoding: "utf8",
      env: {
        ...machine.env,
        ...stepEnv,
        ...fillAll(step.env, scope),
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_OUTPUT: given,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_WORKSPACE: machine.folder,
        RUNNER_TEMP: temp,
      },
    });
    log += stdout + stderr;
    const lines = readFileSync(given, "utf8").split("\n").filter(Boolean);
    const said = lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
    return { ok: status === 0, outputs: Object.fromEntries(said) };
  }

  function runAction(step: Step, scope: Scope): StepRun {
    const wanted = Object.entries(action.inputs).map(([input, { default: value, required }]) => {
      const found = step.with?.[input] ?? value;
      if (found === undefined && required) throw new Error(`the action's input ${input} is not given`);
      return [input, fill(found ?? "", scope)];
    });
    const unknown = Object.keys(step.with ?? {}).filter((input) => !Object.hasOwn(action.inputs, input));
    if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join(", ")}`);
    const inputs = Object.fromEntries(wanted);
    const steps: { [id: string]: { readonly outputs: { readonly [name: string]: string } } } = {};
    let ok = true;
    for (const inner of action.runs.steps) {
      const ran = runScript(inner, { inputs, steps }, env);
      if (inner.id !== undefined) steps[inner.id] = { outputs: ran.outputs };
      ok = ran.ok;
      if (!ok) break;
    }
    const said = Object.entries(action.outputs).map(([output, { value }]) => [output, fill(value, { inputs, steps })]);
    return { ok, outputs: Object.fromEntries(said) };
  }

  for (const step of job.steps) {
    const stepOutputs = Object.fromEntries(Object.entries(outputs).map(([id, given]) => [id, { outputs: given }]));
    const scope: Scope = { ...base, env, steps: stepOutputs };
    if (step.uses !== undefined && step.uses !== "./") continue;
    if (step.run !== undefined && machine.prepared.includes(step.run)) continue;
    const ran = step.uses === "./" ? runAction(step, scope) : runScript(step, scope, env);
    if (step.id !== undefined) outputs[step.id] = ran.outputs;
    if (!ran.ok) return { ok: false, log, summary: readFileSync(summary, "utf8"), outputs };
  }
  return { ok: true, log, summary: readFileSync(summary, "utf8"), outputs };
}

/** Fills in expressions, which are paths of names alone. */
function fill(text: string, scope: Scope): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, path: string) => {
    const value = path
      .split(".")
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], scope);
    return value === undefined ? "" : String(value);
  });
}

function fillAll(values: { readonly [name: string]: string } = {}, scope: Scope): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fill(value, scope)]));
}
