import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseAst } from "rolldown/parseAst";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applyEdits, builtinEdits } from "../../src/bundle/edit-output.ts";
import { scriptForm, scriptModule } from "../../src/bundle/script-form.ts";

/** How long the script in a file is. */
const scriptLength = (file: string): number => {
  const text = readFileSync(file, "utf8");
  return text.lastIndexOf("\n*/") - text.indexOf("\n/*\n") - 4;
};

const isScript = (code: string): boolean => scriptForm(code, parseAst(code), builtinEdits(code)) !== undefined;

function written(code: string): string {
  const form = scriptForm(code, parseAst(code), builtinEdits(code));
  assert.ok(form);
  const edited = applyEdits({ code, mappings: "" }, [...builtinEdits(code), ...(form?.edits ?? [])]);
  const file = join(mkdtempSync(join(tmpdir(), "tsflyte-script-")), "flows.mjs");
  writeFileSync(file, scriptModule(edited, form).code);
  return file;
}

function run(file: string, ...argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...argv], { encoding: "utf8" });
  assert.is(status, 0, stderr);
  assert.is(stderr, "");
  return stdout;
}

/** Code that prints a word, and keeps what V8 has made of it when it is asked to. */
const printing = (word: string): string =>
  [
    'import{writeFileSync as w}from"node:fs";',
    `console.log("${word}");if(process.argv[2]==="keep")w(import.meta.filename+".cache",import.meta.codeCache());`,
  ].join("");

const forms = suite("a bundle as a script");

forms("is one where the code does what scripts can", () => {
  assert.ok(
    isScript(
      'import{join as a}from"node:path";const b=async()=>{await a();for await(const c of b);};export{b as run};',
    ),
  );
  assert.ok(isScript("const a=1;export{a as default};"));
});

forms("is none where packages are imported at its start", () => {
  assert.not(isScript('import{a}from"sharp";export{a};'));
  assert.not(isScript('export*from"sharp";'));
});

forms("is none where the top level waits", () => {
  assert.not(isScript("await 1;"));
  assert.not(isScript("export{};for await(const a of[]);"));
  assert.not(isScript("class A{[await 1](){}}"));
});

forms("exports, imports and knows where it is", async () => {
  const file = written(
    'const a=/x*/.test("")?import.meta.filename:"*/";async function b(){return(await import("./beside.mjs")).word}export{a as default,b as run};',
  );
  writeFileSync(join(file, "../beside.mjs"), 'export const word="beside";');
  const module = (await import(pathToFileURL(file).href)) as { default: string; run(): Promise<string> };
  assert.is(module.default, file);
  assert.is(await module.run(), "beside");
  writeFileSync(join(file, "../main.mjs"), 'import{run}from"./flows.mjs";console.log(await run());');
  assert.is(run(join(file, "../main.mjs")), "beside\n");
});

forms("is strict, as modules are", () => {
  const file = written("console.log(this,(function(){return this})());try{undeclared=1}catch(e){console.log(e.name)}");
  assert.is(run(file), "undefined undefined\nReferenceError\n");
});

forms("has positions of the file in stacks", () => {
  const code = 'const a=1;function fail(){throw new Error("here")}\ntry{fail()}catch(e){console.log(e.stack)}';
  const file = written(code);
  const lines = readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes("function fail")) + 1;
  const column = (lines[line - 1] ?? "").indexOf("new Error") + 1;
  assert.ok(run(file).includes(`at fail (${pathToFileURL(file).href}:${line}:${column})`), run(file));
});

forms("takes what V8 made of the same text before", () => {
  const [one, two] = [written(printing("one")), written(printing("two"))];
  assert.is(run(one, "keep"), "one\n");
  assert.is(run(one), "one\n");
  assert.is(run(two, "keep"), "two\n");
  // V8 compares lengths alone, so another code of this length shows that it is taken.
  const length = scriptLength(one);
  const [kept, other] = [readFileSync(`${one}.cache`), readFileSync(`${two}.cache`)];
  writeFileSync(`${one}.cache`, Buffer.concat([other.subarray(0, -length), kept.subarray(-length)]));
  assert.is(run(one), "two\n");
  // The text is compared here.
  writeFileSync(`${one}.cache`, other);
  assert.is(run(one), "one\n");
});

forms("runs where what is kept is of no use", () => {
  const file = written(printing("word"));
  writeFileSync(`${file}.cache`, "not V8's");
  assert.is(run(file), "word\n");
  const length = scriptLength(file);
  writeFileSync(`${file}.cache`, Buffer.concat([Buffer.alloc(4096, 7), readFileSync(file).subarray(-length - 4, -3)]));
  assert.is(run(file), "word\n");
  const blocked = written(printing("word"));
  mkdirSync(`${blocked}.cache`);
  assert.is(run(blocked), "word\n");
});

forms.run();
