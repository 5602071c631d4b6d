import { readFileSync } from "node:fs";
import { join } from "node:path";
import type ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TypeScript } from "../../src/context.ts";
import { platformMembers } from "../../src/hosts/quick/platform-members.ts";
import { compilers } from "../support/fixture-program.ts";

/** What each member of each interface is declared as, in the order in which the compiler takes them for one interface. */
function readMembers(typescript: TypeScript, texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const printer = typescript.createPrinter({ removeComments: true });
  const members = new Map<string, string[]>();
  for (const text of texts) {
    const file = typescript.createSourceFile("lib.d.ts", text, typescript.ScriptTarget.ESNext);
    for (const statement of file.statements.filter(typescript.isInterfaceDeclaration)) {
      for (const member of statement.members) {
        const name = `${statement.name.text}.${member.name?.getText(file) ?? typescript.SyntaxKind[member.kind]}`;
        const printed = printer.printNode(typescript.EmitHint.Unspecified, member, file);
        members.set(name, [...(members.get(name) ?? []), printed.replaceAll(/\s+/g, "").replaceAll(";", "")]);
      }
    }
  }
  return members;
}

/** The files of a library and of those that it refers to, in their order. */
function readLibrary(typescript: TypeScript, name: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const folder = join(typescript.getDefaultLibFilePath({ target: typescript.ScriptTarget.ESNext }), "..");
  const text = readFileSync(join(folder, `lib.${name}.d.ts`), "utf8");
  const file: ts.SourceFile = typescript.createSourceFile("lib.d.ts", text, typescript.ScriptTarget.ESNext);
  return [...file.libReferenceDirectives.flatMap(({ fileName }) => readLibrary(typescript, fileName, seen)), text];
}

const test = suite("hosts/platform-members");
for (const typescript of compilers) {
  test(`are those that the platform has, each with all its signatures (TypeScript ${typescript.version})`, () => {
    const real = readMembers(typescript, readLibrary(typescript, "es2020"));
    const own = readMembers(typescript, [platformMembers]);
    assert.ok(own.size > 80, `${own.size} members`);
    for (const [name, signatures] of own) assert.equal(signatures, real.get(name), name);
  });
}

test.run();
