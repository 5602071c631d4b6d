/** A project, and a platform beside it whose containers run in the project's folder. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createFlyteClient, type FlyteClient } from "../../../runtime/src/client/index.ts";
import { type DevServer, startDevServer } from "../../../runtime/src/dev/index.ts";
import type { Ended } from "./tsflyte.ts";

const runtime = join(import.meta.dirname, "../../../runtime");
const transformer = join(import.meta.dirname, "../../../transformer");
const typescript = join(import.meta.dirname, "../../node_modules/typescript");

/** A folder with a project's files, in which the packages of this workspace are installed. */
export function makeProject(files: { readonly [path: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-project-"));
  const config = {
    compilerOptions: { target: "es2023", module: "nodenext", strict: true, rootDir: "src", outDir: "dist" },
  };
  const all = {
    "package.json": '{ "name": "project", "type": "module" }',
    "tsconfig.json": JSON.stringify(config),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  installInto(folder);
  return folder;
}

/** Puts the packages into a folder, as a package manager would. */
export function installInto(folder: string): void {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@tsflyte"), { recursive: true });
  mkdirSync(join(modules, ".bin"));
  symlinkSync(runtime, join(modules, "@tsflyte/runtime"));
  symlinkSync(transformer, join(modules, "@tsflyte/transformer"));
  symlinkSync(typescript, join(modules, "typescript"));
  for (const name of ["tsflyte", "tsflyte-execute", "tsflyte-map-execute", "tsflyte-fast-execute"]) {
    const path = join(modules, ".bin", name);
    writeFileSync(path, `#!/bin/sh\nexec ${process.execPath} ${join(runtime, `dist/bin/${name}.js`)} "$@"\n`);
    chmodSync(path, 0o755);
  }
}

/** A platform whose containers run in a folder. */
export interface TestPlatform {
  readonly server: DevServer;
  readonly client: FlyteClient;
  close(): Promise<void>;
}

export async function startPlatform(image: string): Promise<TestPlatform> {
  const server = await startDevServer({ memory: true, images: new Map([["*", image]]) });
  const client = await createFlyteClient({
    env: {},
    configFile: false,
    overrides: { endpoint: server.endpoint, insecure: true },
  });
  return {
    server,
    client,
    async close() {
      client.close();
      await server.close();
      rmSync(image, { recursive: true, force: true });
    },
  };
}

/** A command that runs. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Resolves when standard error holds a text. */
  says(text: string): Promise<void>;
  interrupt(): void;
}

/** Starts `tsflyte` in a folder, pointed at an endpoint. */
export function startCommand(
  folder: string,
  endpoint: string,
  args: readonly string[],
  env: { readonly [name: string]: string } = {},
): Running {
  const child = spawn(process.execPath, [join(runtime, "dist/bin/tsflyte.js"), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      FLYTE_PLATFORM_URL: endpoint,
      FLYTE_PLATFORM_INSECURE: "true",
      FLYTECTL_CONFIG: "",
      GITHUB_STEP_SUMMARY: "",
      HOME: folder,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  const waiting = new Set<() => void>();
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
    for (const look of waiting) look();
  });
  return {
    ended: new Promise((resolve) => child.on("close", (status) => resolve({ status, out, err }))),
    says: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (err.includes(text)) resolve();
        };
        waiting.add(look);
        look();
      }),
    interrupt: () => child.kill("SIGINT"),
  };
}

/** Runs `tsflyte` in a folder to its end. */
export function runCommand(
  folder: string,
  endpoint: string,
  args: readonly string[],
  env: { readonly [name: string]: string } = {},
): Promise<Ended> {
  return startCommand(folder, endpoint, args, env).ended;
}
