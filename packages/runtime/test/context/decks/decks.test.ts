import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  currentContext,
  type DeckField,
  deckFields,
  html,
  runInContext,
  type TaskRecorder,
} from "../../../src/context/index.ts";
import { IgnoreOutputs } from "../../../src/errors/user-errors.ts";
import type { VariablesSchema } from "../../../src/metadata/index.ts";
import { runFacts } from "../run-facts.ts";

const schema: VariablesSchema = {
  type: "object",
  properties: { a: { type: "integer" } },
  required: ["a"],
  additionalProperties: false,
};

interface Run {
  readonly pages: readonly string[];
  readonly log: string;
  readonly result: unknown;
}

async function run(
  body: (recorder: TaskRecorder) => Promise<unknown>,
  fields: readonly DeckField[] = [],
  write?: (page: string) => Promise<void>,
): Promise<Run> {
  const pages: string[] = [];
  let log = "";
  const standard = process.stderr.write;
  process.stderr.write = (text: string | Uint8Array) => (log += String(text)) !== "";
  const writeDecks = write ?? (async (page: string) => void pages.push(page));
  const decks = { fields, source: () => "(a) => {\n    return a;\n  }" };
  try {
    const result = await runInContext(runFacts({ writeDecks }), { name: "flows.<t>", decks }, body).catch(
      (error) => error,
    );
    return { pages, log, result };
  } finally {
    process.stderr.write = standard;
  }
}

/** The titles and bodies of a page's decks. */
function tabsOf(page: string): readonly (readonly [string, string])[] {
  return [...page.matchAll(/<section aria-label="(.*?)">\n([\s\S]*?)\n<\/section>/g)].map(
    ([, title = "", body = ""]) => [title, body] as const,
  );
}

const titles = (page = ""): readonly string[] => tabsOf(page).map(([title]) => title);

const test = suite("decks");

test("are one page, written when the task has ended", async () => {
  const { pages, result } = await run(async () => {
    const { decks } = currentContext();
    decks.deck("Mine").append("1 < 2", html`<b>${"&"}</b>`);
    decks.deck("Other").append([1]);
    decks.deck("Mine").append("again");
    return 7;
  });
  assert.is(result, 7);
  assert.is(pages.length, 1);
  assert.equal(tabsOf(pages[0] ?? ""), [
    ["Mine", '<p class="text">1 &lt; 2</p>\n<b>&amp;</b>\n<p class="text">again</p>'],
    ["Other", '<ol start="0"><li><span class="value">1</span></li></ol>'],
  ]);
});

test("have this library's own behind the user's, as the task's fields say", async () => {
  const body = async (recorder: TaskRecorder): Promise<void> => {
    recorder.enter("inputs");
    recorder.values("input", schema, { a: 1n });
    recorder.enter("function");
    currentContext().decks.deck("Mine");
    recorder.enter("outputs");
    recorder.values("output", schema, { a: 2n });
  };
  const all = await run(body, deckFields);
  assert.equal(titles(all.pages[0]), ["Mine", "Input", "Output", "Timeline", "Source Code", "Dependencies"]);
  const [, input, , timeline, source, dependencies] = tabsOf(all.pages[0] ?? "").map(([, text]) => text);
  assert.match(input ?? "", /<th scope="row">a<\/th><td class="type">integer<\/td><td><span class="value">1<\/span>/);
  assert.match(timeline ?? "", /Read inputs[\s\S]*Run function[\s\S]*Write outputs/);
  assert.match(source ?? "", "<code>(a) =&gt; {\n  return a;\n}</code>");
  assert.match(dependencies ?? "", process.versions.node);
  assert.equal(titles((await run(body, ["output"])).pages[0]), ["Mine", "Output"]);
});

test("show values as they were when they were appended", async () => {
  const { pages } = await run(
    async (recorder) => {
      const list = [1n];
      recorder.values("input", schema, { a: list });
      currentContext().decks.deck("Mine").append(list);
      list.push(2n);
    },
    ["input"],
  );
  assert.not.match(pages[0] ?? "", '<span class="value">2</span>');
});

test("are written when the task fails, with the error in front", async () => {
  const { pages, result } = await run(async () => {
    currentContext().decks.deck("Mine").append("so far");
    throw new TypeError("<bad>");
  });
  assert.instance(result, TypeError);
  assert.equal(titles(pages[0]), ["Error", "Mine"]);
  assert.match(tabsOf(pages[0] ?? "")[0]?.[1] ?? "", /<pre class="error">TypeError: &lt;bad&gt;\n/);
});

test("of a task whose outputs others write have no error", async () => {
  const { pages } = await run(async () => {
    throw new IgnoreOutputs("skip");
  });
  assert.equal(titles(pages[0]), []);
  assert.match(pages[0] ?? "", "This task has no decks yet.");
});

test("are written while the task runs when it publishes them", async () => {
  const { pages } = await run(
    async (recorder) => {
      recorder.enter("function");
      const { decks } = currentContext();
      decks.deck("Mine").append("one");
      await decks.publish();
      await decks.timeline.measure("load <x>", async () => decks.deck("Mine").append("two"));
    },
    ["timeline"],
  );
  assert.is(pages.length, 2);
  assert.not.match(pages[0] ?? "", "two");
  assert.match(pages[0] ?? "", "Run function");
  assert.match(pages[1] ?? "", /two[\s\S]*load &lt;x&gt;/);
});

test("that cannot be written are a warning and no failure", async () => {
  const { result, log } = await run(
    async () => 7,
    [],
    async () => {
      throw new Error("disk full");
    },
  );
  assert.is(result, 7);
  assert.match(log, /"levelname": "WARNING", "message": "the decks cannot be written".*disk full/);
});

test("that nobody asked for keep nothing, and say so when they are published", async () => {
  let log = "";
  const standard = process.stderr.write;
  process.stderr.write = (text: string | Uint8Array) => (log += String(text)) !== "";
  try {
    const facts = runFacts({ writeDecks: async () => assert.unreachable() });
    const body = async (recorder: TaskRecorder): Promise<number> => {
      recorder.enter("function");
      const { decks } = currentContext();
      decks.deck("Mine").append("x");
      await decks.publish();
      return decks.timeline.measure("m", () => 3);
    };
    assert.is(await runInContext(facts, { name: "t" }, body), 3);
  } finally {
    process.stderr.write = standard;
  }
  assert.match(log, /decks are not published: the task's option enableDeck does not ask for them/);
});

test("need nothing from anywhere else: no script, no address", async () => {
  const { pages } = await run(async (recorder) => recorder.values("input", schema, { a: 1n }), deckFields);
  const page = pages[0] ?? "";
  assert.match(page, /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">/);
  assert.match(page, "<title>flows.&lt;t&gt;</title>");
  assert.not.match(page, /<script|<link|<img|<iframe|src=|href=|url\(|@import|https?:/i);
  assert.match(page, "prefers-color-scheme:dark");
});

test("have one radio button, one label and one section a tab, the first one chosen", async () => {
  const { pages } = await run(async () => {
    for (const name of ["a", "b", "</label>"]) currentContext().decks.deck(name).append("x");
  });
  const page = pages[0] ?? "";
  assert.equal(
    [...page.matchAll(/<input type="radio" name="deck" id="(.*?)"( checked)?>/g)].map((match) => match.slice(1)),
    [
      ["deck-0", " checked"],
      ["deck-1", undefined],
      ["deck-2", undefined],
    ],
  );
  assert.equal(
    [...page.matchAll(/<label for="(.*?)">(.*?)<\/label>/g)].map((match) => match.slice(1)),
    [
      ["deck-0", "a"],
      ["deck-1", "b"],
      ["deck-2", "&lt;/label&gt;"],
    ],
  );
  for (const index of [0, 1, 2]) {
    assert.match(page, `#deck-${index}:checked~main>section:nth-child(${index + 1}){display:block}`);
  }
});

test.run();
