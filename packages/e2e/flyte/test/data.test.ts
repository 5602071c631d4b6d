/** Values that cross between containers: files, folders, tables, and everything that literals hold. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Temporal } from "../../../runtime/src/index.ts";
import { FlyteFile } from "../../../runtime/src/types/index.ts";
import type { Order } from "../src/data.ts";
import { client, ended, flows, launch, outputsOf, type Run, version } from "./platform.ts";

const folder = mkdtempSync(join(tmpdir(), "tsflyte-suite-"));
const test = suite("data");
test.after(() => {
  client.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a local file is sent, and files and folders go from task to task", async () => {
  const path = join(folder, "text.txt");
  writeFileSync(path, "héllo");
  assert.equal(await outputsOf("data.files", { file: new FlyteFile(path) }), { o0: "HÉLLO; page 0; page 1" });
});

test("a file of an execution is read where it is", async () => {
  const path = join(folder, "other.txt");
  writeFileSync(path, "there and back");
  const { o0 } = await outputsOf("data.upper", { file: new FlyteFile(path) }, { kind: "task" });
  assert.is(await (o0 as FlyteFile).text(), "THERE AND BACK");
});

test("a file of many megabytes arrives whole", async () => {
  const megabytes = 24;
  const expected = createHash("sha256")
    .update(Buffer.alloc(megabytes << 20, "tsflyte"))
    .digest("hex");
  assert.equal(await outputsOf("data.digested", { megabytes }), { o0: expected });
});

test("a table goes from task to task", async () => {
  const sales = [
    { item: "a", count: 2, price: 1.5 },
    { item: "b", count: 1, price: 4 },
  ];
  assert.equal(await outputsOf("data.sold", { sales }), { o0: 7 });
});

const order: Order = {
  id: "o-1",
  sales: [{ item: "a", count: 2, price: 1.5 }],
  note: null,
  color: "red",
  byItem: { a: { item: "a", count: 2, price: 1.5 } },
};

test("values of every kind come back as they were", async () => {
  const { echo } = await flows<typeof import("../src/data.ts")>("data");
  const at = Temporal.Instant.from("2026-03-01T12:00:00.123456789Z");
  const wait = Temporal.Duration.from({ seconds: 90 });
  const flags = { yes: true, no: false };
  const bytes = new Uint8Array([0, 1, 255]);
  const run = await client.execute(echo, [order, at, wait, bytes, "text", 9_007_199_254_740_993n, flags], { version });
  await ended(run as unknown as Run);
  const out = await run.outputs();
  assert.equal([out.order, out.key, out.big, out.flags], [order, "text", 9_007_199_254_740_993n, flags]);
  assert.equal([String(out.at), String(out.wait), [...out.bytes]], [String(at), "PT1M30S", [0, 1, 255]]);
});

test("constants, and properties of structs, go along the edges", async () => {
  const out = await outputsOf("data.echoed", { order, key: 5 });
  assert.equal(out, { first: order.sales[0], key: 5 });
});

test("a task's deck is there", async () => {
  const run = await launch("data.decked", { title: "Suite" }, { kind: "task" });
  await ended(run);
  const links = [...(await run.decks()).values()].flat();
  assert.is(links.length, 1);
  const page = await (await fetch(links[0] as string)).text();
  assert.match(page, "<h1>Suite</h1>");
});

test.run();
