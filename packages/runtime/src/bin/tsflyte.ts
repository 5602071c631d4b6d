#!/usr/bin/env node
// The check comes before the imports that an older Node does not have.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 15)) {
  process.stderr.write(
    `error: tsflyte needs Node 22.15 or later, and this is ${process.versions.node}\n  fix: install a newer Node, or put it on the PATH in front\n`,
  );
  process.exit(2);
}

// What a command loads is parsed and compiled by the first of its kind.
process.getBuiltinModule("node:module").enableCompileCache();

const { projectCopy } = await import("../cli/project-copy.ts");
const copy = projectCopy();
if (copy === undefined) {
  const { runProcess } = await import("../cli/process.ts");
  runProcess(process.argv.slice(2));
} else {
  await import(copy);
}
