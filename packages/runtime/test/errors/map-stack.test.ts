import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mapStack } from "../../src/errors/map-stack.ts";
import { describeThrown } from "../../src/execute/describe-thrown.ts";

const folder = mkdtempSync(join(tmpdir(), "tsflyte-maps-"));
mkdirSync(join(folder, "dist"));
// Line 2 of the built file is line 7, column 3 of the source.
const map = { version: 3, sources: ["../src/flow.ts"], names: [], mappings: ";AAME" };
const built = join(folder, "dist/flow.js");

const stacks = suite("stacks of built JavaScript");

stacks("name the source where a map beside the file tells it", () => {
  writeFileSync(`${built}.map`, JSON.stringify(map));
  writeFileSync(built, "// built\nthrow 1;\n//# sourceMappingURL=flow.js.map\n");
  const source = join(folder, "src/flow.ts");
  assert.is(mapStack(`Error: x\n    at f (${pathToFileURL(built).href}:2:5)`), `Error: x\n    at f (${source}:7:3)`);
  assert.is(mapStack(`Error: x\n    at ${built}:2:5`), `Error: x\n    at ${source}:7:3`);
});

stacks("name the source where the map is inside the file", () => {
  const inline = join(folder, "dist/inline.mjs");
  const data = Buffer.from(JSON.stringify(map)).toString("base64");
  writeFileSync(inline, `// built\nthrow 1;\n//# sourceMappingURL=data:application/json;base64,${data}\n`);
  assert.match(mapStack(`    at ${inline}:2:1`), /src\/flow\.ts:7:3$/);
});

stacks("stay as they are where a map is missing, broken or lies", () => {
  const cases = {
    "none.js": "throw 1;",
    "missing.js": "throw 1;\n//# sourceMappingURL=nowhere.map",
    "broken.js": "throw 1;\n//# sourceMappingURL=broken.map",
    "remote.js": "throw 1;\n//# sourceMappingURL=https://example.org/x.map",
  };
  writeFileSync(join(folder, "dist/broken.map"), "{");
  for (const [name, text] of Object.entries(cases)) {
    const file = join(folder, "dist", name);
    writeFileSync(file, text);
    assert.is(mapStack(`    at ${file}:1:1`), `    at ${file}:1:1`);
  }
  assert.is(
    mapStack("at node:internal/x:1:1 and /no/such/file.js:3:4"),
    "at node:internal/x:1:1 and /no/such/file.js:3:4",
  );
});

stacks("are part of what is said of an error", async () => {
  const file = join(folder, "dist/throws.mjs");
  writeFileSync(`${file}.map`, JSON.stringify(map));
  writeFileSync(file, "// built\nexport default new Error('x');\n//# sourceMappingURL=throws.mjs.map\n");
  const { default: error } = (await import(pathToFileURL(file).href)) as { default: Error };
  assert.match(describeThrown(error).trace, /src\/flow\.ts:7:3/);
});

stacks.run();
