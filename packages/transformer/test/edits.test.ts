import { basename, dirname } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createContext } from "../src/create-context.ts";
import { applyTextEdits, insertIntoTree, toTextEdits } from "../src/edit.ts";
import { type Insertion, transformFile } from "../src/transform-file.ts";
import { compilers, createFixtureProgram, listInputs } from "./support/fixture-program.ts";

const inputs = listInputs();
const edits = suite("edits");
for (const typescript of compilers) {
  const program = createFixtureProgram(typescript, inputs);
  for (const input of inputs) {
    const source = program.getSourceFile(input);
    if (source === undefined) throw new Error(`${input} is not in the program`);
    const { insertions } = transformFile(createContext(typescript, program, { root: dirname(input) }), source);
    if (insertions.length === 0) continue;
    const title = `${basename(dirname(input))} with TypeScript ${typescript.version}`;

    edits(`${title}: the edited text parses, keeps its lines, and holds the literal as last argument`, () => {
      const text = applyTextEdits(source.text, toTextEdits(insertions));
      assert.is(text.split("\n").length, source.text.split("\n").length);
      const { outputText, diagnostics } = typescript.transpileModule(text, {
        fileName: input,
        reportDiagnostics: true,
        compilerOptions: { target: typescript.ScriptTarget.ES2023, jsx: typescript.JsxEmit.React },
      });
      assert.equal(diagnostics, []);
      for (const insertion of insertions) {
        assert.ok(outputText.length > 0);
        const appended = asArgument(insertion);
        const at = text.indexOf(appended);
        assert.ok(at >= 0);
        assert.match(text.slice(at + appended.length), /^(\s|\/\*[^*]*\*\/|\/\/.*|,)*\)/);
        assert.is(JSON.stringify(evaluate(insertion.text)), JSON.stringify(JSON.parse(insertion.text)));
      }
    });

    edits(`${title}: the rewritten tree prints the same literal`, () => {
      const { transformed } = typescript.transform(source, [
        (transformation) => (file) => insertIntoTree(typescript, transformation, file, insertions),
      ]);
      const [file] = transformed;
      if (file === undefined) throw new Error("nothing came back");
      const printed = typescript.createPrinter().printFile(file);
      for (const insertion of insertions) {
        const appended = asArgument(insertion);
        const at = printed.indexOf(appended);
        assert.ok(at >= 0, insertion.text);
        assert.match(printed.slice(at + appended.length), /^(\s|\/\*[^*]*\*\/|\/\/.*)*\)/);
      }
    });

    edits(`${title}: the edited text is left alone when it is compiled again`, () => {
      const text = applyTextEdits(source.text, toTextEdits(insertions));
      const host = typescript.createCompilerHost(program.getCompilerOptions());
      const again = typescript.createProgram({
        rootNames: [input],
        options: program.getCompilerOptions(),
        oldProgram: program,
        host: {
          ...host,
          getSourceFile: (name, ...rest) =>
            name === input ? typescript.createSourceFile(name, text, rest[0], true) : program.getSourceFile(name),
        },
      });
      const context = createContext(typescript, again, { root: dirname(input) });
      const file = again.getSourceFile(input);
      assert.is(file?.text, text);
      if (file !== undefined) assert.equal(transformFile(context, file).insertions, []);
    });
  }
}
edits.run();

/** The literal behind the comma, or the parenthesis of a call that has no other argument. */
function asArgument({ call, text }: Insertion): string {
  return call.arguments.length === 0 ? `(${text}` : `, ${text}`;
}

/** What JavaScript makes of the literal. */
function evaluate(text: string): unknown {
  return new Function(`return (${text});`)();
}
