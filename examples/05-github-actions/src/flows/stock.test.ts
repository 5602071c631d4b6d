import assert from "node:assert/strict";
import { test } from "node:test";
import { missing, order } from "./stock.js";

test("nothing is ordered of what there is enough of", async () => {
  assert.equal(await missing({ name: "tea", left: 5, least: 5 }), 0);
  assert.equal(await missing({ name: "tea", left: 1, least: 5 }), 9);
});

test("the order lists what is missing", async () => {
  const articles = [
    { name: "tea", left: 1, least: 5 },
    { name: "cake", left: 9, least: 2 },
    { name: "milk", left: 0, least: 1 },
  ];
  assert.equal(await order(articles), "9 tea\n2 milk");
});
