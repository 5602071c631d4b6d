/** One setting: what it is called in the environment, in INI and in YAML, and how its value is read. */
import { badSetting, type SettingPlace } from "../../errors/client-config.ts";
import type { SettingsFile } from "./settings-file.ts";

/** The names of a setting. `platform.url` is `FLYTE_PLATFORM_URL` in the environment. */
export interface SettingNames {
  /** `section.option`; later ones are older spellings. */
  readonly ini?: readonly string[];
  readonly yaml?: string;
  /** Variables, where they do not follow from `ini`. */
  readonly env?: readonly string[];
}

/** A value with where it was found. */
export interface Found {
  readonly value: unknown;
  readonly place: SettingPlace;
}

/** Where settings are looked up: the environment wins over the file. */
export interface SettingSources {
  readonly env: { readonly [name: string]: string | undefined };
  readonly file: SettingsFile | undefined;
}

/** The value of a setting; undefined where nothing says it. */
export function findSetting({ env, file }: SettingSources, names: SettingNames): Found | undefined {
  const variables = names.env ?? (names.ini ?? []).map((key) => `FLYTE_${key.replace(".", "_").toUpperCase()}`);
  for (const variable of variables) {
    const value = env[variable];
    if (value !== undefined && value !== "") return { value, place: { key: variable } };
  }
  if (file === undefined) return undefined;
  for (const key of file.format === "ini" ? (names.ini ?? []) : [names.yaml ?? []].flat()) {
    const found = file.find(key);
    if (found === undefined || found.value === "") continue;
    const line = found.line === undefined ? {} : { line: found.line };
    return { value: found.value, place: { key, file: file.path, ...line } };
  }
  return undefined;
}

/** A text; a number or a boolean of YAML is one too. */
export function readText({ value, place }: Found): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw badSetting(place, "a text");
}

const booleans = new Map([
  ...["true", "t", "yes", "y", "on", "1"].map((text) => [text, true] as const),
  ...["false", "f", "no", "n", "off", "0"].map((text) => [text, false] as const),
]);

export function readBoolean(found: Found): boolean {
  const value = booleans.get(readText(found).toLowerCase());
  if (value === undefined) throw badSetting(found.place, "true or false", readText(found));
  return value;
}

/** Not negative. */
export function readNumber(found: Found): number {
  const value = Number(readText(found));
  if (!(value >= 0 && Number.isFinite(value))) throw badSetting(found.place, "a number, not negative", readText(found));
  return value;
}

/** A list of YAML; a text with a JSON array, with commas between its items, or with blanks. */
export function readList(found: Found): readonly string[] {
  const { value, place } = found;
  if (Array.isArray(value)) return value.map((item) => readText({ value: item, place }));
  const text = readText(found).trim();
  if (text.startsWith("[")) {
    try {
      const list: unknown = JSON.parse(text);
      if (Array.isArray(list)) return list.map((item) => readText({ value: item, place }));
    } catch {
      throw badSetting(place, "a list", text);
    }
  }
  const items = text.split(text.includes(",") ? "," : /\s+/);
  return items.map((item) => item.trim()).filter((item) => item !== "");
}
