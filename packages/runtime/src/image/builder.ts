/** The programs that build images. */
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { builderFailed, noBuilder, noDigest } from "../errors/image-builds.ts";
import type { PlannedImage } from "./plan-image.ts";
import { ignoreFileOf } from "./write-image.ts";

/** Their names, in the order in which they are looked for. */
export const builderNames = ["docker", "podman", "buildah"] as const;

/** One of them. */
export type BuilderName = (typeof builderNames)[number];

/** A builder that is there. */
export interface Builder {
  readonly name: BuilderName;
  /** Its path. */
  readonly program: string;
}

/**
 * The first builder that works: docker's client is there without its service on many machines.
 *
 * @param wanted the only one that will do
 * @param written what a user can build elsewhere, for the error
 */
export function findBuilder(wanted: BuilderName | undefined, written: readonly string[]): Builder {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const names = wanted === undefined ? builderNames : [wanted];
  const silent: string[] = [];
  for (const name of names) {
    const program = folders.map((folder) => join(folder, name)).find(canRun);
    if (program === undefined) continue;
    if (name !== "docker") return { name, program };
    const { status, stderr, error } = spawnSync(program, ["version", "--format", "{{.Server.Version}}"], quiet);
    if (status === 0) return { name, program };
    const reason = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
    silent.push(`docker is there, and its service is not (${reason})`);
  }
  throw noBuilder(names, written, silent[0]);
}

const quiet = { encoding: "utf8", timeout: 30_000 } as const;

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Builds an image of its Dockerfile. What the builder says goes to standard error. */
export async function buildImage(builder: Builder, planned: PlannedImage, file: string): Promise<void> {
  const { folder, image, platform } = planned;
  const npmrc = join(folder, ".npmrc");
  await run([
    ...[builder.program, "build", "--file", file, "--tag", image],
    // Docker finds it by its name.
    ...(builder.name === "docker" ? [] : ["--ignorefile", ignoreFileOf(file)]),
    ...(platform === undefined ? [] : ["--platform", platform]),
    ...(existsSync(npmrc) ? ["--secret", `id=npmrc,src=${npmrc}`] : []),
    folder,
  ]);
}

/** Sends an image to its registry. */
export async function pushImage({ program }: Builder, image: string): Promise<void> {
  await run([program, "push", image]);
}

/** Whether there is such an image already: in its registry, or here where it has none. */
export function hasImage({ name, program }: Builder, { image, spec }: PlannedImage): boolean {
  const remote = name === "docker" ? image : `docker://${image}`;
  const local = name === "buildah" ? ["inspect", "--type", "image", image] : ["image", "inspect", image];
  const args = spec.registry === undefined ? local : ["manifest", "inspect", remote];
  return spawnSync(program, args, { ...quiet, timeout: 60_000 }).status === 0;
}

/** The digest that a base has now. */
export function baseDigest({ name, program }: Builder, base: string): string {
  if (name !== "docker") spawnSync(program, ["pull", "--quiet", base], { stdio: ["ignore", "ignore", "inherit"] });
  const questions: { readonly [name in BuilderName]: readonly string[] } = {
    docker: ["buildx", "imagetools", "inspect", base, "--format", "{{.Manifest.Digest}}"],
    podman: ["image", "inspect", "--format", "{{.Digest}}", base],
    buildah: ["inspect", "--type", "image", "--format", "{{.FromImageDigest}}", base],
  };
  const { stdout, stderr } = spawnSync(program, questions[name], { ...quiet, timeout: 60_000 });
  const digest = /sha256:[0-9a-f]{64}/.exec(stdout ?? "")?.[0];
  if (digest === undefined) throw noDigest(base, name, (stdout || stderr || "").trim().slice(0, 200));
  return digest;
}

async function run([program = "", ...args]: readonly string[]): Promise<void> {
  const ending = await new Promise<string | undefined>((resolve) => {
    // Standard output is for results.
    const child = spawn(program, args, { stdio: ["ignore", 2, 2], env: { ...process.env, DOCKER_BUILDKIT: "1" } });
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit status ${code}`)));
  });
  if (ending !== undefined) throw builderFailed([program, ...args], ending);
}
