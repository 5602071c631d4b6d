import { suite } from "uvu";
import * as assert from "uvu/assert";
import { typeClosure } from "../../src/hosts/type-closure.ts";
import { compilers } from "../support/fixture-program.ts";
import { createVirtualProgram } from "../support/virtual-program.ts";

const files: Readonly<Record<string, string>> = {
  "flow.ts":
    'import { task } from "@tsflyte/runtime";\nimport type { A } from "./a.js";\nexport const t = (a: A) => task;\n',
  "a.ts": 'export interface A { b: import("./b.js").B }\n',
  "b.ts": 'export * from "./c.js";\nexport interface B { c: 1 }\nimport "./flow.js";\n',
  "c.ts": '/// <reference path="./d.d.ts" />\nexport type C = D;\n',
  "d.d.ts": "declare type D = 1;\n",
  "apart.ts": "export const apart = 1;\n",
  "script.ts": "interface Everywhere { a: 1 }\n",
  "augments.ts": 'export {};\ndeclare module "./a.js" { interface A { more: 1 } }\n',
  "global.ts": "export {};\ndeclare global { interface Window { mine: 1 } }\n",
  "lazy.ts": 'export const lazy = () => import("./apart.js");\n',
};

const everywhere = ["augments.ts", "d.d.ts", "global.ts", "script.ts"];

const closure = suite("hosts/type-closure");
for (const typescript of compilers) {
  const program = createVirtualProgram(typescript, files, {
    moduleDetection: typescript.ModuleDetectionKind.Legacy,
  });
  const of = (file: string): readonly string[] =>
    typeClosure(program, `/project/${file}`).flatMap((path) => path.match(/^\/project\/(.*)/)?.[1] ?? []);
  const name = (text: string): string => `${text} (TypeScript ${typescript.version})`;

  closure(name("holds what is imported for types, in types and in turn, and what holds everywhere"), () => {
    assert.equal(of("flow.ts"), ["a.ts", "augments.ts", "b.ts", "c.ts", "d.d.ts", "global.ts", "script.ts"]);
  });
  closure(name("leaves out the file itself, also where imports go round"), () => {
    assert.equal(of("b.ts"), ["a.ts", "augments.ts", "c.ts", "d.d.ts", "flow.ts", "global.ts", "script.ts"]);
  });
  closure(name("follows what is imported later"), () => {
    assert.equal(of("lazy.ts"), ["apart.ts", ...everywhere]);
  });
  closure(name("is empty for a file that is not there"), () => {
    assert.equal(of("nowhere.ts"), []);
  });
  closure(name("is read once for a program"), () => {
    assert.is(typeClosure(program, "/project/flow.ts"), typeClosure(program, "/project/flow.ts"));
  });
}
closure.run();
