import { badConfigFile } from "../../errors/client-config.ts";
import type { FileValue, SettingsFile } from "./settings-file.ts";

/** Reads `[section]` and `option = value`, with values that go on in lines that are indented. */
export function parseIni(text: string, path: string): SettingsFile {
  const values = new Map<string, FileValue>();
  let section: string | undefined;
  let last: { readonly key: string; readonly line: number } | undefined;
  text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .forEach((raw, index) => {
      const line = index + 1;
      const trimmed = raw.trim();
      if (trimmed === "" || /^[#;]/.test(trimmed)) return;
      const header = /^\[([^\]]+)\]$/.exec(trimmed);
      if (header !== null) {
        section = header[1]?.trim() ?? "";
        last = undefined;
        return;
      }
      if (/^\s/.test(raw) && last !== undefined) {
        const before = values.get(last.key)?.value ?? "";
        values.set(last.key, { value: `${before}\n${trimmed}`.trim(), line: last.line });
        return;
      }
      const option = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(trimmed);
      if (section === undefined) throw badConfigFile(path, line, `line ${line} stands before the first [section]`);
      if (option === null) throw badConfigFile(path, line, `line ${line} is neither [section] nor option = value`);
      const key = `${section}.${option[1]?.toLowerCase()}`;
      last = { key, line };
      values.set(key, { value: option[2]?.trim() ?? "", line });
    });
  return { path, format: "ini", find: (key) => values.get(key) };
}
