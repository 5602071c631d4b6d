import { readFileSync } from "node:fs";
import { badConfigFile, noConfigFile } from "../../errors/client-config.ts";
import { parseIni } from "./ini.ts";

/** A value as a file has it: a text in INI, whatever YAML has in YAML. */
export interface FileValue {
  readonly value: unknown;
  readonly line?: number;
}

/** A file of settings, by the keys of its format: `platform.url`, `admin.endpoint`. */
export interface SettingsFile {
  readonly path: string;
  readonly format: "ini" | "yaml";
  find(key: string): FileValue | undefined;
}

/**
 * Reads a file of settings: YAML where its name says so, else INI.
 *
 * @param from what asked for the file, for the error
 */
export async function readSettingsFile(path: string, from: string): Promise<SettingsFile> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw noConfigFile(path, from, error);
  }
  return /\.ya?ml$/i.test(path) ? parseYaml(text, path) : parseIni(text, path);
}

async function parseYaml(text: string, path: string): Promise<SettingsFile> {
  const { isMap, isNode, isScalar, LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const { line } = lines.linePos(problem.pos[0]);
    throw badConfigFile(path, line, problem.message.split("\n")[0]?.replace(/ at line.*$/, "") ?? "it is no YAML");
  }
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  if (!isEmpty && !isMap(contents)) throw badConfigFile(path, 1, "expected a map of sections");
  return {
    path,
    format: "yaml",
    find(key) {
      const node = isEmpty ? undefined : document.getIn(key.split("."), true);
      if (!isNode(node)) return undefined;
      const value: unknown = node.toJS(document);
      const start = node.range?.[0];
      return value === null || value === undefined
        ? undefined
        : { value, ...(start === undefined ? {} : { line: lines.linePos(start).line }) };
    },
  };
}
