import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromJson, toBinary } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LiteralMapSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { decodeErrorDocument, decodeLiteralMap } from "../../src/literals/index.ts";
import type { ErrorDocument, LiteralMap } from "../../src/model/index.ts";
import { archiveOf, type Entry, fileOf, nameOf, temporaryFolder } from "./archives.ts";

const bin = join(import.meta.dirname, "../../src/bin");
const tasks = readFileSync(join(import.meta.dirname, "fixtures/exectasks.js"), "utf8").replaceAll(
  '"@tsflyte/runtime"',
  JSON.stringify(join(import.meta.dirname, "../../src/index.ts")),
);
const test = suite("execute/fast-execute");

interface Ended {
  readonly status: number | null;
  readonly folder: string;
  readonly err: string;
  readonly outputs?: LiteralMap;
  readonly error?: ErrorDocument;
}

/** Runs a command behind the one that fetches code, in a folder of its own. */
async function run(
  uri: string,
  command: (folder: string) => readonly string[],
  { folder = temporaryFolder(), destination = "code", onStart = (_kill: () => void): void => {} } = {},
): Promise<Ended> {
  const inputs = { literals: { a: { scalar: { primitive: { integer: "7" } } } } };
  writeFileSync(join(folder, "inputs.pb"), toBinary(LiteralMapSchema, fromJson(LiteralMapSchema, inputs)));
  const own = ["--additional-distribution", uri, "--dest-dir", destination, "--", ...command(folder)];
  const child = spawn(process.execPath, ["--conditions=source", join(bin, "tsflyte-fast-execute.ts"), ...own], {
    cwd: folder,
    env: { ...process.env, TSFLYTE_ROOT: "/nowhere" },
  });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.stdout.once("data", () => onStart(() => child.kill("SIGTERM")));
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const read = (name: string): Buffer | undefined =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined;
  const [outputs, error] = [read("out/outputs.pb"), read("out/error.pb")];
  return {
    status,
    folder,
    err,
    ...(outputs === undefined ? {} : { outputs: decodeLiteralMap(outputs) }),
    ...(error === undefined ? {} : { error: decodeErrorDocument(error) }),
  };
}

/** What a task's container would be started with. */
function execute(folder: string, task = "void"): readonly string[] {
  const places = ["--inputs", join(folder, "inputs.pb"), "--output-prefix", join(folder, "out")];
  const loader = ["--resolver", "tsflyte.default", "--", "task-module", "exectasks", "task-name", task];
  return [process.execPath, "--conditions=source", join(bin, "tsflyte-execute.ts"), ...places, ...loader];
}

test("runs a task of the archive", async () => {
  const archive = fileOf(
    await archiveOf([
      { name: "exectasks.js", content: tasks },
      { name: "package.json", content: '{"type":"module"}' },
    ]),
  );
  const { status, outputs, error, err } = await run(archive, execute);
  assert.is(status, 0, err);
  assert.is(error, undefined);
  assert.equal(outputs, {});
});

test("tells the command where the code came from, in front of its resolver", async () => {
  const archive = fileOf(await archiveOf([{ name: "a.js", content: "" }]));
  const script =
    'require("fs").writeFileSync("told.json", JSON.stringify([process.argv.slice(1), process.env.TSFLYTE_ROOT]))';
  const { folder, status } = await run(archive, () => [
    process.execPath,
    "-e",
    script,
    "x",
    "--resolver",
    "r",
    "--",
    "--resolver",
  ]);
  assert.is(status, 0);
  const [args, root] = JSON.parse(readFileSync(join(folder, "told.json"), "utf8")) as [string[], string];
  assert.equal(args, [
    "x",
    "--dynamic-addl-distro",
    archive,
    "--dynamic-dest-dir",
    "code",
    "--resolver",
    "r",
    "--",
    "--resolver",
  ]);
  assert.match(root, /\/code$/);
});

test("ends with the command's own code, and after SIGTERM as the command decides", async () => {
  const archive = fileOf(await archiveOf([{ name: "a.js", content: "" }]));
  const failed = await run(archive, () => [process.execPath, "-e", "process.exit(7)"]);
  assert.is(failed.status, 7);
  const script = 'process.on("SIGTERM", () => process.exit(42)); setInterval(() => {}, 1000); console.log("up")';
  const stopped = await run(archive, () => [process.execPath, "-e", script], { onStart: (kill) => kill() });
  assert.is(stopped.status, 42);
  const killed = await run(archive, () => [process.execPath, "-e", 'process.kill(process.pid, "SIGKILL")']);
  assert.is(killed.status, 137);
});

test("puts code into a folder that holds other files, whole file by whole file", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "code/flows"), { recursive: true });
  writeFileSync(join(folder, "code/flows/old.js"), "old");
  writeFileSync(join(folder, "code/flows/a.js"), "before");
  const archive = fileOf(
    await archiveOf([
      { name: "flows/a.js", content: "after" },
      { name: "flows/l.js", type: "symlink", linkname: "a.js" },
    ]),
  );
  const command = (): readonly string[] => [process.execPath, "-e", ""];
  assert.is((await run(archive, command, { folder })).status, 0);
  assert.is((await run(archive, command, { folder })).status, 0);
  assert.equal(readdirSync(join(folder, "code")).sort(), [".tsflyte-code", "flows"]);
  assert.equal(readdirSync(join(folder, "code/flows")).sort(), ["a.js", "l.js", "old.js"]);
  assert.is(readFileSync(join(folder, "code/flows/l.js"), "utf8"), "after");
});

test("lets containers that share a folder unpack at the same time", async () => {
  const folder = temporaryFolder();
  const entries = Array.from({ length: 200 }, (_, i) => ({ name: `m${i % 7}/f${i}.js`, content: `${i}` }));
  const bytes = await archiveOf(entries);
  const archive = fileOf(bytes, nameOf(bytes));
  const count =
    'require("fs").readdirSync(process.env.TSFLYTE_ROOT, { recursive: true }).filter((f) => f.endsWith(".js")).length';
  const command = (): readonly string[] => [process.execPath, "-e", `process.exit(${count} === 200 ? 0 : 9)`];
  const ended = await Promise.all(Array.from({ length: 4 }, () => run(archive, command, { folder })));
  assert.equal(
    ended.map(({ status }) => status),
    [0, 0, 0, 0],
    ended.map(({ err }) => err).join(""),
  );
  assert.equal(readdirSync(folder).sort(), ["code", "inputs.pb"]);
});

test("does not fetch again what is named after its content", async () => {
  const folder = temporaryFolder();
  const bytes = await archiveOf([{ name: "a.js", content: "1" }]);
  const archive = fileOf(bytes, nameOf(bytes));
  const command = (): readonly string[] => [process.execPath, "-e", ""];
  assert.is((await run(archive, command, { folder })).status, 0);
  writeFileSync(archive, "gone");
  assert.is((await run(archive, command, { folder })).status, 0);
});

test("writes an error document for a damaged archive, and nothing of it", async () => {
  const whole = await archiveOf([{ name: "a.js", content: "x".repeat(5000) }]);
  const { status, error, folder } = await run(fileOf(whole.subarray(0, 60)), execute);
  assert.is(status, 0);
  assert.is(error?.code, "SYSTEM");
  assert.is(error?.kind, "non-recoverable");
  assert.match(error?.message ?? "", /is no gzipped tar archive, or a damaged one/);
  assert.equal(readdirSync(folder).sort(), ["inputs.pb", "out"]);
});

test("lets the platform try again where the archive cannot be fetched", async () => {
  const { status, error } = await run("/nowhere/code.tar.gz", execute);
  assert.is(status, 0);
  assert.is(error?.kind, "recoverable");
  assert.match(error?.message ?? "", /\/nowhere\/code\.tar\.gz/);
});

test("says what is wrong with an unsafe archive, a command that is not there and a folder that cannot be written", async () => {
  const unsafe = await run(fileOf(await archiveOf([{ name: "../evil", content: "x" }])), execute);
  assert.match(unsafe.error?.message ?? "", /the entry "\.\.\/evil" leads out of the folder/);
  const archive = fileOf(await archiveOf([{ name: "a.js", content: "" }]));
  const missing = await run(archive, (folder) => ["tsflyte-nothing", "--output-prefix", join(folder, "out")]);
  assert.match(
    missing.error?.message ?? "",
    /tsflyte-nothing cannot be started: .*ENOENT.*node_modules\/\.bin on its PATH/s,
  );
  const locked = await run(archive, execute, { destination: "/proc/code" });
  assert.match(locked.error?.message ?? "", /The code cannot be unpacked into \/proc\/code/);
});

const hostile: readonly (readonly [string, readonly Entry[], RegExp])[] = [
  ["a path out of the folder", [{ name: "../evil", content: "x" }], /the entry "\.\.\/evil" leads out of the folder/],
  ["an absolute path", [{ name: "/evil", content: "x" }], /the entry "\/evil" leads out of the folder/],
  ["a link out of the folder", [{ name: "l", type: "symlink", linkname: "../../x" }], /is a link to "..\/..\/x"/],
  [
    "a hard link",
    [{ name: "h", type: "link", linkname: "/etc/passwd" }],
    /the entry "h" is a link, and code is made of/,
  ],
  ["a device", [{ name: "d", type: "character-device" }], /the entry "d" is a character-device/],
  ["a pipe", [{ name: "f", type: "fifo" }], /the entry "f" is a fifo/],
  [
    "a file below a link",
    [
      { name: "l", type: "symlink", linkname: "." },
      { name: "l/x", content: "x" },
    ],
    /the entry "l\/x" lies below a link/,
  ],
];
for (const [what, entries, text] of hostile) {
  test(`writes an error document for an archive with ${what}, and nothing of it`, async () => {
    const { status, error, folder } = await run(fileOf(await archiveOf(entries)), execute);
    assert.is(status, 0);
    assert.is(error?.kind, "non-recoverable");
    assert.match(error?.message ?? "", text);
    assert.equal(readdirSync(folder).sort(), ["inputs.pb", "out"]);
  });
}

test("writes an error document where the archive is not the one that was registered", async () => {
  const name = nameOf(await archiveOf([{ name: "exectasks.js", content: tasks }]));
  const { status, error, folder } = await run(
    fileOf(await archiveOf([{ name: "a.js", content: "evil" }]), name),
    execute,
  );
  assert.is(status, 0);
  assert.match(error?.message ?? "", /holds other code than it is named after: its digest is [0-9a-f]{64}/);
  assert.equal(readdirSync(folder).sort(), ["inputs.pb", "out"]);
});

test("writes an error document when the disk is full", async () => {
  const disk = temporaryFolder();
  // Only who may mount has a disk that is this small.
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "ignore" }).status !== 0) return;
  try {
    const archive = fileOf(await archiveOf([{ name: "a.js", content: "x".repeat(3_000_000) }]));
    const { status, error } = await run(archive, execute, { destination: join(disk, "code") });
    assert.is(status, 0);
    assert.match(error?.message ?? "", /The code cannot be unpacked into \S+: ENOSPC: no space left on device/);
    assert.equal(readdirSync(disk), []);
  } finally {
    spawnSync("umount", [disk]);
  }
});

test("refuses a command line that it does not understand", async () => {
  const ended = async (...args: string[]): Promise<{ status: number | null; err: string }> => {
    const child = spawn(process.execPath, ["--conditions=source", join(bin, "tsflyte-fast-execute.ts"), ...args]);
    let err = "";
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    return { status: await new Promise((resolve) => child.on("close", resolve)), err };
  };
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["--", "true"], /--additional-distribution is missing/],
    [["--additional-distribution", "{{ .remote_package_path }}", "--", "true"], /was not filled in/],
    [["--additional-distribution", "s3://b/c"], /Nothing behind -- says what to run/],
    [["--additional-distribution"], /--additional-distribution has no value/],
    [["--nope", "1", "--", "true"], /The option --nope is unknown/],
    [["--dest-dir=a", "--dest-dir=b", "--", "true"], /--dest-dir is given twice/],
  ];
  for (const [args, text] of cases) {
    const { status, err } = await ended(...args);
    assert.is(status, 2);
    assert.match(err, text);
    assert.match(err, /tsflyte-fast-execute --additional-distribution URI/);
  }
});

test("node runs a file that came with the code, behind its own options", async () => {
  const code = await archiveOf([{ name: "flows.mjs", content: "process.stderr.write(process.argv.slice(2).join());" }]);
  const { status, err } = await run(fileOf(code), () => ["node", "--no-warnings", "flows.mjs", "execute", "flows.mjs"]);
  assert.is(status, 0, err);
  assert.is(err, "execute,flows.mjs");
});

test.run();
