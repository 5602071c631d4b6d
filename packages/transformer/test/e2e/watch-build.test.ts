import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProject, type Project, plainOptions, toolchains } from "../support/temporary-project.ts";

const watchScript = `import { watchBuild } from "@tsflyte/transformer/build";
const watch = watchBuild({ project: process.argv[2] });
process.stdin.once("data", () => { watch.close(); process.stdin.destroy(); });
`;

/** A build that watches, in a process of its own. */
interface WatchedBuild {
  /** Resolves with what was said since the last time, once it has built. */
  built(): Promise<string>;
  close(): Promise<number | null>;
}

function startWatch(project: Project, path = "."): WatchedBuild {
  project.write({ "watch.mjs": watchScript });
  const child: ChildProcess = spawn(process.execPath, ["watch.mjs", path], {
    cwd: project.folder,
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let said = "";
  let onSaid = (): void => {};
  child.stdout?.on("data", (chunk) => {
    said += chunk;
    onSaid();
  });
  return {
    built: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`not built: ${said}`)), 30_000);
        onSaid = () => {
          if (!said.includes("Watching for file changes.")) return;
          clearTimeout(timer);
          onSaid = () => {};
          resolve(said);
          said = "";
        };
        onSaid();
      }),
    close: () =>
      new Promise((resolve) => {
        child.once("close", resolve);
        child.stdin?.end("end");
      }),
  };
}

const flow = `import { task } from "@tsflyte/runtime";
import type { Rows } from "./middle.js";
export const count = task((rows: Rows): number => rows.length);
`;

async function project(index: number, options: Readonly<Record<string, unknown>>): Promise<Project> {
  const toolchain = toolchains[index];
  if (toolchain === undefined) throw new Error("no such toolchain");
  return createProject(toolchain, { ...plainOptions, ...options });
}

for (const [index, { name }] of toolchains.entries()) {
  const watches = suite(`e2e/watch-build: ${name}`);
  watches("emits again what a type two imports away has changed, and recovers from problems", async () => {
    const user = await project(index, { isolatedModules: true, incremental: true });
    user.write({
      "flows/deep.ts": "export interface Row { name: string }\n",
      "flows/middle.ts": 'import type { Row } from "./deep.js";\nexport type Rows = Row[];\n',
      "flows/flow.ts": flow,
    });
    const watch = startWatch(user);
    try {
      const first = await watch.built();
      assert.match(first, "Starting compilation in watch mode...");
      assert.match(first, "Found 0 errors. Watching for file changes.");
      assert.not.match(user.read("build/flows/flow.js"), "weight");

      user.write({ "flows/deep.ts": "export interface Row { name: string; weight: number }\n" });
      assert.match(await watch.built(), "File change detected. Starting incremental compilation...");
      assert.match(user.read("build/flows/flow.js"), '"weight":{"type":"number"}');

      user.write({ "flows/deep.ts": "export interface Row { name: string; weight: () => void }\n" });
      const broken = await watch.built();
      assert.match(broken, "flows/flow.ts(3,");
      assert.match(broken, "error TS990030");
      assert.match(broken, "Found 1 error. Watching for file changes.");

      user.write({ "flows/deep.ts": "export interface Row { name: string; height: number }\n" });
      assert.match(await watch.built(), "Found 0 errors.");
      assert.match(user.read("build/flows/flow.js"), '"height":{"type":"number"}');

      user.write({ "flows/more.ts": flow.replace("count", "more") });
      await watch.built();
      assert.match(user.read("build/flows/more.js"), '"name":"more"');

      rmSync(join(user.folder, "flows/more.ts"));
      const plugins = [{ transform: "@tsflyte/transformer", root: "flows" }];
      user.write({
        "tsconfig.json": JSON.stringify({ compilerOptions: { ...plainOptions, plugins }, include: ["flows"] }),
      });
      await watch.built();
      assert.match(user.read("build/flows/flow.js"), '"module":"flow"');
    } finally {
      assert.is(await watch.close(), 0);
      user.remove();
    }
  });
  watches.run();
}

const referring = suite("e2e/watch-build: project references");
referring("builds what a type in another project has changed", async () => {
  const user = await project(0, {});
  const composite = { ...plainOptions, composite: true, isolatedModules: true, rootDir: undefined };
  user.write({
    "types/tsconfig.json": JSON.stringify({ compilerOptions: { ...composite, outDir: "../build/types" } }),
    "types/row.ts": "export interface Row { name: string }\n",
    "flows/tsconfig.json": JSON.stringify({
      compilerOptions: { ...composite, outDir: "../build/flows" },
      references: [{ path: "../types" }],
    }),
    "flows/middle.ts": 'import type { Row } from "../types/row.js";\nexport type Rows = Row[];\n',
    "flows/flow.ts": flow,
  });
  const watch = startWatch(user, "flows");
  try {
    await watch.built();
    assert.match(user.read("build/flows/flow.js"), '"name":"count"');
    user.write({ "types/row.ts": "export interface Row { name: string; weight: number }\n" });
    const end = Date.now() + 30_000;
    while (!user.read("build/flows/flow.js").includes("weight") && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.match(user.read("build/flows/flow.js"), '"weight":{"type":"number"}');
  } finally {
    assert.is(await watch.close(), 0);
    user.remove();
  }
});
referring.run();
