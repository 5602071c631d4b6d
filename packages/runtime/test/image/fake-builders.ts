/** Programs in the place of builders: they write down what they are asked, and answer as they are told. */
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Builders in a folder of their own, which is all that there is on the search path. */
export interface FakeBuilders {
  readonly folder: string;
  /** The calls since the last time, each with its program. */
  calls(): readonly string[];
}

/** @param builders what each runs: lines of the shell */
export function fakeBuilders(builders: { readonly [name: string]: string }): FakeBuilders {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-builders-"));
  const log = join(folder, "calls");
  writeFileSync(log, "");
  for (const [name, script] of Object.entries(builders)) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> ${log}\n${script}\n`);
    chmodSync(file, 0o755);
  }
  return {
    folder,
    calls() {
      const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
      writeFileSync(log, "");
      return lines;
    },
  };
}
