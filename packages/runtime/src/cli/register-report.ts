/** What became of a registration, for people, machines and pages. */
import { appendFileSync } from "node:fs";
import type { RegisteredEntity, Registration } from "../register/index.ts";
import { formatTable } from "./format-table.ts";
import { printNote } from "./print.ts";

/** A registration that is over, or that was only tried out. */
export interface RegistrationReport {
  readonly registration: Registration;
  readonly entities: readonly Pick<RegisteredEntity, "kind" | "id" | "isActivated" | "error">[];
  readonly outcomeOf: (entity: RegistrationReport["entities"][number]) => string;
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
export function reportJson({ registration, entities, outcomeOf, uri, isDryRun }: RegistrationReport): string {
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
    entities: entities.map((entity) => ({
      kind: entity.kind,
      name: entity.id.name,
      version: entity.id.version,
      outcome: outcomeOf(entity),
      active: entity.isActivated,
      ...(entity.error === undefined ? {} : { error: { code: entity.error.code, text: entity.error.text } }),
    })),
  };
  return JSON.stringify(document, undefined, 2);
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

function headline({ registration, isDryRun }: RegistrationReport): string {
  const { project, domain, version } = registration.settings;
  return `${isDryRun ? "would register" : "registered"} version ${version} in ${project}/${domain}`;
}

function rowsOf({ entities, outcomeOf }: RegistrationReport): readonly Row[] {
  return entities.map((entity) => ({
    kind: entity.kind.replace("-", " "),
    name: entity.id.name,
    outcome: `${outcomeOf(entity)}${entity.isActivated ? ", active" : ""}${entity.error === undefined ? "" : `: ${entity.error.text}`}`,
  }));
}
