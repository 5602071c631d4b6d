import { execFileSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const source = new URL("../../src/cli/small-young-generation.ts", import.meta.url).href;

/** The room for new objects, in bytes, of a process that has kept many of them for a while. */
function youngGenerationAfter(first: string): number {
  const script = `${first}
const kept = [];
for (let i = 0; i < 600_000; i++) kept[i % 100_000] = { text: [i, String(i)] };
const { getHeapSpaceStatistics } = await import("node:v8");
console.log(getHeapSpaceStatistics().find((space) => space.space_name === "new_space").space_size);`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" }));
}

const test = suite("the room for new objects");

test("stays smaller than V8 would make it", () => {
  const usual = youngGenerationAfter("");
  const kept = youngGenerationAfter(
    `const { keepYoungGenerationSmall } = await import(${JSON.stringify(source)});\nkeepYoungGenerationSmall();`,
  );
  assert.ok(kept <= usual / 2, `${kept} bytes, and ${usual} usually`);
});

test.run();
