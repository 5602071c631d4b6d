import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Checkpoint } from "../../src/context/checkpoint.ts";
import type { TsflyteError } from "../../src/errors/index.ts";
import { createFileAccess } from "../../src/storage/index.ts";

const folder = mkdtempSync(join(tmpdir(), "tsflyte-checkpoint-"));
const access = createFileAccess({ rawOutputPrefix: join(folder, "raw") });
let runs = 0;

/** An attempt that writes to the checkpoint of one name, after one that wrote to that of another. */
function attempt(current: string | undefined, previous?: string): Checkpoint {
  const place = (name: string | undefined): string | undefined => (name === undefined ? name : join(folder, name));
  const directory = join(folder, `work${runs++}`);
  return new Checkpoint({ access, current: place(current), previous: place(previous), directory: () => directory });
}

async function failureOf(work: Promise<unknown>): Promise<TsflyteError> {
  return work.then(
    () => assert.unreachable() as never,
    (error: TsflyteError) => error,
  );
}

const test = suite("checkpoints");

test.after(() => rmSync(folder, { recursive: true }));

test("hand bytes to the next attempt, in the file that flytekit writes", async () => {
  const first = attempt("a0");
  assert.is(await first.previousExists(), false);
  assert.is(await first.read(), undefined);
  await first.write(Buffer.from("step 1"));
  await first.write(Buffer.from("step 2"));
  assert.is(readFileSync(join(folder, "a0/_dst_cp"), "utf8"), "step 2");
  const second = attempt("a1", "a0");
  assert.is(await second.previousExists(), true);
  assert.is(Buffer.from((await second.read()) ?? []).toString(), "step 2");
});

test("know an attempt that left nothing, though the platform names its place", async () => {
  const next = attempt("b1", "b0");
  assert.is(await next.previousExists(), false);
  assert.is(await next.read(), undefined);
  assert.is(await next.restore(), undefined);
});

test("hand files and folders to the next attempt", async () => {
  const model = join(folder, "model");
  mkdirSync(join(model, "layers"), { recursive: true });
  writeFileSync(join(model, "weights.bin"), "w");
  writeFileSync(join(model, "layers/0.bin"), "0");
  writeFileSync(join(folder, "state.json"), "{}");
  const first = attempt("c0");
  await first.save(model);
  await first.save(join(folder, "state.json"));
  const second = attempt("c1", "c0");
  const restored = (await second.restore()) ?? "";
  assert.is(readFileSync(join(restored, "layers/0.bin"), "utf8"), "0");
  assert.is(readFileSync(join(restored, "state.json"), "utf8"), "{}");
  writeFileSync(join(restored, "weights.bin"), "changed");
  assert.is(readFileSync(join(folder, "c0/weights.bin"), "utf8"), "w", "what was saved stays as it was");
  const named = join(folder, "named/deep");
  assert.is(await second.restore(named), named);
  assert.ok(existsSync(join(named, "layers/0.bin")));
});

test("read what one saved file holds, and refuse to choose among several", async () => {
  writeFileSync(join(folder, "one.txt"), "one");
  const first = attempt("d0");
  await first.save(join(folder, "one.txt"));
  assert.is(Buffer.from((await attempt("d1", "d0").read()) ?? []).toString(), "one");
  writeFileSync(join(folder, "two.txt"), "two");
  await first.save(join(folder, "two.txt"));
  const error = await failureOf(attempt("d1", "d0").read());
  assert.is(error.code, "no-checkpoint");
  assert.match(
    error.message,
    /expects one file, and .*d0 holds 2: one\.txt, two\.txt\n {2}fix: use checkpoint\.restore\(\)/,
  );
});

test("that have no place are an error when they are written", async () => {
  const nowhere = attempt(undefined);
  for (const work of [nowhere.write(new Uint8Array()), nowhere.save("x")]) {
    const error = await failureOf(work);
    assert.is(error.code, "no-checkpoint");
    assert.match(error.message, /gave this task no place for a checkpoint\n {2}fix: .*--checkpoint-path/);
  }
  assert.is(await nowhere.read(), undefined);
  assert.is(await nowhere.previousExists(), false);
});

test("that are saved from nowhere name the path", async () => {
  const error = await failureOf(attempt("e0").save(join(folder, "never.bin")));
  assert.is(error.code, "file-not-found");
  assert.match(error.message, /never\.bin/);
});

test.run();
