import { chmodSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { planDescribed, withNames } from "../../src/image/describe-images.ts";
import { pinBase, planImage } from "../../src/image/plan-image.ts";
import { image, imageSpecKey } from "../../src/settings/image-spec.ts";
import { refusal } from "../support/refusal.ts";
import { makeProject, packageFile } from "./project.ts";

const files = { "package.json": packageFile, "package-lock.json": "{}", "data/a.csv": "1\n", "data/b.csv": "2\n" };
const folder = makeProject(files);
const digest = `sha256:${"ab12".repeat(16)}`;

const texts = suite("Dockerfiles");

texts("hold everything that an image is described by", () => {
  const spec = image({
    base: "ghcr.io/acme/base:1",
    aptPackages: ["libvips42", "ffmpeg"],
    packages: ["sharp@0.34.5", "@aws-sdk/client-s3@3.1.0"],
    env: { ZONE: "eu", QUOTED: 'a "b" $HOME \\' },
    copy: ["data", "./data/a.csv"],
    commands: ["echo one", "cat <<E\ntwo\nE"],
    user: "flows",
  });
  const { dockerfile } = planImage(spec, folder, {
    code: { kind: "folder", path: "dist", target: "dist" },
    tag: "a/b:c",
  });
  assert.is(
    dockerfile,
    `# Written by tsflyte image, which replaces it when it runs again.

FROM ghcr.io/acme/base:1 AS base
ENV NODE_ENV="production"
RUN apt-get update && apt-get install --yes --no-install-recommends \\
    ffmpeg \\
    libvips42 \\
    && rm -rf /var/lib/apt/lists/*
# Code that is fetched at the start of a container is unpacked here, by a user that is not root.
RUN mkdir -p /app && chown flows /app
WORKDIR /app

FROM base AS dependencies
COPY ["package-lock.json","package.json","./"]
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc \\
    npm ci --omit=dev --no-audit --no-fund
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc \\
    npm install --prefix /packages --no-save --no-audit --no-fund --legacy-peer-deps @aws-sdk/client-s3@3.1.0 sharp@0.34.5

FROM base
COPY --from=dependencies /packages/node_modules /node_modules
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY --chown=flows ["data","./data"]
COPY --chown=flows ["./data/a.csv","./data/a.csv"]
COPY --chown=flows ["dist","./dist/"]
ENV PATH="/app/node_modules/.bin:$PATH"
ENV TSFLYTE_ROOT="/app/dist"
ENV QUOTED="a \\"b\\" \\$HOME \\\\"
ENV ZONE="eu"
RUN echo one
RUN ["/bin/sh","-c","cat <<E\\ntwo\\nE"]
USER flows
`,
  );
});

texts("of images without dependencies have no stage that installs", () => {
  const { dockerfile, ignore } = planImage(
    image({ dependencies: false, base: "ghcr.io/acme/flows:1" }),
    makeProject({}),
  );
  assert.not.match(dockerfile, "dependencies");
  assert.equal(ignore.split("\n").slice(0, 3), [
    "# Written by tsflyte image, beside a Dockerfile.",
    "*",
    "**/node_modules",
  ]);
});

texts("name the digest of a base in place of its tag", () => {
  const planned = planImage(image(), folder);
  const pinned = pinBase(planned, digest);
  assert.is(pinned.image, planned.image);
  assert.match(pinned.dockerfile, `# docker.io/library/node:24-slim\nFROM docker.io/library/node@${digest} AS base\n`);
});

texts("warm a bundle up before its user is set", () => {
  const code = { kind: "bundle", path: ".tsflyte/image/code.tar.gz", target: "", file: "flows.mjs" } as const;
  const { dockerfile } = planImage(image({ commands: ["echo one"], user: "flows" }), folder, { code, tag: "a/b:c" });
  assert.match(
    dockerfile,
    `RUN echo one
# What V8 compiles of the code is kept, and containers start faster.
RUN node flows.mjs warm-up || true
USER flows
`,
  );
});

texts("let the builder see what is copied, and no secrets", () => {
  const code = { kind: "archive", path: ".tsflyte/image/code.tar.gz", target: "code" } as const;
  const lines = planImage(image({ copy: ["./data/"] }), folder, { code, tag: "a/b:c" }).ignore.split("\n");
  assert.equal(lines.slice(1, 6), ["*", "!.tsflyte/image/code.tar.gz", "!data", "!package-lock.json", "!package.json"]);
  for (const secret of ["**/.env", "**/.npmrc", "**/.git"]) assert.ok(lines.includes(secret), secret);
  assert.not.ok(lines.includes("**/.tsflyte"));
});

texts.run();

const tags = suite("tags");
const tagOf = (project: string, options: Parameters<typeof image>[0] = {}): string =>
  planImage(image({ copy: ["data"], ...options }), project).image;

tags("are the same for the same content, wherever and whenever it was written", () => {
  const other = makeProject(files);
  utimesSync(join(other, "data/a.csv"), 1, 1);
  assert.is(tagOf(folder), tagOf(other));
  assert.is(tagOf(folder), "tsflyte:17a946db1b516655ceb85c67");
});

tags("differ where content, a name, a mode, the lockfile, an option or the platform does", () => {
  const changed = (change: { readonly [path: string]: string }): string => tagOf(makeProject({ ...files, ...change }));
  const program = makeProject(files);
  chmodSync(join(program, "data/a.csv"), 0o755);
  const all = [
    tagOf(folder),
    changed({ "data/a.csv": "3\n" }),
    changed({ "data/c.csv": "" }),
    changed({ "package-lock.json": "{ }" }),
    tagOf(program),
    tagOf(folder, { env: { A: "1" } }),
    tagOf(folder, { platform: "linux/arm64" }),
    tagOf(folder, { base: `node@${digest}` }),
  ];
  assert.is(new Set(all).size, all.length);
});

tags("do not depend on what is not copied", () => {
  const other = makeProject(files);
  writeFileSync(join(other, "README.md"), "more");
  assert.is(tagOf(folder), tagOf(other));
});

tags("stand behind registry and name", () => {
  assert.match(tagOf(folder, { name: "media", registry: "ghcr.io/acme" }), /^ghcr\.io\/acme\/media:[0-9a-f]{24}$/);
});

tags("cannot be made of what is not there", async () => {
  const error = await refusal(() => tagOf(folder, { name: "media", copy: ["dist"] }));
  assert.is(error.code, "file-not-found");
  assert.is(
    error.message,
    `the image "media" copies dist, and there is none in ${folder}\n  fix: correct the option "copy" of image(), or build the project first`,
  );
});

tags("go into the settings, but for images that are configured", () => {
  const [media, other] = [image({ name: "media" }), image({ name: "other" })];
  const config = { images: { other: { fqn: "acme/other" } } };
  const planned = planDescribed([media, other], config, folder);
  assert.equal([...planned.keys()], [imageSpecKey(media)]);
  const described = withNames(config, planned).described?.[imageSpecKey(media)];
  assert.is(`${described?.fqn}:${described?.tag}`, planned.get(imageSpecKey(media))?.image);
  assert.is(withNames(config, new Map()), config);
});

tags.run();
