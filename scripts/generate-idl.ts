/**
 * Writes `packages/runtime/src/idl/gen` from the `.proto` files that `@flyteorg/flyteidl` ships, with buf and
 * protoc-gen-es and without the network. With `--check` it writes nothing, and fails when the committed code differs.
 */
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const gen = join(root, "packages/runtime/src/idl/gen");
const flyteidl = join(dirname(createRequire(import.meta.url).resolve("@flyteorg/flyteidl/package.json")), "protos");

/** What the runtime speaks of flyteidl; plugins, data catalog and agents are the server's own affair. */
const wanted: readonly string[] = [
  "flyteidl/core",
  "flyteidl/admin",
  "flyteidl/event/event.proto",
  "flyteidl/service/admin.proto",
  "flyteidl/service/auth.proto",
  "flyteidl/service/dataproxy.proto",
  "flyteidl/service/identity.proto",
  "flyteidl/service/signal.proto",
];

const template = {
  version: "v2",
  plugins: [
    {
      local: join(root, "node_modules/.bin/protoc-gen-es"),
      out: ".",
      // Enums as plain objects: Node runs the sources by stripping types, which `enum` does not survive.
      opt: ["target=ts", "import_extension=ts", "erasable_syntax=true"],
      exclude_types: ["google.api.http", "grpc.gateway.protoc_gen_openapiv2.options.openapiv2_operation"],
    },
  ],
};

/** Agents talk to the control plane in a protocol of their own. */
const unwanted = "flyteidl/admin/agent.proto";

function generate(out: string): void {
  const protos = mkdtempSync(join(tmpdir(), "tsflyte-protos-"));
  try {
    cpSync(join(root, "packages/runtime/proto"), protos, { recursive: true });
    for (const path of wanted) cpSync(join(flyteidl, path), join(protos, path), { recursive: true });
    rmSync(join(protos, unwanted));
    execFileSync(
      join(root, "node_modules/.bin/buf"),
      ["generate", protos, "--template", JSON.stringify(template), "--output", out, "--path", join(protos, "flyteidl")],
      { stdio: "inherit" },
    );
  } finally {
    rmSync(protos, { recursive: true, force: true });
  }
}

function readTree(folder: string): ReadonlyMap<string, string> {
  const files = globSync("**/*.ts", { cwd: folder }).sort();
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

const fresh = mkdtempSync(join(tmpdir(), "tsflyte-idl-"));
try {
  generate(fresh);
  if (process.argv.includes("--check")) {
    const committed = readTree(gen);
    const generated = readTree(fresh);
    const stale = [...new Set([...committed.keys(), ...generated.keys()])].filter(
      (file) => committed.get(file) !== generated.get(file),
    );
    if (stale.length > 0) {
      console.error(`generated code is out of date: ${stale.join(", ")}`);
      console.error("  fix: node scripts/generate-idl.ts, and commit what it writes");
      process.exitCode = 1;
    }
  } else {
    rmSync(gen, { recursive: true, force: true });
    cpSync(fresh, gen, { recursive: true });
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
