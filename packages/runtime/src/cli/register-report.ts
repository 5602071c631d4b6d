/** What became of a registration, for people, machines and pages. */
import { appendFileSync } from "node:fs";
import type { TsflyteError } from "../errors/index.ts";
import type { RegisteredEntity, Registration } from "../register/index.ts";
import { formatTable } from "./format-table.ts";
import { printNote } from "./print.ts";

/** A registration that is over, or that was only tried out. */
export interface RegistrationReport {
  readonly registration: Registration;
  readonly entities: readonly Pick<RegisteredEntity, "kind" | "id" | "isActivated" | "error">[];
  readonly outcomeOf: (entity: RegistrationReport["entities"][number]) => RegisteredEntity["outcome"] | "checked";
  /** How many there are to be registered; those that were not tried included. */
  readonly total: number;
  readonly uri: string | undefined;
  readonly isDryRun: boolean;
}

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly outcome: string;
}

/** A line and a table. */
export function reportText(report: RegistrationReport): string {
  return [headline(report), "", formatTable(rowsOf(report)) ?? ""].join("\n");
}

/** One JSON document. */
export function reportJson(report: RegistrationReport): string {
  const { registration, entities, outcomeOf, uri, isDryRun, total } = report;
  const { settings, code, destination } = registration;
  const { project, domain, version } = settings;
  const document = {
    project,
    domain,
    version,
    dryRun: isDryRun,
    code:
      code === undefined
        ? null
        : { uri: uri ?? null, digest: code.digest, bytes: code.bytes.length, files: code.files, destination },
    total,
    entities: entities.map((entity) => ({
      kind: entity.kind,
      name: entity.id.name,
      version: entity.id.version,
      outcome: outcomeOf(entity),
      active: entity.isActivated,
      ...(entity.error === undefined ? {} : { error: errorJson(entity.error) }),
    })),
  };
  return JSON.stringify(document, undefined, 2);
}

function errorJson({ code, text, where, remedy }: TsflyteError): object {
  return { code, text, where, fix: remedy ?? null };
}

/** Appends a table to the page of a GitHub job, where one runs. A page that cannot be written is no failure of the registration. */
export function appendSummary(report: RegistrationReport): void {
  const path = process.env["GITHUB_STEP_SUMMARY"];
  if (path === undefined || path === "") return;
  const cell = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replace(/\s+/g, " ");
  const rows = rowsOf(report).map(({ kind, name, outcome }) => `| ${kind} | \`${cell(name)}\` | ${cell(outcome)} |`);
  const lines = [`### ${headline(report)}`, "", "| kind | name | outcome |", "| --- | --- | --- |", ...rows, "", ""];
  try {
    appendFileSync(path, lines.join("\n"));
  } catch (error) {
    printNote(`note: GITHUB_STEP_SUMMARY cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function headline({ registration, entities, total, isDryRun }: RegistrationReport): string {
  const { project, domain, version } = registration.settings;
  const done = entities.filter(({ error }) => error === undefined).length;
  const what = done === total ? "" : `${done} of ${total} entities of `;
  return `${isDryRun ? "would register" : "registered"} ${what}version ${version} in ${project}/${domain}`;
}

function rowsOf({ entities, outcomeOf }: RegistrationReport): readonly Row[] {
  return entities.map((entity) => ({
    kind: entity.kind.replace("-", " "),
    name: entity.id.name,
    outcome: `${outcomeOf(entity).replace("-", " ")}${entity.isActivated ? ", active" : ""}${entity.error === undefined ? "" : `: ${entity.error.text}`}`,
  }));
}
