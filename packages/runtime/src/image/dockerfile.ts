/** A Dockerfile: the same text for the same image, on every machine. */
import type { ImageSpec } from "../settings/image-spec.ts";
import type { Install } from "./install.ts";

/** The folder in the image that the code and the dependencies lie in. */
export const workingDirectory = "/app";

/** What the first line of a Dockerfile says that may be written anew. */
export const signature = "# Written by tsflyte image";

/** The code that an image holds. */
export interface ImageCode {
  /** An archive that is unpacked, a folder as it is, or an archive with a bundle, which needs nothing around it. */
  readonly kind: "archive" | "folder" | "bundle";
  /** From the project's folder. */
  readonly path: string;
  /** Where it lies in the image, below the working directory; `""` is that itself. */
  readonly target: string;
  /** The name of a bundle's file. */
  readonly file?: string;
}

/** What goes into a Dockerfile. */
export interface DockerfileFacts {
  readonly spec: ImageSpec;
  readonly install?: Install;
  readonly code?: ImageCode;
}

/** Writes the Dockerfile; layers that change seldom come first. */
export function dockerfile({ spec, install, code }: DockerfileFacts): string {
  const { aptPackages = [], packages = [], copy = [], commands = [], env = {}, user } = spec;
  const base = [
    fromLine(spec.base),
    'ENV NODE_ENV="production"',
    ...(aptPackages.length === 0 ? [] : [aptInstall(aptPackages)]),
    "# Code that is fetched at the start of a container is unpacked here, by a user that is not root.",
    `RUN mkdir -p ${workingDirectory} && chown ${user} ${workingDirectory}`,
    `WORKDIR ${workingDirectory}`,
  ];
  const dependencies = [
    "FROM base AS dependencies",
    ...(install === undefined ? [] : installed(install)),
    ...(packages.length === 0 ? [] : [packagesInstall(packages)]),
  ];
  const final = [
    "FROM base",
    ...(packages.length === 0 ? [] : ["COPY --from=dependencies /packages/node_modules /node_modules"]),
    ...(install === undefined
      ? []
      : [`COPY --from=dependencies ${workingDirectory}/node_modules ./node_modules`, "COPY package.json ./"]),
    ...copy.map((path) => `COPY --chown=${user} ${JSON.stringify([path, `./${path.replace(/^\.\//, "")}`])}`),
    ...(code === undefined ? [] : [codeLine(code, user)]),
    `ENV PATH="${workingDirectory}/node_modules/.bin:$PATH"`,
    ...(code === undefined || code.kind === "bundle" ? [] : [`ENV TSFLYTE_ROOT="${workingDirectory}/${code.target}"`]),
    ...Object.entries(env)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `ENV ${name}="${value.replace(/[\\"$]/g, "\\$&")}"`),
    ...commands.map(commandLine),
    ...(code?.kind !== "bundle" || code.file === undefined ? [] : [warmUp(code.file)]),
    `USER ${user}`,
  ];
  const stages = [base, ...(dependencies.length === 1 ? [] : [dependencies]), final];
  const head = `${signature}, which replaces it when it runs again.`;
  return `${[head, ...stages.map((lines) => lines.join("\n"))].join("\n\n")}\n`;
}

/** The line that starts a Dockerfile. */
export function fromLine(base: string): string {
  return `FROM ${base} AS base`;
}

/** What a builder sends to where it builds: what is copied, and nothing else. */
export function ignoreFile(paths: readonly string[], never: readonly string[]): string {
  return [
    `${signature}, beside a Dockerfile.`,
    "*",
    ...[...new Set(paths.map((path) => `!${path.replace(/^\.\//, "").replace(/\/$/, "")}`))].sort(),
    ...never,
    "",
  ].join("\n");
}

function aptInstall(packages: readonly string[]): string {
  const names = [...packages].sort().map((name) => `    ${name} \\\n`);
  return `RUN apt-get update && apt-get install --yes --no-install-recommends \\\n${names.join("")}    && rm -rf /var/lib/apt/lists/*`;
}

function installed({ files, command, cache }: Install): readonly string[] {
  const here = files.filter((path) => !path.includes("/"));
  const below = files.filter((path) => path.includes("/"));
  return [
    `COPY ${JSON.stringify([...here.filter((path) => /\.\w+$/.test(path)), "./"])}`,
    // A folder's name is not copied with it.
    ...[...here.filter((path) => !/\.\w+$/.test(path)), ...below].map(
      (path) => `COPY ${JSON.stringify([path, `./${path}`])}`,
    ),
    `RUN --mount=type=cache,target=${cache} --mount=type=secret,id=npmrc,target=/root/.npmrc \\\n    ${command}`,
  ];
}

/** Beside the project's own and not among them: its lockfile says what these are. */
function packagesInstall(packages: readonly string[]): string {
  const names = [...packages].sort().join(" ");
  return [
    "RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc \\",
    `    npm install --prefix /packages --no-save --no-audit --no-fund --legacy-peer-deps ${names}`,
  ].join("\n");
}

/** An image whose code cannot run while it is built starts more slowly, and is right all the same. */
function warmUp(file: string): string {
  return `# What V8 compiles of the code is kept, and containers start faster.\nRUN node ${file} warm-up || true`;
}

function codeLine({ kind, path, target }: ImageCode, user: string): string {
  const instruction = kind === "folder" ? `COPY --chown=${user}` : "ADD";
  return `${instruction} ${JSON.stringify([path, target === "" ? "./" : `./${target}/`])}`;
}

/** A command of several lines, or with what a Dockerfile reads as its own, is spelled for the shell alone. */
function commandLine(command: string): string {
  const isPlain = /^[\w./]/.test(command) && !/[\n\r\\]|<</.test(command);
  return isPlain ? `RUN ${command}` : `RUN ${JSON.stringify(["/bin/sh", "-c", command])}`;
}
