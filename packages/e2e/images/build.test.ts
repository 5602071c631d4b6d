/**
 * Images as `tsflyte image` builds them, and tasks that run in them: with buildah, of a project that was installed from the packed
 * packages, on a base that is made of this machine's own programs.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fromBinary, fromJson, type JsonObject, toBinary, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LiteralMapSchema } from "../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";
import { packPackages } from "../test/support/tarballs.ts";
import { baseImage, openStore } from "./base-image.ts";

const store = openStore();
const folder = mkdtempSync(join(tmpdir(), "tsflyte-build-"));
const project = join(folder, "project");

const flow = `import { readFileSync } from "node:fs";
import { image, type Int, task } from "@tsflyte/runtime";

const media = image({
  name: "media",
  base: "${baseImage}",
  copy: ["data"],
  env: { GREETING: 'hi "$USER"' },
  commands: ["printf built > /built", "cat <<E > /lines\\none\\ntwo\\nE"],
});
export const add = task(async (a: Int, b: Int = 2): Promise<Int> => a + b);
export const look = task({ containerImage: media }, async (path: string): Promise<string> =>
  [readFileSync(path, "utf8"), process.env["GREETING"], process.getuid?.()].join("|"),
);
`;

interface Document {
  readonly images: readonly { readonly name: string; readonly image: string; readonly built: boolean }[];
}

function tsflyte(...args: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const program = join(project, "node_modules/.bin/tsflyte");
  const options = { cwd: project, encoding: "utf8", env: { ...store.env, NODE_OPTIONS: "" } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
  return { status, out: stdout, err: stderr };
}

/** Runs a command in a new container, with a folder of this machine at `/run/task`. */
function runIn(image: string, shared: string, ...command: readonly string[]): string {
  const container = store.buildah("from", "--pull-never", image).trim();
  try {
    return store.buildah("run", "--volume", `${shared}:/run/task`, container, "--", ...command);
  } finally {
    store.buildah("rm", container);
  }
}

/** Runs a task as the platform does; gives its outputs. */
function execute(image: string, name: string, literals: JsonObject, program = ["tsflyte-execute"]): unknown {
  const shared = mkdtempSync(join(folder, "task-"));
  execFileSync("chmod", ["777", shared]);
  writeFileSync(join(shared, "inputs.pb"), toBinary(LiteralMapSchema, fromJson(LiteralMapSchema, { literals })));
  const places = ["--inputs", "/run/task/inputs.pb", "--output-prefix", "/run/task/out"];
  const loader = ["--resolver", "tsflyte.default", "--", "task-module", "flow", "task-name", name];
  const said = runIn(image, shared, ...program, ...places, ...loader);
  const bytes = execFileSync("cat", [join(shared, "out/outputs.pb")]);
  assert.is(said, "");
  return toJson(LiteralMapSchema, fromBinary(LiteralMapSchema, bytes));
}

const integer = (value: number): JsonObject => ({ scalar: { primitive: { integer: `${value}` } } });
const text = (value: string): JsonObject => ({ scalar: { primitive: { stringValue: value } } });

const test = suite("images that are built");

let images: Document["images"] = [];
const named = (name: string): string => images.find((one) => one.name === name)?.image ?? name;

test.before(() => {
  const files: { readonly [path: string]: string } = {
    "package.json": JSON.stringify({
      name: "flows",
      private: true,
      type: "module",
      dependencies: { "@tsflyte/runtime": "file:./vendor/runtime.tgz" },
    }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { target: "es2023", module: "nodenext", strict: true, rootDir: "src", types: [] },
    }),
    "src/flow.ts": flow,
    "src/node.d.ts":
      'declare module "node:fs" { export function readFileSync(path: string, encoding: "utf8"): string; }\ndeclare const process: { env: { [name: string]: string | undefined }; getuid?(): number };\n',
    "data/hello.txt": "hello",
    "secret/.env": "TOKEN=1",
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), content);
  }
  const { runtime, transformer } = packPackages(folder);
  mkdirSync(join(project, "vendor"));
  copyFileSync(runtime, join(project, "vendor/runtime.tgz"));
  const npm = (...args: readonly string[]): unknown =>
    execFileSync("npm", ["install", "--no-audit", "--no-fund", ...args], { cwd: project, stdio: "pipe" });
  npm();
  npm("--no-save", transformer, "typescript@6.0.3", "rolldown@1.3.2");
});

test.after(() => {
  store.remove();
  rmSync(folder, { recursive: true, force: true });
});

test("are those that the tasks need", () => {
  const { status, out, err } = tsflyte(
    "image",
    "src",
    "--base",
    baseImage,
    "--build",
    "--builder",
    "buildah",
    "--json",
  );
  assert.is(status, 0, err);
  ({ images } = JSON.parse(out) as Document);
  assert.equal(
    images.map(({ name, built }) => ({ name, built })),
    [
      { name: "tsflyte", built: true },
      { name: "media", built: true },
    ],
  );
});

test("hold the compiled code, and run it as a user that is not root", () => {
  assert.equal(execute(named("tsflyte"), "add", { a: integer(40), b: integer(2) }), {
    literals: { o0: integer(42) },
  });
  const seen = runIn(named("tsflyte"), folder, "sh", "-c", "id -u; echo $TSFLYTE_ROOT; > fetched && echo writable");
  assert.is(seen, "1000\n/app/code\nwritable\n");
});

test("hold what the code describes", () => {
  const shared = join(project, "src");
  const seen = runIn(
    named("media"),
    shared,
    "sh",
    "-c",
    "cat /built /lines data/hello.txt; echo; ls secret || echo none",
  );
  assert.match(seen, /^builtone\ntwo\nhello\n/);
});

test("have the names that tasks are serialised with", () => {
  const { out, err } = tsflyte("serialize", "src", "--image", named("tsflyte"));
  const { tasks } = JSON.parse(out || err) as {
    readonly tasks: readonly { readonly template: { readonly container: { readonly image: string } } }[];
  };
  assert.equal(
    tasks.map(({ template }) => template.container.image),
    [named("tsflyte"), named("media")],
  );
});

test("hold the code as one file, and nothing else", () => {
  const args = ["--bundle", "--base", baseImage, "--image", "media=media:1", "--build", "--builder", "buildah"];
  const { status, out, err } = tsflyte("image", "src", ...args);
  assert.is(status, 0, err);
  const bundled = out.trim();
  assert.equal(execute(bundled, "add", { a: integer(1), b: integer(2) }, ["node", "flows.mjs", "execute"]), {
    literals: { o0: integer(3) },
  });
  const seen = runIn(bundled, folder, "sh", "-c", "for file in /app/*; do echo $file; done");
  // The second is what V8 compiled while the image was built.
  assert.is(seen, "/app/flows.mjs\n/app/flows.mjs.cache\n/app/flows.mjs.map\n");
});

test("are not built again where they are there", () => {
  const again = tsflyte("image", "src", "--base", baseImage, "--json");
  assert.equal(
    (JSON.parse(again.out) as Document).images.map(({ image }) => image),
    images.map(({ image }) => image),
  );
});

test("run code that is fetched at the start", () => {
  // What the image of a description is for: its tasks' code travels when they are registered.
  const archive = join(project, ".tsflyte/image/code.tar.gz");
  const shared = mkdtempSync(join(folder, "fast-"));
  execFileSync("chmod", ["777", shared]);
  copyFileSync(archive, join(shared, "code.tar.gz"));
  const literals = { path: text("data/hello.txt") };
  writeFileSync(join(shared, "inputs.pb"), toBinary(LiteralMapSchema, fromJson(LiteralMapSchema, { literals })));
  const fetch = [
    "tsflyte-fast-execute",
    "--additional-distribution",
    "/run/task/code.tar.gz",
    "--dest-dir",
    ".tsflyte/code/1",
    "--",
  ];
  const places = ["--inputs", "/run/task/inputs.pb", "--output-prefix", "/run/task/out"];
  const loader = ["--resolver", "tsflyte.default", "--", "task-module", "flow", "task-name", "look"];
  runIn(named("media"), shared, ...fetch, "tsflyte-execute", ...places, ...loader);
  const bytes = execFileSync("cat", [join(shared, "out/outputs.pb")]);
  assert.equal(toJson(LiteralMapSchema, fromBinary(LiteralMapSchema, bytes)), {
    literals: { o0: text('hello|hi "$USER"|1000') },
  });
});

test.run();
