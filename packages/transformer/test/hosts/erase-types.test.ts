import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applyTextEdits } from "../../src/edit.ts";
import { eraseTypes } from "../../src/hosts/erase-types.ts";

const workspace = join(import.meta.dirname, "../../../..");
const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };

function erase(text: string, more: ts.CompilerOptions = {}, name = "flow.ts"): string | undefined {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
  const edits = eraseTypes(ts, file, { ...options, ...more });
  return edits === undefined ? undefined : applyTextEdits(text, edits);
}

/** What the compiler prints of a text, without what makes no difference: spaces, empty statements, brackets around what had a type. */
function print(text: string, fileName: string): string {
  const compilerOptions = { ...options, removeComments: true, allowJs: true };
  const { outputText, diagnostics } = ts.transpileModule(text, { fileName, compilerOptions, reportDiagnostics: true });
  assert.equal(diagnostics, []);
  return outputText
    .replace(/^"use strict";|[\s;()]+/g, "")
    .replace(/,(?=[}\])])/g, "")
    .replace(/export\{\}$/, "");
}

const erasing = suite("hosts/erase-types");
erasing("gives what the compiler gives, on the sources of this project", () => {
  const files = globSync(
    [
      "packages/transformer/{src,test}/**/*.ts",
      "examples/*/src/**/*.ts",
      "packages/runtime/src/{graph,local,task}/**/*.ts",
    ],
    {
      cwd: workspace,
      exclude: (path) => path.includes("node_modules") || path.includes("dist"),
    },
  );
  let count = 0;
  for (const file of files) {
    const text = readFileSync(join(workspace, file), "utf8");
    const erased = erase(text);
    if (erased === undefined) continue;
    count++;
    assert.is(print(erased, "flow.js"), print(text, "flow.ts"), file);
    assert.equal(
      erased.split("\n").map(({ length }) => length),
      text.split("\n").map(({ length }) => length),
      file,
    );
  }
  assert.ok(count > files.length * 0.8, `${count} of ${files.length} files are erased`);
});
erasing("leaves values where they stand", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["let a: number = 1;", "let a         = 1;"],
    ["const f = async <T>(x: T, y?: T): Promise<T> => x!;", "const f = async    (x   , y    )             => x ;"],
    [
      "class A<T> extends B<T> implements C { private readonly x?: T; abstract y: T; }",
      "class A    extends B                 { ;                x    ; ;              }",
    ],
    ["a = b as C satisfies D;", "a = b                 ;"],
    ["import { a, type B, } from 'c'; a;", "import { a,         } from 'c'; a;"],
    ["a\ntype T = 1\n(b)()", "a\n;         \n(b)()"],
  ];
  for (const [text, expected] of cases) assert.is(erase(text), expected);
});
erasing("keeps the imports that values are read by", () => {
  const imports = 'import { A, type B, c } from "x";\nimport D from "y";\n';
  assert.is(erase(`${imports}D(c as A)`), 'import {            c } from "x";\nimport D from "y";\nD(c     )');
  assert.match(erase(`import { A } from "x";\nlet a: A;`) ?? "", /^; {21}\n/);
  assert.is(erase(`import { A } from "x";\nlet a;`, { verbatimModuleSyntax: true }), 'import { A } from "x";\nlet a;');
});
erasing("leaves to the compiler what is more than types", () => {
  const texts = [
    "enum A { B }",
    "namespace A { export const b = 1; }",
    "class A { constructor(readonly b: string) {} }",
    "@a class B {}",
    "using a = b;",
    "const a = <B>c;",
    "export = a;",
    "import a = require('a');",
    "const a = b as C\n(d)()",
    "const a = (): {\n  b: 1 } => c;",
    "interface A {}\nexport { A };",
    "interface A {}\nexport default A;",
    "class A { get: number\n b() {} }",
    "function a(this: B) {}",
    'import { A } from "x";\nexport const f = (A: A) => A;',
  ];
  for (const text of texts) assert.is(erase(text), undefined, text);
  assert.is(erase("let a = 1;", { target: ts.ScriptTarget.ES2021 }), undefined);
  assert.is(erase("let a = 1;", { useDefineForClassFields: false }), undefined);
  assert.is(erase("let a = 1;", {}, "flow.tsx"), undefined);
  assert.is(erase("let a = 1;", {}, "flow.cts"), undefined);
});
erasing.run();
