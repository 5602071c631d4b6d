import { TsflyteError } from "./tsflyte-error.ts";

/** Where a setting was read: a file with its line, or a variable. */
export interface SettingPlace {
  readonly key: string;
  readonly file?: string;
  readonly line?: number;
}

function placeText({ key, file, line }: SettingPlace): string {
  if (file === undefined) return key;
  return `${key} (${file}${line === undefined ? "" : `:${line}`})`;
}

/** A file of configuration that was asked for and cannot be read. */
export function noConfigFile(path: string, from: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TsflyteError("bad-config", `The configuration ${path} cannot be read: ${reason}`, {
    where: [from],
    remedy: "check the path; without one, ./flytekit.config, ~/.flyte/config and ~/.flyte/config.yaml are looked for",
    cause,
  });
}

/** A file of configuration that is not of its format. */
export function badConfigFile(path: string, line: number | undefined, reason: string): TsflyteError {
  return new TsflyteError("bad-config", `The configuration ${path} cannot be read: ${reason}`, {
    where: [line === undefined ? path : `${path}:${line}`],
    remedy: "write YAML in files that end in .yaml or .yml, and [section] with option = value in others",
  });
}

/** A setting with a value that it cannot have. The value itself is left out of it where it may be a secret. */
export function badSetting(place: SettingPlace, expected: string, got?: string): TsflyteError {
  const found = got === undefined ? "" : `, got ${JSON.stringify(got)}`;
  return new TsflyteError("bad-config", `${place.key}: expected ${expected}${found}`, {
    where: [placeText(place)],
    remedy: "change the value, or leave it out for its default",
  });
}

/** A file that a setting names and that cannot be read: a certificate, a secret. */
export function unreadableSettingFile(place: SettingPlace, path: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TsflyteError("bad-config", `${place.key} names ${path}, which cannot be read: ${reason}`, {
    where: [placeText(place)],
    remedy: "check the path and the permissions",
    cause,
  });
}
