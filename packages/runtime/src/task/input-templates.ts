/** `{{.inputs.NAME}}` in what the server or a container fills in: commands, statements. */
import { unknownPlaceholder } from "../errors/tasks.ts";

const template = /\{\{\s*[.$]inputs\.([^}\s]+)\s*\}\}/gi;

/**
 * Throws where a text names an input that the task does not have.
 *
 * @param option whose text it is, for the error
 */
export function checkInputTemplates(text: string, inputs: readonly string[], option: string): void {
  for (const [found, name = ""] of text.matchAll(template)) {
    if (!inputs.includes(name)) throw unknownPlaceholder(option, found, "input", inputs);
  }
}

/** The text with values in place of the templates. */
export function fillInputTemplates(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(template, (found, name: string) => values.get(name) ?? found);
}
