import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { unreadableSettingFile } from "../../errors/client-config.ts";
import { SecretText } from "./secret-text.ts";
import {
  type Found,
  findSetting,
  readBoolean,
  readList,
  readNumber,
  readText,
  type SettingNames,
  type SettingSources,
} from "./setting.ts";

/** Looks settings up by `section.option` and by their key in YAML. */
export class Reader {
  readonly #sources: SettingSources;
  readonly #cwd: string;

  constructor(sources: SettingSources, cwd: string) {
    this.#sources = sources;
    this.#cwd = cwd;
  }

  get env(): { readonly [name: string]: string | undefined } {
    return this.#sources.env;
  }

  found(ini: string, yaml?: string): Found | undefined {
    return findSetting(this.#sources, { ini: [ini], ...(yaml === undefined ? {} : { yaml }) });
  }

  text(ini: string, yaml?: string): string | undefined {
    return mapFound(this.found(ini, yaml), readText);
  }

  boolean(ini: string, yaml?: string): boolean | undefined {
    return mapFound(this.found(ini, yaml), readBoolean);
  }

  number(ini: string, yaml?: string): number | undefined {
    return mapFound(this.found(ini, yaml), readNumber);
  }

  list(ini: string, yaml?: string): readonly string[] {
    return mapFound(this.found(ini, yaml), readList) ?? [];
  }

  secret(ini: string, yaml?: string): SecretText | undefined {
    return mapFound(this.found(ini, yaml), (found) => new SecretText(readText(found)));
  }

  secretOf(names: SettingNames): SecretText | undefined {
    return mapFound(findSetting(this.#sources, names), (found) => new SecretText(readText(found)));
  }

  /** By a variable of another name, and the same key in both formats. */
  named(variable: string, key: string): string | undefined {
    return mapFound(findSetting(this.#sources, { env: [variable], ini: [key], yaml: key }), readText);
  }

  fileOf(found: Found): string {
    const path = resolve(this.#cwd, readText(found));
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      throw unreadableSettingFile(found.place, path, error);
    }
  }
}

function mapFound<T>(found: Found | undefined, read: (found: Found) => T): T | undefined {
  return found === undefined ? undefined : read(found);
}
