import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { printSamples, sampleFlows } from "../support/sample-flows.ts";
import { createProject, type Project, plainOptions, toolchains } from "../support/temporary-project.ts";

const bad = `import { task } from "@tsflyte/runtime";

export const good = task((a: string): string => a);
export const broken = task(
  (cb: () => void, map: Map<string, number>): string => String([cb, map]),
);
`;
const badErrors = [
  "bad.ts(5,8): error TS990030: parameter 'cb': '() => void' is a function, which cannot be sent from one container to another. Pass the data that the function would need, or a string that names it.",
  "bad.ts(5,25): error TS990037: parameter 'map': 'Map<string, number>' has no form that can be stored. Use 'Record<string, T>', or an array of entries.",
];
const throwing = `import { task } from "@tsflyte/runtime";

export const before = task((a: string): string => a); export const boom = task((text: string): string => {
  const doubled: string = text + text;
  if (doubled !== "") throw new Error("boom");
  return doubled;
}), after = () => { throw new Error("after"); };
`;

const metadataByToolchain = new Map<string, string>();
const emittedByToolchain = new Map<string, string>();

function withProject(index: number, run: (project: Project) => void, options?: Record<string, unknown>) {
  return async (): Promise<void> => {
    const toolchain = toolchains[index];
    if (toolchain === undefined) throw new Error("no such toolchain");
    const project = await createProject(toolchain, { ...plainOptions, ...options });
    try {
      run(project);
    } finally {
      project.remove();
    }
  };
}

for (const [index, { name }] of toolchains.entries()) {
  const tspc = suite(`e2e/tspc: ${name}`);

  tspc(
    "embeds JSON that the running program finds",
    withProject(index, (project) => {
      assert.match(project.tspc("--version").stdout, index === 0 ? "Version 6.0.3" : "Version 5.9.3");
      project.write(sampleFlows);
      const { stdout, status } = project.tspc("-p", ".");
      assert.is(stdout, "");
      assert.is(status, 0);
      project.write({ "build/print.mjs": printSamples.replaceAll("EXT", "js") });
      const printed = project.node("build/print.mjs");
      assert.is(printed.stderr, "");
      assert.is(printed.stdout.trim().split("\n").length, 7);
      assert.match(printed.stdout, '"module":"flows.train","name":"default"');
      const emitted = project.read("build/flows/train.js");
      for (const line of printed.stdout.trim().split("\n").slice(0, 3)) assert.match(emitted, line);
      metadataByToolchain.set(name, printed.stdout);
      emittedByToolchain.set(name, emitted + project.read("build/flows/deep/more.js"));

      const files = [...Object.keys(sampleFlows)].reverse();
      project.write({
        "tsconfig.json": JSON.stringify({ compilerOptions: { ...plainOptions, outDir: "reversed" }, files }),
      });
      assert.is(project.tspc("-p", ".").status, 0);
      assert.is(
        project.read("reversed/flows/train.js") + project.read("reversed/flows/deep/more.js"),
        emittedByToolchain.get(name),
      );

      const loaded = project.load("print.ts");
      assert.is(loaded.status, 1, "the file is not there yet");
      project.write({ "print.ts": printSamples.replaceAll("EXT", "ts") });
      const withLoader = project.load("print.ts");
      assert.is(withLoader.stderr, "");
      assert.is(withLoader.stdout, printed.stdout);
    }),
  );

  tspc(
    "reports what cannot cross the wire as compile errors",
    withProject(index, (project) => {
      project.write({ "bad.ts": bad });
      const { stdout, status } = project.tspc("-p", ".");
      assert.equal(stdout.trim().split("\n"), badErrors);
      assert.is(status, 2);
      const emitted = project.read("build/bad.js");
      assert.match(emitted, '"name":"good"');
      assert.not.match(emitted, '"name":"broken"');
    }),
  );

  tspc(
    "says what to write when the plugin's entry is of another kind",
    withProject(
      index,
      (project) => {
        project.write({ "good.ts": "export const a = 1;\n" });
        const { status, stderr, stdout } = project.tspc("-p", ".");
        assert.is(status === 0, false);
        assert.match(stderr + stdout, "@tsflyte/transformer was not started as a source transformer of ts-patch.");
        assert.match(stderr + stdout, "without 'transformProgram' and 'type'");
      },
      { plugins: [{ transform: "@tsflyte/transformer", transformProgram: true }] },
    ),
  );

  tspc(
    "reports problems with noEmitOnError too, after the files are written",
    withProject(
      index,
      (project) => {
        project.write({ "bad.ts": bad });
        assert.is(project.tspc("-p", ".").status, 2);
        assert.not.match(project.read("build/bad.js"), '"name":"broken"');
      },
      { noEmitOnError: true },
    ),
  );

  for (const maps of [{ sourceMap: true }, { inlineSourceMap: true }]) {
    tspc(
      `keeps source maps right with ${Object.keys(maps)[0]}`,
      withProject(
        index,
        (project) => {
          project.write({ "throwing.ts": throwing });
          assert.is(project.tspc("-p", ".").status, 0);
          const emitted = project.read("build/throwing.js");
          const inline = /sourceMappingURL=data:application\/json;base64,(.*)/.exec(emitted)?.[1];
          const map = new TraceMap(
            inline === undefined
              ? project.read("build/throwing.js.map")
              : Buffer.from(inline, "base64").toString("utf8"),
          );
          for (const [generated, written] of [
            ['throw new Error("boom")', 'throw new Error("boom")'],
            ['throw new Error("after")', 'throw new Error("after")'],
            ["boom = task", "boom = task"],
          ] as const) {
            const at = originalPositionFor(map, positionOf(emitted, generated));
            assert.equal({ line: at.line, column: at.column }, positionOf(throwing, written), generated);
          }
          const { stderr } = project.node(
            "--enable-source-maps",
            "--input-type=module",
            "-e",
            "import { boom } from './build/throwing.js'; boom.fn('a')",
          );
          const { line, column } = positionOf(throwing, 'new Error("boom")');
          assert.match(stderr, `throwing.ts:${line}:${column + 1}`);
        },
        maps,
      ),
    );
  }
  tspc.run();
}

const both = suite("e2e/both compilers");
both("TypeScript 5.9 and 6 give the same bytes", () => {
  const [first, second] = toolchains.map(({ name }) => metadataByToolchain.get(name));
  assert.ok(first);
  assert.is(first, second);
  const [firstEmit, secondEmit] = toolchains.map(({ name }) => emittedByToolchain.get(name));
  assert.is(firstEmit, secondEmit);
});
both.run();

/** Line from 1 and column from 0, as source maps count. */
function positionOf(text: string, part: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return { line: before.length, column: before.at(-1)?.length ?? 0 };
}
