import { gunzipSync } from "node:zlib";
import { packTar, unpackTar } from "modern-tar";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { specToBinary } from "../../src/idl/index.ts";
import type { RegistrableSpec } from "../../src/model/index.ts";
import { gzip, gzipParts } from "../../src/register/gzip.ts";
import { packageArchive } from "../../src/register/package-archive.ts";

function planSpec(index: number): RegistrableSpec {
  const name = `flows.t${index}`;
  const place = { project: "", domain: "", name, version: "1" };
  return {
    kind: "launch-plan",
    spec: {
      id: { ...place, resourceType: "launch-plan" },
      spec: {
        workflowId: { ...place, resourceType: "workflow" },
        defaultInputs: {},
        fixedInputs: {},
        labels: {},
        annotations: {},
        rawOutputDataPrefix: "x".repeat(index * 7),
        notifications: [],
        maxParallelism: 0,
        overwriteCache: false,
      },
    },
  };
}

const test = suite("archives of packages");

for (const count of [1, 63, 64, 65, 200]) {
  test(`hold ${count} specs in their order, and end as one tar file does`, async () => {
    const specs = Array.from({ length: count }, (_, index) => planSpec(index));
    const tar = gunzipSync(await packageArchive(specs));
    const width = String(count - 1).length;
    const entries = specs.map((spec, index) => {
      const body = specToBinary(spec);
      const name = `${String(index).padStart(width, "0")}_flows.t${index}_3.pb`;
      const header = {
        name,
        size: body.length,
        mode: 0o644,
        mtime: new Date(0),
        uid: 0,
        gid: 0,
        type: "file",
      } as const;
      return { header, body };
    });
    assert.ok(tar.equals(await packTar(entries)));
  });
}

test("hold the code behind all specs", async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const archive = await packageArchive([planSpec(0)], { bytes, digest: "ab", name: "code-ab.tar.gz", files: 1 });
  const entries = await unpackTar(gunzipSync(archive));
  assert.equal(
    entries.map(({ header }) => header.name),
    ["0_flows.t0_3.pb", "fastab.tar.gz"],
  );
  assert.equal([...(entries[1]?.data ?? [])], [...bytes]);
});

test("are the bytes of gzip in one go, however the parts are cut", async () => {
  const bytes = Buffer.from(
    Array.from({ length: 60_000 }, (_, index) => `${index % 977} ${"a".repeat(index % 13)}`).join(),
  );
  for (const length of [1009, 65_536, 200_000]) {
    const parts = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
    };
    assert.ok(Buffer.from(await gzipParts(parts())).equals(gzip(bytes)));
  }
});

test("fail as what is packed does", async () => {
  const parts = async function* (): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(10);
    throw new Error("no more");
  };
  await gzipParts(parts()).then(
    () => assert.unreachable("packed"),
    ({ message }) => assert.is(message, "no more"),
  );
});

test.run();
