/** Folders of this machine that stand for container images. */
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

/** What an image stands for. */
export interface LocalImage {
  /** Where its containers run. */
  readonly folder: string;
  /** A program that is put in front of every command. */
  readonly program?: string;
}

/** The image that all others stand for which are not in the map. */
const anyImage = "*";

/** Folders in which the programs of a project are found. */
const programFolders = ["node_modules/.bin", ".venv/bin", "venv/bin"];

/** What an image stands for: a folder, or a program that starts its commands; undefined where nothing does. */
export function localImage(images: ReadonlyMap<string, string>, image: string): LocalImage | undefined {
  const path = images.get(image) ?? images.get(anyImage);
  if (path === undefined) return undefined;
  const absolute = resolve(path);
  const isProgram = statSync(absolute, { throwIfNoEntry: false })?.isFile() === true;
  return isProgram ? { folder: dirname(absolute), program: absolute } : { folder: absolute };
}

/** The variables that make the programs of an image's folder be found. */
export function imageEnvironment(
  { folder }: LocalImage,
  base: { readonly [name: string]: string | undefined },
): { readonly [name: string]: string } {
  const found = around(folder).flatMap((one) => programFolders.map((name) => join(one, name)));
  const path = [...found.filter((one) => existsSync(one)), base["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"];
  return { PATH: path.join(delimiter), TSFLYTE_ROOT: folder };
}

/** A folder and those that it is in, as package managers look for programs. */
function around(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [] : [folder, ...around(parent)];
}
