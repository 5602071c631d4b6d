import { suite } from "uvu";
import * as assert from "uvu/assert";
import { renderTimeline } from "../../../src/context/decks/render-timeline.ts";
import { measure } from "../../../src/context/decks/timeline.ts";

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 20));

const test = suite("timelines");

async function spanOf(body: () => unknown): Promise<{ readonly millis: number; readonly result: unknown }> {
  let millis = Number.NaN;
  let result: unknown;
  try {
    result = await measure(body, (start, end) => {
      millis = end - start;
    });
  } catch (error) {
    result = error;
  }
  return { millis, result };
}

test("measure what returns and what settles, and give back its result", async () => {
  const sync = await spanOf(() => 1);
  assert.is(sync.result, 1);
  assert.ok(sync.millis < 15);
  const waiting = await spanOf(() => later(2));
  assert.is(waiting.result, 2);
  assert.ok(waiting.millis >= 15);
});

test("measure what is more than a promise, and give that back", async () => {
  const inner = later(3);
  // biome-ignore lint/suspicious/noThenProperty: what a call of a task is
  const call = { extra: 1, then: inner.then.bind(inner) };
  let millis = Number.NaN;
  const result = measure(
    () => call,
    (start, end) => {
      millis = end - start;
    },
  );
  assert.is(result, call);
  assert.is(await (result as unknown as PromiseLike<number>), 3);
  assert.ok(millis >= 15);
});

test("measure what fails, and pass the error on", async () => {
  const error = new Error("no");
  for (const body of [
    () => {
      throw error;
    },
    async () => {
      await later(0);
      throw error;
    },
  ]) {
    const { millis, result } = await spanOf(body);
    assert.is(result, error);
    assert.ok(millis >= 0);
  }
});

test("are drawn in the order in which things begin, from the task's own beginning", () => {
  const { text } = renderTimeline(
    [
      { name: "late", start: 1500, end: 2000 },
      { name: "<early>", start: 1000, end: 2000 },
      { name: "over a minute", start: 1999, end: 2000 },
    ],
    1000,
  );
  assert.equal(
    [...text.matchAll(/<th scope="row">(.*?)<\/th>/g)].map((match) => match[1]),
    ["&lt;early&gt;", "late", "over a minute"],
  );
  assert.match(text, /margin-left:50\.00%;width:max\(2px,50\.00%\)/);
  assert.match(text, /<td class="number">500 ms<\/td><td class="number">500 ms<\/td>/);
  assert.match(text, /<td class="number">1\.00 s<\/td>/);
});

test.run();
