/** Results that are kept: misses, hits, and what they depend on. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { client, ended, launch, nodesOf, version } from "./platform.ts";

const test = suite("cache");
test.after(() => client.close());

async function draw(
  key: string,
  label: string,
  overwriteCache = false,
): Promise<{ text: unknown; status: string | undefined }> {
  const run = await launch("cached.drawn", { key, label }, { overwriteCache });
  await ended(run);
  const node = (await nodesOf(run)).get("n0");
  return { text: (await run.outputs())["o0"], status: node?.closure.cacheStatus };
}

test("a result is computed once, whatever the ignored inputs are", async () => {
  const first = await draw(version, "first");
  assert.is(first.status, "populated");
  const again = await draw(version, "again");
  assert.equal(again, { text: first.text, status: "hit" });
  assert.match(first.text as string, / first /);
});

test("other inputs are computed anew", async () => {
  const other = await draw(`${version}-other`, "first");
  assert.is(other.status, "populated");
});

test("is computed anew where that is asked for, and kept", async () => {
  const before = await draw(`${version}-fresh`, "a");
  const fresh = await draw(`${version}-fresh`, "b", true);
  assert.is.not(fresh.text, before.text);
  assert.equal(await draw(`${version}-fresh`, "c"), { text: fresh.text, status: "hit" });
});

test.run();
