import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readInstall } from "../../src/image/install.ts";
import { projectFolder, readPackageFile } from "../../src/image/package-file.ts";
import { refusal, spelled } from "../support/refusal.ts";
import { makeProject, packageFile } from "./project.ts";

const installs = suite("installs of dependencies");
const runtime = { "@tsflyte/runtime": "0.1.0" };

const cases: readonly (readonly [
  title: string,
  files: { readonly [path: string]: string },
  command: string,
  copied: readonly string[],
])[] = [
  [
    "npm",
    { "package-lock.json": "{}" },
    "npm ci --omit=dev --no-audit --no-fund",
    ["package-lock.json", "package.json"],
  ],
  [
    "npm, with a lockfile that is published",
    { "npm-shrinkwrap.json": "{}" },
    "npm ci --omit=dev --no-audit --no-fund",
    ["npm-shrinkwrap.json", "package.json"],
  ],
  [
    "pnpm, of the version that the project names",
    {
      "package.json": JSON.stringify({ dependencies: runtime, packageManager: "pnpm@10.12.1+sha512.ab" }),
      "pnpm-lock.yaml": "lockfileVersion: '9.0'",
      "pnpm-workspace.yaml": "onlyBuiltDependencies: []",
      "patches/a.patch": "",
    },
    "CI=true npx --yes pnpm@10.12.1 install --prod --frozen-lockfile",
    ["package.json", "patches", "pnpm-lock.yaml", "pnpm-workspace.yaml"],
  ],
  [
    "pnpm, where another program is named",
    {
      "package.json": JSON.stringify({ dependencies: runtime, packageManager: "npm@11.0.0" }),
      "pnpm-lock.yaml": "lockfileVersion: '9.0'",
    },
    "CI=true npx --yes pnpm@10 install --prod --frozen-lockfile",
    ["package.json", "pnpm-lock.yaml"],
  ],
  [
    "yarn 1",
    { "yarn.lock": "# yarn lockfile v1" },
    "npx --yes yarn@1.22.22 install --production --frozen-lockfile",
    ["package.json", "yarn.lock"],
  ],
  [
    "yarn 4, with folders in place of Plug'n'Play",
    {
      "package.json": JSON.stringify({ dependencies: runtime, packageManager: "yarn@4.9.1" }),
      "yarn.lock": "__metadata:\n  version: 8",
      ".yarnrc.yml": "nodeLinker: pnp",
    },
    "YARN_NODE_LINKER=node-modules YARN_GLOBAL_FOLDER=/root/.cache/yarn npx --yes --package @yarnpkg/cli-dist@4.9.1 yarn workspaces focus --production",
    [".yarnrc.yml", "package.json", "yarn.lock"],
  ],
];

for (const [title, files, command, copied] of cases) {
  installs(`are those of ${title}`, () => {
    const install = readInstall(readPackageFile(makeProject({ "package.json": packageFile, ...files })));
    assert.is(install.command, command);
    assert.equal(install.files, copied);
  });
}

installs("take dependencies that are files of the project", () => {
  const dependencies = { ...runtime, own: "file:./vendor/own.tgz", other: "file:packages/other" };
  const folder = makeProject({ "package.json": JSON.stringify({ dependencies }), "package-lock.json": "{}" });
  assert.equal(readInstall(readPackageFile(folder)).files, [
    "package-lock.json",
    "package.json",
    "packages/other",
    "vendor/own.tgz",
  ]);
});

installs.run();

const projects = suite("projects that no image can hold");

projects("are around a file or folder", () => {
  const folder = makeProject({ "package.json": "{}", "src/deep/flow.ts": "" });
  assert.is(projectFolder(join(folder, "src/deep/flow.ts")), folder);
  assert.is(projectFolder(folder), folder);
});

const refused: readonly (readonly [
  title: string,
  files: { readonly [path: string]: string },
  text: string,
  fix: string,
])[] = [
  [
    "no lockfile",
    { "package.json": packageFile },
    "there is no lockfile in FOLDER: expected one of pnpm-lock.yaml, yarn.lock, package-lock.json, npm-shrinkwrap.json",
    "run npm install (or that of pnpm or yarn) there, so that every build installs the same packages",
  ],
  [
    "no runtime",
    { "package.json": "{}", "package-lock.json": "{}" },
    "@tsflyte/runtime is not among the dependencies of FOLDER/package.json",
    "run npm install @tsflyte/runtime: a task's container starts with its tsflyte-execute",
  ],
  [
    "a runtime for development alone",
    { "package.json": JSON.stringify({ devDependencies: runtime }), "package-lock.json": "{}" },
    "@tsflyte/runtime is not among the dependencies of FOLDER/package.json, but among its devDependencies",
    "run npm install @tsflyte/runtime: a task's container starts with its tsflyte-execute",
  ],
  [
    "a dependency outside",
    { "package.json": JSON.stringify({ dependencies: { ...runtime, a: "file:../a" } }), "package-lock.json": "{}" },
    "the dependency a of FOLDER/package.json is file:../a, which a builder does not see",
    "pack it into a file inside of the project (npm pack) and depend on that, or publish it",
  ],
  [
    "a dependency of its workspace",
    { "package.json": JSON.stringify({ dependencies: { ...runtime, a: "workspace:*" } }), "package-lock.json": "{}" },
    "the dependency a of FOLDER/package.json is workspace:*, which a builder does not see",
    "pack it into a file inside of the project (npm pack) and depend on that, or publish it",
  ],
];

for (const [title, files, text, fix] of refused) {
  projects(`have ${title}`, async () => {
    const folder = makeProject(files);
    const error = await refusal(() => {
      const found = readPackageFile(folder);
      found.requireRuntime();
      readInstall(found);
    });
    assert.equal(spelled(error), {
      code: "bad-project",
      message: `${text.replaceAll("FOLDER", folder)}\n  fix: ${fix}`,
    });
  });
}

projects("have no package.json, or one that cannot be read", async () => {
  const empty = makeProject({});
  const none = await refusal(() => projectFolder(empty));
  assert.is(none.code, "bad-project");
  assert.is(none.text, `there is no package.json in the folders around ${empty}`);
  const broken = makeProject({ "package.json": "{" });
  const error = await refusal(() => readPackageFile(broken));
  assert.match(error.text, `${broken}/package.json cannot be read: `);
  const nothing = await refusal(() => readPackageFile(makeProject({ "package.json": "null" })));
  assert.match(nothing.text, "cannot be read: it is no object");
});

projects("are packages of a workspace", async () => {
  const folder = makeProject({
    "package.json": "{}",
    "pnpm-lock.yaml": "",
    "packages/flows/package.json": packageFile,
  });
  const own = join(folder, "packages/flows");
  mkdirSync(own, { recursive: true });
  const error = await refusal(() => readInstall(readPackageFile(own)));
  assert.is(
    error.message,
    `the package in ${own} is part of a workspace, whose lockfile is ${folder}/pnpm-lock.yaml\n  fix: give the image the package alone, with a lockfile of its own, as pnpm deploy makes it`,
  );
});

projects.run();
