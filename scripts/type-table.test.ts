import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { typeTable, typeTableFile } from "./type-table.ts";

const table = suite("scripts/type-table");
table(
  "docs/types.md holds what the transformer's fixtures give: run node scripts/type-table.ts when they have changed",
  () => {
    assert.fixture(readFileSync(typeTableFile, "utf8"), typeTable());
  },
);
table("a row shows the type, its schema, Flyte's type, a sample and its literal", () => {
  assert.match(
    typeTable(),
    '| `Int` | `{"type":"integer"}` | `integer` | `2` | `{"scalar":{"primitive":{"integer":"2"}}}` |',
  );
});
table.run();
