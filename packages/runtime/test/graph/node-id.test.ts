import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nodeIdFrom } from "../../src/graph/node-id.ts";

const vectors: { readonly [name: string]: string } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../golden/dnsify.json"), "utf8"),
);

const ids = suite("node ids");

for (const [name, id] of Object.entries(vectors)) {
  ids(`${JSON.stringify(name)} becomes ${JSON.stringify(id)}`, () => assert.is(nodeIdFrom(name), id));
}

ids("a name without letters and digits gives no id", () => {
  for (const name of ["", "---", "!?", "__"]) assert.is(nodeIdFrom(name), "");
});

ids.run();
