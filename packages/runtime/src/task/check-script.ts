/** What the placeholders of a script may name, and where they may stand. */
import { unfillablePlaceholder, unknownPlaceholder } from "../errors/tasks.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { readForm, withoutNull } from "../types/index.ts";
import { fillScript, type Placeholder } from "./shell-script.ts";

/** Variables of a task, as what its script may name. */
export interface ScriptVariables {
  readonly inputs: VariablesSchema;
  readonly outputs: VariablesSchema;
}

/** What `{ctx.NAME}` can name. */
const scriptFacts: readonly string[] = [
  ...["attempt", "executionDate", "workingDirectory", "rawOutputPrefix", "outputPrefix"],
  ...["executionId.project", "executionId.domain", "executionId.name"],
  ...["taskId.project", "taskId.domain", "taskId.name", "taskId.version"],
];

/** Throws at the first placeholder that cannot be filled. */
export function checkScript(script: string, variables: ScriptVariables, option: string): void {
  fillScript(script, (found) => {
    checkKnown(found, variables, option);
    if (found.place === "single" || found.place === "quoted-heredoc") {
      const place = found.place === "single" ? "single quotes" : "a here-document whose word is quoted";
      const remedy = "the shell fills in nothing there: use double quotes, or a word without quotes";
      throw unfillablePlaceholder(option, found.text, place, remedy);
    }
    if (found.place === "arithmetic" && !isNumber(found, variables)) {
      const remedy = "the shell would read its value as an expression: only numbers can stand there";
      throw unfillablePlaceholder(option, found.text, "a calculation", remedy);
    }
    return "";
  });
}

/** Throws where a placeholder names something that there is not. */
export function checkKnown(
  { kind, name, text }: Omit<Placeholder, "place">,
  variables: ScriptVariables,
  option: string,
): void {
  const known = kind === "ctx" ? scriptFacts : Object.keys(variables[kind].properties);
  const role = kind === "ctx" ? "fact" : kind === "inputs" ? "input" : "output";
  if (!known.includes(name)) throw unknownPlaceholder(option, text, role, known);
}

function isNumber({ kind, name }: Placeholder, { inputs }: ScriptVariables): boolean {
  const schema = kind === "inputs" ? inputs.properties[name] : undefined;
  if (schema === undefined) return kind === "ctx" && name === "attempt";
  return ["integer", "bigint", "float"].includes(readForm(withoutNull(schema, inputs), inputs).kind);
}
