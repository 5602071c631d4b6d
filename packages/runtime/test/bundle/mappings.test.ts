import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applyEdits, asciiEdits, builtinEdits } from "../../src/bundle/edit-output.ts";
import { decodeMappings, encodeMappings } from "../../src/bundle/mappings.ts";

const mappings = suite("mappings of a source map");

mappings("are read and written without a difference", () => {
  for (const text of ["AAAA", "AAAA,SAASA,KAAK,GAAGC;;ACFZ,UAAU", "", "gCAA+CD"]) {
    assert.is(encodeMappings(decodeMappings(text)), text);
  }
});

mappings("say from which line and column each place came", () => {
  assert.equal(decodeMappings(";IACE"), [[], [{ column: 4, source: 0, line: 1, sourceColumn: 2, name: undefined }]]);
});

mappings("move with what is put in front of them, on their line alone", () => {
  const code = 'const a = "ä";b();\nc();';
  const before = encodeMappings([
    [at(0), at(10), at(14)],
    [at(0), at(2)],
  ]);
  const edited = applyEdits({ code, mappings: before }, asciiEdits(code, {}));
  assert.is(edited.code, 'const a = "\\u00e4";b();\nc();');
  assert.equal(
    decodeMappings(edited.mappings).map((row) => row.map(({ column }) => column)),
    [
      [0, 10, 19],
      [0, 2],
    ],
  );
});

function at(column: number) {
  return { column, source: 0, line: 0, sourceColumn: column, name: undefined };
}

mappings.run();

const edits = suite("edits of a bundler's output");
const edited = (code: string): string => applyEdits({ code, mappings: "" }, builtinEdits(code)).code;

edits("take Node's modules from the process", () => {
  const code =
    'import{readFileSync as e,writeFileSync}from"node:fs";import t from "node:path";import n from "sharp";e(t)';
  assert.is(
    edited(code),
    'const {readFileSync:e,writeFileSync}=process.getBuiltinModule("node:fs");' +
      'const t=process.getBuiltinModule("node:path");import n from "sharp";e(t)',
  );
});

edits("leave imports that a destructuring cannot say", () => {
  const code = 'import*as e from"node:fs";import{default as t}from"node:path";';
  assert.is(edited(code), code);
});

edits("leave text alone that only looks like an import", () => {
  const code = 'const text = `import{a}from"node:fs";`;';
  assert.is(edited(code), code);
});

edits("do not escape what a tag sees", () => {
  const code = "String.raw`ä`";
  const program = { type: "TaggedTemplateExpression", quasi: { type: "TemplateLiteral", start: 10, end: 13 } };
  assert.equal(asciiEdits(code, [program]), []);
  assert.is(asciiEdits(code, []).length, 1);
});

edits.run();
