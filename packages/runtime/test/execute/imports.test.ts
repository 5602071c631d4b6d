import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const runtime = join(import.meta.dirname, "../..");
const heavy =
  /@bufbuild|protobuf|grpc|connect|ajv|aws-sdk|google-cloud|azure|[\\/]src[\\/](?:idl|client|storage|execute|register|cli|local|load|compile)[\\/]/;

/** Every file that importing an entry loads, and every part of Node beyond what an empty module has. */
function loadedBy(
  entry: string,
  conditions: readonly string[],
): { files: readonly string[]; builtins: readonly string[] } {
  const script = `
    import { registerHooks } from "node:module";
    const files = [];
    registerHooks({ load: (url, context, next) => { files.push(url); return next(url, context); } });
    const before = new Set(process.moduleLoadList);
    await import(${JSON.stringify(entry)});
    const builtins = process.moduleLoadList.filter((name) => !before.has(name));
    console.log(JSON.stringify({ files, builtins }));
  `;
  const argv = [...conditions, "--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", script];
  return JSON.parse(execFileSync(process.execPath, argv, { cwd: runtime, encoding: "utf8" })) as never;
}

const imports = suite("what importing the package loads");

imports("the authoring entry loads no protobuf, gRPC, ajv or storage module", () => {
  const { files, builtins } = loadedBy("@tsflyte/runtime", ["--conditions=source"]);
  assert.ok(files.length > 10);
  assert.equal(
    files.filter((file) => heavy.test(file)),
    [],
  );
  assert.equal(
    builtins.filter((name) => /\b(?:fs\/|http|net|tls|crypto|stream|zlib|worker)/.test(name)),
    [],
  );
});

imports("the authoring entry loads no deck, no and no checkpoint before one is asked for", () => {
  const { files } = loadedBy("@tsflyte/runtime", ["--conditions=source"]);
  const lazy = /[\\/]context[\\/](?:checkpoint-files|decks[\\/](?:render|recorded|run-with|page|dependencies))/;
  assert.ok(files.some((file) => file.endsWith("/context/current-context.ts")));
  assert.equal(
    files.filter((file) => lazy.test(file)),
    [],
  );
});

const built = join(runtime, "dist/index.js");
if (existsSync(built)) {
  imports("the built authoring entry loads nothing from other packages", () => {
    const { files, builtins } = loadedBy(built, []);
    assert.equal(
      files.filter((file) => file.includes("node_modules")),
      [],
    );
    assert.equal(
      builtins.filter((name) => /\b(?:fs\/|http|net|tls|crypto|stream|zlib|worker)/.test(name)),
      [],
    );
  });
}

imports.run();
