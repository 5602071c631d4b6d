import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isIgnored, parseIgnoreFile, standardRules } from "../../src/register/ignore-rules.ts";

const test = suite("register/ignore-rules");

function ignores(text: string, path: string, { name = ".gitignore", folder = "", isFolder = false } = {}): boolean {
  return isIgnored(path, isFolder, [parseIgnoreFile(name, text, folder)]);
}

test("a name holds at every depth, a path where its file stands", () => {
  assert.ok(ignores("data.csv", "data.csv"));
  assert.ok(ignores("data.csv", "a/b/data.csv"));
  assert.not(ignores("data.csv", "a/data.csv.gz"));
  assert.ok(ignores("/data.csv", "data.csv"));
  assert.not(ignores("/data.csv", "a/data.csv"));
  assert.ok(ignores("a/data.csv", "a/data.csv"));
  assert.not(ignores("a/data.csv", "b/a/data.csv"));
});

test("reads wildcards, sets and escapes", () => {
  assert.ok(ignores("*.log", "a/x.log"));
  assert.not(ignores("a/*.log", "a/b/x.log"));
  assert.ok(ignores("a/**/x.log", "a/x.log"));
  assert.ok(ignores("a/**/x.log", "a/b/c/x.log"));
  assert.ok(ignores("**/logs", "a/logs"));
  assert.ok(ignores("logs/**", "logs/a/b"));
  assert.ok(ignores("x?.[jt]s", "xy.ts"));
  assert.not(ignores("x[!a-c].ts", "xb.ts"));
  assert.ok(ignores("\\#file", "#file"));
  assert.ok(ignores("a+(b).js", "a+(b).js"));
  assert.not(ignores("a.b", "axb"));
});

test("a slash at the end is for folders, and the last rule counts", () => {
  assert.not(ignores("build/", "build"));
  assert.ok(ignores("build/", "build", { isFolder: true }));
  assert.not(ignores("*.log\n!keep.log", "keep.log"));
  assert.ok(ignores("!keep.log\n*.log", "keep.log"));
  assert.not(ignores("# x.log\n\n", "x.log"));
  assert.ok(ignores("x.log   \r\ny.log", "x.log"));
});

test("rules of a folder hold below it", () => {
  assert.ok(ignores("x.js", "a/b/x.js", { folder: "a/" }));
  assert.not(ignores("/x.js", "x.js", { folder: "a/" }));
  assert.ok(ignores("/x.js", "a/x.js", { folder: "a/" }));
});

test("Docker's patterns are paths", () => {
  assert.ok(ignores("data", "data", { name: ".dockerignore" }));
  assert.not(ignores("data", "a/data", { name: ".dockerignore" }));
  assert.ok(ignores("**/data", "a/data", { name: ".dockerignore" }));
  assert.not(ignores("*\n!src", "src", { name: ".dockerignore" }));
});

test("nothing that is installed, secret or made by tools travels", () => {
  for (const path of ["a/node_modules", ".git", ".tsflyte"]) assert.ok(isIgnored(path, true, [standardRules]), path);
  for (const path of [".env", "a/.env.local", ".npmrc", "x.tsbuildinfo"]) {
    assert.ok(isIgnored(path, false, [standardRules]), path);
  }
  assert.not(isIgnored("flows/train.js", false, [standardRules]));
});

test.run();
