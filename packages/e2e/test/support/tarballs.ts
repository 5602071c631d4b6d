/** The packages as a user gets them. */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const packages = join(import.meta.dirname, "../../..");

/** Packs both packages, which are built, into a folder; gives the paths of the archives. */
export function packPackages(folder: string): { readonly runtime: string; readonly transformer: string } {
  for (const name of ["runtime", "transformer"]) {
    execFileSync("pnpm", ["--dir", join(packages, name), "pack", "--pack-destination", folder], { stdio: "pipe" });
  }
  const find = (name: string): string =>
    join(folder, readdirSync(folder).find((file) => file.startsWith(`tsflyte-${name}-`)) ?? name);
  return { runtime: find("runtime"), transformer: find("transformer") };
}
