import { readFileSync } from "node:fs";
import { join } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createProject, type Project, toolchains } from "../support/temporary-project.ts";
import { hosts, stripTypesLoader } from "./support/hosts.ts";
import { sampleProject } from "./support/sample-project.ts";

const [toolchain] = toolchains;
if (toolchain === undefined) throw new Error("no toolchain");
const project: Project = await createProject(toolchain);
project.write({ ...sampleProject, "strip-types.mjs": stripTypesLoader });
const compiled = project.tspc("-p", ".");
const expected = project.node("build/main.js");

const reference = suite("bundlers/builds: tspc");
reference("compiles the sample", () => {
  assert.is(compiled.stdout, "");
  assert.is(expected.stderr, "");
  assert.is(expected.stdout.trim().split("\n").length, 4);
});
reference.run();

for (const host of hosts) {
  const builds = suite(`bundlers/builds: ${host.name}`);
  const request = { folder: project.folder, entry: join(project.folder, "src/main.ts") };

  builds("gives the same metadata as tspc, in a program that runs", async () => {
    const file = await host.build({ ...request, out: join(project.folder, `out-${host.name}`) });
    const { stdout, stderr } = project.node(file);
    assert.is(stderr, "");
    assert.is(stdout, expected.stdout);
  });

  builds("maps lines and columns to the source", async () => {
    const file = await host.build({ ...request, out: join(project.folder, `map-${host.name}`) });
    const map = new TraceMap(readFileSync(`${file}.map`, "utf8"));
    const source = sampleProject["src/flows/train.ts"] ?? "";
    // Behind a literal on the same line, and within the function before one.
    for (const marker of ["new RangeError(", "new TypeError(", "plain(rows"]) {
      const found = originalPositionFor(map, positionOf(readFileSync(file, "utf8"), marker));
      assert.match(found.source ?? "", /src\/flows\/train\.ts$/);
      const { line, column } = positionOf(source, marker);
      assert.equal({ line: found.line, column: host.mapsLinesOnly ? column : found.column }, { line, column });
    }
  });

  builds("keeps what is not exported, and names when it is minified", async () => {
    const file = await host.build({ ...request, out: join(project.folder, `min-${host.name}`), minify: true });
    const { stdout, stderr } = project.node(file);
    assert.is(stderr, "");
    assert.is(stdout, expected.stdout);
    assert.match(readFileSync(file, "utf8"), /name\\?"?:\s*\\?["'`]hidden\\?["'`]/);
  });
  builds.run();
}
process.on("exit", () => project.remove());

/** Line, from 1, and column, from 0, of the first time that a text occurs. */
function positionOf(text: string, part: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return { line: before.length, column: before.at(-1)?.length ?? 0 };
}
