/** What of a spec is other than what is registered under its name and version. */
import type { FlyteClient } from "../client/index.ts";
import { specsToJson } from "../idl/index.ts";
import type { Json } from "../metadata/index.ts";
import type { RegistrableSpec } from "../model/index.ts";
import { identifierOfSpec } from "./spec-names.ts";

/** No more lines than anybody reads. */
const maxLines = 6;
const maxText = 100;
const maxCommon = 16;

/** The differences, a line each; none where the platform's answer cannot be compared. */
export async function differencesOf(client: FlyteClient, spec: RegistrableSpec): Promise<readonly string[]> {
  try {
    const lines = [...diff("", jsonOf(await registeredSpec(client, spec)), jsonOf(spec))];
    const more = lines.length - maxLines;
    return more > 0 ? [...lines.slice(0, maxLines), `… and ${more} more differences`] : lines;
  } catch {
    // What another tool has registered may hold what the model has no word for; the platform's own text stands then.
    return [];
  }
}

async function registeredSpec(client: FlyteClient, spec: RegistrableSpec): Promise<RegistrableSpec> {
  const id = identifierOfSpec(spec);
  switch (spec.kind) {
    case "task":
      return { kind: "task", spec: { template: (await client.tasks.get(id)).template } };
    case "workflow": {
      const { template, subWorkflows } = await client.workflows.get(id);
      return { kind: "workflow", spec: { template, subWorkflows } };
    }
    case "launch-plan":
      return { kind: "launch-plan", spec: { id, spec: (await client.launchPlans.get(id)).spec } };
  }
}

/** Descriptions are kept elsewhere, and are no part of what is compared. */
function jsonOf(spec: RegistrableSpec): Json {
  const { tasks, workflows, launchPlans } = specsToJson([spec]) as { readonly [kind: string]: readonly Json[] };
  const [json] = [...(tasks ?? []), ...(workflows ?? []), ...(launchPlans ?? [])];
  const { description: _elsewhere, ...rest } = json as { readonly [key: string]: Json };
  return rest;
}

function* diff(path: string, was: Json | undefined, is: Json | undefined): Generator<string> {
  if (isRecord(was) && isRecord(is)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
      // The platform's compiler adds to these what the bindings say already.
      if (key === "upstreamNodeIds") continue;
      yield* diff(path === "" ? key : `${path}.${key}`, was[key], is[key]);
    }
  } else if (Array.isArray(was ?? []) && Array.isArray(is ?? [])) {
    // A list without elements is not written.
    const [before, after] = [keyed((was ?? []) as readonly Json[]), keyed((is ?? []) as readonly Json[])];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      yield* diff(`${path}[${key}]`, before.get(key), after.get(key));
    }
  } else if (JSON.stringify(was) !== JSON.stringify(is)) {
    const start = differenceStart(was, is);
    yield `${path}: registered ${text(was, start)}, now ${text(is, start)}`;
  }
}

/** Elements by what names them, so that one more in front does not make all others different. */
function keyed(list: readonly Json[]): ReadonlyMap<string, Json> {
  const names = list.map((item) =>
    isRecord(item) ? (item["id"] ?? item["var"] ?? item["key"] ?? item["name"]) : undefined,
  );
  const areNamed = names.every((name) => typeof name === "string") && new Set(names).size === names.length;
  return new Map(list.map((item, index) => [areNamed ? String(names[index]) : String(index), item]));
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where texts that are too long to be shown begin to differ; a little before it, so that the place is known again. */
function differenceStart(was: Json | undefined, is: Json | undefined): number {
  const [before, after] = [JSON.stringify(was) ?? "", JSON.stringify(is) ?? ""];
  if (Math.max(before.length, after.length) <= maxText) return 0;
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return Math.max(0, at - maxCommon);
}

function text(value: Json | undefined, start: number): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value);
  const end = start + maxText;
  return `${start > 0 ? "…" : ""}${json.slice(start, end)}${json.length > end ? "…" : ""}`;
}
