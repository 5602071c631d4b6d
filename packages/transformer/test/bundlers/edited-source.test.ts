import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createContext } from "../../src/create-context.ts";
import { toTextEdits } from "../../src/edit.ts";
import { editSource } from "../../src/hosts/bundlers/edited-source.ts";
import { transformFile } from "../../src/transform-file.ts";
import { compilers, createFixtureProgram, listInputs } from "../support/fixture-program.ts";

const [typescript] = compilers;
if (typescript === undefined) throw new Error("no compiler");
const inputs = listInputs();
const program = createFixtureProgram(typescript, inputs);
const context = createContext(typescript, program);

const edited = suite("bundlers/edited-source");
edited("maps every character of every fixture to itself, and adds no line", () => {
  let files = 0;
  for (const input of inputs) {
    const source = program.getSourceFile(input);
    if (source === undefined) throw new Error(`${input} is not in the program`);
    const edits = toTextEdits(transformFile(context, source).insertions);
    if (edits.length === 0) continue;
    files++;
    const { code, map } = editSource(input, source.text, edits);
    assert.equal(map.sources, [input]);
    assert.is(code.split("\n").length, source.text.split("\n").length);
    const traced = new TraceMap(map as never);
    let shift = 0;
    let edit = 0;
    let line = 1;
    let column = 0;
    let inserted = 0;
    for (let at = 0; at < source.text.length; at++) {
      while (edits[edit]?.start === at) {
        inserted += edits[edit]?.text.length ?? 0;
        shift += edits[edit]?.text.length ?? 0;
        edit++;
      }
      assert.is(code[at + shift], source.text[at]);
      if (source.text[at] === "\n") {
        line++;
        column = 0;
        inserted = 0;
        continue;
      }
      const { line: originalLine, column: originalColumn } = originalPositionFor(traced, {
        line,
        column: column + inserted,
      });
      if (originalLine !== line || originalColumn !== column) {
        assert.unreachable(`${input}:${line}:${column} is mapped to ${originalLine}:${originalColumn}`);
      }
      column++;
    }
  }
  assert.ok(files > 50);
});
edited.run();
