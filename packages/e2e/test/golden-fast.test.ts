/** With code that travels, specs are what flytekit writes for its fast registration. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { specsOf } from "../../runtime/src/compile/index.ts";
import { specsToJson } from "../../runtime/src/idl/index.ts";
import { loadModules } from "../../runtime/src/load/index.ts";
import { packagedCode, parseImage, type SerializationSettings } from "../../runtime/src/settings/index.ts";
import { diffSpecs } from "../../runtime/test/golden/compare-specs.ts";

const flows = join(import.meta.dirname, "../golden/flows");
const specs = join(import.meta.dirname, "../../runtime/test/golden/specs");

const settings: SerializationSettings = {
  project: "flytesnacks",
  domain: "development",
  version: "v1",
  imageConfig: { defaultImage: parseImage("ghcr.io/acme/flows:v1"), images: {} },
  env: {},
  codeArchive: { uri: "s3://bucket/fast/script_mode.tar.gz", destination: "/root" },
};

const test = suite("golden specs of code that travels");

for (const name of ["01_hello", "17_dynamic"]) {
  test(name, async () => {
    const ours = specsToJson(await specsOf(await loadModules([join(flows, `c${name}.ts`)]), settings));
    assert.equal(diffSpecs(ours, JSON.parse(readFileSync(join(specs, `${name}.fast.json`), "utf8"))), []);
  });
}

test("maps over tasks fetch the code, too, and containers of the user's own do not", async () => {
  const entities = await loadModules([join(flows, "c16_map.ts"), join(flows, "c22_raw.ts")]);
  const written = JSON.stringify(specsToJson(await specsOf(entities, settings)));
  const travelling = written.match(/"tsflyte-fast-execute",.*?"--dest-dir","\/root","--","tsflyte-[a-z-]+"/g) ?? [];
  assert.ok(travelling.some((command) => command.endsWith('"tsflyte-map-execute"')));
  assert.is(travelling.length, written.match(/"tsflyte-(?:map-)?execute"/g)?.length);
});

test("a package leaves the place of its code to whoever registers it", async () => {
  const entities = await loadModules([join(flows, "c01_hello.ts")]);
  const written = JSON.stringify(specsToJson(await specsOf(entities, { ...settings, codeArchive: packagedCode })));
  assert.match(
    written,
    '"--additional-distribution","{{ .remote_package_path }}","--dest-dir","{{ .dest_dir }}","--","tsflyte-execute"',
  );
});

test.run();
