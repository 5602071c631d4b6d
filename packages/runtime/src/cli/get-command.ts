import type { FlyteClient, ListOptions } from "../client/index.ts";
import { badArgument } from "../errors/cli.ts";
import { noVersion } from "../errors/client.ts";
import type { RegisteredLaunchPlan, RegisteredTask, RegisteredWorkflow } from "../model/index.ts";
import { describeSchema } from "../types/index.ts";
import { schemaOf } from "../types/schema-of.ts";
import { clientOptions, readConfig, withClient } from "./client-options.ts";
import { commandHelp, type OptionSpecs, parseCommandLine } from "./command-line.ts";
import { printJson } from "./execution-views.ts";
import { formatTable } from "./format-table.ts";
import { printResult } from "./print.ts";
import { countOption } from "./registration-options.ts";

const options: OptionSpecs = {
  ...clientOptions,
  limit: { type: "string", value: "N", help: "how many at most (default 100)" },
  active: { type: "boolean", help: "launchplans: only those that are active" },
  json: { type: "boolean", help: "print the list as JSON" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte get tasks|workflows|launchplans [NAME [VERSION]]";
const about = ["Without a name: the names. With a name: its versions. With a version: what it takes and gives."];

type Registered = RegisteredTask | RegisteredWorkflow | RegisteredLaunchPlan;
type Kind = "tasks" | "workflows" | "launchPlans";

const words: { readonly [kind in Kind]: string } = {
  tasks: "tasks",
  workflows: "workflows",
  launchPlans: "launch plans",
};
const kinds: { readonly [word: string]: Kind } = { tasks: "tasks", workflows: "workflows", launchplans: "launchPlans" };

/** `tsflyte get tasks|workflows|launchplans`: what is registered. */
export async function getCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("get", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options, about));
  const [word = "", name, version, ...more] = parsed.positionals;
  const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
  if (kind === undefined)
    throw badArgument(`expected tasks, workflows or launchplans, got ${JSON.stringify(word)}`, usage);
  if (more.length > 0) throw badArgument(`expected a name and a version, and got ${more.join(" ")} besides`, usage);
  const isActive = parsed.values["active"] === true;
  if (isActive && kind !== "launchPlans") throw badArgument("--active is for launchplans", usage);
  const limit = countOption(parsed, "limit", 100);
  await withClient(await readConfig(parsed), async (client, signal) => {
    if (name !== undefined && version !== undefined) {
      return printJson(describe(await client[kind].get({ name, version }, { signal })));
    }
    const rows = await rowsOf(client, kind, name, isActive, { limit, signal });
    const place = `${client.project}/${client.domain}`;
    if (name !== undefined && rows.length === 0 && !isActive) throw noVersion(name, place);
    if (parsed.values["json"] === true) return printJson(rows);
    printResult(formatTable(rows) ?? `There are no ${isActive ? "active " : ""}${words[kind]} in ${place}.`);
  });
}

async function rowsOf(
  client: FlyteClient,
  kind: Kind,
  name: string | undefined,
  isActive: boolean,
  list: ListOptions,
): Promise<readonly object[]> {
  const rows: object[] = [];
  if (isActive) {
    for await (const plan of client.launchPlans.listActive({}, list)) {
      if (name === undefined || plan.id.name === name) rows.push({ name: plan.id.name, ...rowOf(plan) });
    }
  } else if (name === undefined) {
    for await (const entity of client[kind].listNames({}, list)) rows.push({ name: entity.name });
  } else {
    for await (const entity of client[kind].list({ name }, list)) rows.push(rowOf(entity));
  }
  return rows;
}

function rowOf(entity: Registered) {
  const created = entity.createdAt?.toISOString() ?? "";
  return { version: entity.id.version, created, ...("state" in entity ? { state: entity.state } : {}) };
}

/** What an entity takes and gives, in TypeScript's words. */
function describe(entity: Registered): object {
  const words = (variables: { readonly [name: string]: { readonly type: Parameters<typeof schemaOf>[0] } }): object =>
    Object.fromEntries(
      Object.entries(variables).map(([name, { type }]) => {
        const schema = schemaOf(type);
        const root = {
          type: "object",
          properties: { [name]: schema },
          required: [],
          additionalProperties: false,
        } as const;
        return [name, describeSchema(schema, root)];
      }),
    );
  const { project, domain, name } = entity.id;
  if (!("state" in entity)) {
    const { inputs, outputs } = entity.interface;
    return { project, domain, name, ...rowOf(entity), inputs: words(inputs), outputs: words(outputs) };
  }
  const inputs = Object.fromEntries(
    Object.entries(entity.expectedInputs).map(([input, parameter]) => [input, parameter.var]),
  );
  return {
    ...{ project, domain, name, ...rowOf(entity) },
    ...{ workflow: entity.workflowId.name, schedule: entity.spec.schedule?.expression ?? null },
    ...{ inputs: words(inputs), outputs: words(entity.expectedOutputs) },
  };
}
