import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FlyteDirectory, StructuredDataset, Temporal } from "../../src/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { defineTask, defineWorkflow } from "../support/define.ts";
import { int, list, struct, text, tupleOf, value } from "../support/metadata.ts";

const instant: Schema = { type: "string", format: "date-time", "x-flyte": { type: "instant" } };
const bytes: Schema = { type: "string", contentEncoding: "base64", "x-flyte": { type: "bytes" } };
const url: Schema = { type: "string", format: "uri", "x-flyte": { type: "url" } };
const directory: Schema = { type: "object", "x-flyte": { type: "directory", format: "" } };
const dataset: Schema = {
  type: "object",
  "x-flyte": { type: "dataset", format: "", columns: struct("Row", { a: int }) },
};

interface Row {
  readonly a: number;
}

const make = defineTask(
  "make",
  { n: int, at: instant, links: list(url), raw: bytes },
  tupleOf({ folder: directory, table: dataset, at: instant, link: url, raw: bytes }),
  async (n: number, at: Temporal.Instant, links: readonly URL[], raw: Uint8Array) => {
    const path = mkdtempSync(join(tmpdir(), "tsflyte-stored-"));
    writeFileSync(join(path, "n.txt"), String(n));
    const later = at.add({ hours: 1 });
    const [link = new URL("https://example.org/")] = links;
    const made: [FlyteDirectory, StructuredDataset<Row>, Temporal.Instant, URL, Uint8Array] = [
      new FlyteDirectory(path),
      StructuredDataset.fromRows([{ a: n }]),
      later,
      link,
      raw,
    ];
    return made;
  },
);

const use = defineTask(
  "use",
  { folder: directory, table: dataset, at: instant, link: url, raw: bytes },
  value(text),
  async (folder: FlyteDirectory, table: StructuredDataset<Row>, at: Temporal.Instant, link: URL, raw: Uint8Array) => {
    const parts = [
      await folder.file("n.txt").text(),
      await folder.list(),
      (await table.rows())[0]?.a,
      at,
      link.host,
      raw.length,
    ];
    return parts.join(" ");
  },
);

const stored = suite("stored data and times in local runs");

stored("cross every edge of a workflow, references and constants alike", async () => {
  const workflow = defineWorkflow("stored", { n: int }, value(text), async (n: number) => {
    const at = Temporal.Instant.from("2024-01-01T00:00:00.000000001Z");
    const [folder, table, later, link, raw] = await make(n, at, [new URL("https://flyte.org/")], Uint8Array.of(1, 2));
    return use(folder, table, later, link, raw);
  });
  assert.is(await workflow(7), "7 n.txt 7 2024-01-01T01:00:00.000000001Z flyte.org 2");
});

stored("a task that is called alone gives data that can be opened", async () => {
  const [folder, table] = await make(3, Temporal.Now.instant(), [], Uint8Array.of());
  assert.equal(await folder.list(), ["n.txt"]);
  assert.equal(await table.rows(), [{ a: 3 }]);
});

stored.run();
