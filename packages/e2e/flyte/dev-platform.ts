/** `tsflyte dev` as a process of its own, with folders for images: those of tasks in TypeScript hold programs and no code. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const runtime = join(import.meta.dirname, "../../runtime");
const programs = ["tsflyte-execute", "tsflyte-fast-execute", "tsflyte-map-execute"];

/** A platform that runs. */
export interface DevPlatform {
  /** `localhost:PORT`. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Starts it on a free port; what it stores is gone when it is closed.
 *
 * @param images the folders of further images, by name
 */
export async function startDevPlatform(images: { readonly [name: string]: string } = {}): Promise<DevPlatform> {
  const image = makeImage();
  const named = Object.entries(images).map(([name, folder]) => `${name}=${folder}`);
  const child = spawn(
    process.execPath,
    [
      join(runtime, "dist/bin/tsflyte.js"),
      ...["dev", "--memory", "--port", "0"],
      ...[image, ...named].flatMap((one) => ["--image", one]),
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  const endpoint = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: string): void => {
      said += chunk;
      const found = /Flyte's API is at (\S+),/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
    child.once("close", (status) => reject(new Error(`tsflyte dev ended with ${status}:\n${said}`)));
  });
  return {
    endpoint,
    async close() {
      child.kill("SIGTERM");
      await closed;
      rmSync(image, { recursive: true, force: true });
    },
  };
}

/** What the Dockerfile beside this file makes, as a folder. */
export function makeImage(): string {
  const image = mkdtempSync(join(tmpdir(), "tsflyte-image-"));
  const modules = join(image, "node_modules");
  mkdirSync(join(modules, "@tsflyte"), { recursive: true });
  mkdirSync(join(modules, ".bin"));
  symlinkSync(runtime, join(modules, "@tsflyte/runtime"));
  for (const name of programs) {
    const path = join(modules, ".bin", name);
    writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${join(runtime, `dist/bin/${name}.js`)}' "$@"\n`);
    chmodSync(path, 0o755);
  }
  return image;
}
