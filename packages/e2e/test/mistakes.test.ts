/** What somebody who makes a mistake is told, when, and what to do about it. */
import { rmSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mistakes, stages } from "../mistakes/index.ts";
import { compileMistakes, type Said, tryMistake } from "./support/mistake-project.ts";
import { makeFolder } from "./support/tsflyte.ts";

const folder = makeFolder("mistakes");
let compiled: readonly Said[] = [];

const test = suite("mistakes");

test.before(() => {
  compiled = compileMistakes(folder, mistakes);
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

for (const [index, { title, says }] of mistakes.entries()) {
  test(title, async () => {
    const said = { ...compiled[index], ...(await tryMistake(folder, index)) };
    console.log(
      `\n=== ${title}\n` +
        stages
          .filter((s) => said[s] !== undefined || says[s])
          .map((s) => `[${s}${says[s] ? "" : " unexpected"}] ${said[s]}`)
          .join("\n"),
    );
    const first = stages.findIndex((stage) => says[stage] !== undefined);
    for (const [order, stage] of stages.entries()) {
      const expected = says[stage];
      if (expected !== undefined) assert.match(said[stage] ?? "", expected, `${stage}: ${said[stage]}`);
      else if (order < first) assert.is(said[stage], undefined, `${stage}: ${said[stage]}`);
    }
  });
}

test.run();
