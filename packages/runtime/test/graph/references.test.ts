import { inspect } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TsflyteError } from "../../src/errors/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import type { BindingData } from "../../src/model/index.ts";
import { compileOne } from "../support/compile-one.ts";
import { addTask, bodyOf, defineTask, defineWorkflow } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

/** What a reference is to JavaScript, for bodies that misuse it. */
// biome-ignore lint/suspicious/noExplicitAny: the tests do what types forbid
type Loose = any;

const row = m.struct("Row", { name: m.text, price: m.float, tags: m.list(m.text) });
const rowWithNote: Schema = {
  ...m.struct("Row", { name: m.text, note: m.text }),
  required: ["name"],
};
const readRow = defineTask("readRow", {}, m.value(row), async () => ({ name: "", price: 0, tags: [] }));
const readCount = defineTask("readCount", {}, m.value(m.int), async () => 1);
const readList = defineTask("readList", {}, m.value(m.list(m.int)), async () => [1]);
const readPair = defineTask("readPair", {}, m.value(m.tuple(m.int, m.text)), async () => [1, ""]);
const readRecord = defineTask("readRecord", {}, m.value(m.record(m.int)), async () => ({}));
const readMaybe = defineTask("readMaybe", {}, m.value(m.nullable(row)), async () => null);
const readEither = defineTask("readEither", {}, m.value(m.union(row, m.list(m.int))), async () => [1]);
const readDate = defineTask("readDate", {}, m.value(m.date), async () => new Date(0));
const readFile = defineTask("readFile", {}, m.value(m.file("csv")), async () => ({}));
const readNote = defineTask("readNote", {}, m.value(rowWithNote), async () => ({ name: "" }));
const log = defineTask("log", { text: m.text }, m.none, async (_text: string) => {});
const takeInt = defineTask("takeInt", { n: m.int }, m.none, async (_n: number) => {});
const takeInts = defineTask("takeInts", { ns: m.list(m.int) }, m.none, async (_ns: number[]) => {});
const takePair = defineTask("takePair", { pair: m.tuple(m.int, m.text) }, m.none, async (_p: unknown) => {});
const takeRecord = defineTask("takeRecord", { by: m.record(m.int) }, m.none, async (_by: unknown) => {});
const takeRow = defineTask("takeRow", { row }, m.none, async (_row: unknown) => {});
const takeMaybeInts = defineTask("takeMaybeInts", { ns: m.nullable(m.list(m.int)) }, m.none, async (_n: unknown) => {});
const split = defineTask("split", {}, m.tupleOf({ mean: m.float, rows: m.int }), async () => [1, 1]);
const parts = defineTask("parts", {}, m.outputsOf({ mean: m.float, rows: m.int }), async () => ({ mean: 1, rows: 1 }));

let counter = 0;
const nextName = (): string => `body${++counter}`;

/** What the last call of a body binds to its only input. */
async function boundIn(body: () => Promise<unknown>): Promise<BindingData | undefined> {
  const { nodes } = await compileOne(bodyOf(nextName(), body));
  return nodes.at(-1)?.inputs[0]?.binding;
}

const promise = (nodeId: string, variable: string, ...attrPath: readonly (string | number)[]): BindingData => ({
  kind: "promise",
  promise: { nodeId, var: variable, attrPath },
});

const passed = suite("references that are passed on");

passed("bind the output that they stand for, awaited or not", async () => {
  assert.equal(await boundIn(async () => takeInt(await readCount())), promise("n0", "o0"));
  assert.equal(await boundIn(async () => takeInt(readCount())), promise("n0", "o0"));
});

passed("await to themselves", async () => {
  await boundIn(async () => {
    const count: Loose = await readCount();
    assert.is(await count, count);
    assert.is(await Promise.resolve(count), count);
  });
});

passed("are read by property, index and both", async () => {
  assert.equal(await boundIn(async () => log((await readRow()).name)), promise("n0", "o0", "name"));
  assert.equal(await boundIn(async () => takeInt((await readList())[3] as number)), promise("n0", "o0", 3));
  const nested = async (): Promise<unknown> => log(((await readRow()) as Loose).tags[1]);
  assert.equal(await boundIn(nested), promise("n0", "o0", "tags", 1));
});

passed("are read by any key where they are records, and by position where they are tuples", async () => {
  const record = async (): Promise<unknown> => takeInt(((await readRecord()) as Loose)["a key"]);
  assert.equal(await boundIn(record), promise("n0", "o0", "a key"));
  assert.equal(await boundIn(async () => log((await readPair())[1] as string)), promise("n0", "o0", 1));
});

passed("are read through null", async () => {
  assert.equal(await boundIn(async () => log(((await readMaybe()) as Loose).name)), promise("n0", "o0", "name"));
  assert.equal(await boundIn(async () => log(((await readMaybe()) as Loose)?.name)), promise("n0", "o0", "name"));
});

passed("are destructured like the value, without its rest", async () => {
  const fields = async (): Promise<unknown> => {
    const { name } = await readRow();
    return log(name);
  };
  assert.equal(await boundIn(fields), promise("n0", "o0", "name"));
});

passed("give the same object for the same property", async () => {
  await boundIn(async () => {
    const read: Loose = await readRow();
    assert.is(read.tags, read.tags);
    assert.is(read.tags[0], read.tags[0]);
  });
});

passed("stand for each of several outputs", async () => {
  const fromTuple = async (): Promise<unknown> => {
    const [, rows] = (await split()) as Loose;
    return takeInt(rows);
  };
  assert.equal(await boundIn(fromTuple), promise("n0", "rows"));
  const fromObject = async (): Promise<unknown> => {
    const { rows } = (await parts()) as Loose;
    return takeInt(rows);
  };
  assert.equal(await boundIn(fromObject), promise("n0", "rows"));
});

passed("stand inside lists, tuples and records beside constants", async () => {
  assert.equal(await boundIn(async () => takeInts([1, await readCount(), readCount()] as Loose)), {
    kind: "collection",
    bindings: [{ kind: "scalar", scalar: { kind: "integer", value: 1 } }, promise("n0", "o0"), promise("n1", "o0")],
  });
  assert.equal(await boundIn(async () => takePair([readCount(), "b"])), {
    kind: "collection",
    bindings: [promise("n0", "o0"), { kind: "scalar", scalar: { kind: "string", value: "b" } }],
  });
  const hostile = JSON.parse('{"__proto__": 1}');
  const binding = await boundIn(async () => takeRecord({ ...hostile, a: readCount(), ["__proto__"]: 1 }));
  assert.is(binding?.kind, "map");
  assert.equal(Object.keys((binding as Loose).bindings).sort(), ["__proto__", "a"]);
});

passed("stand inside what can also be null", async () => {
  assert.equal(await boundIn(async () => takeMaybeInts([readCount()])), {
    kind: "collection",
    bindings: [promise("n0", "o0")],
  });
});

passed("come out of promises of the body's own, at any depth that types allow", async () => {
  const helper = async (): Promise<number> => await readCount();
  assert.equal(await boundIn(async () => takeInts(Promise.all([readCount(), readCount()]))), {
    kind: "collection",
    bindings: [promise("n0", "o0"), promise("n1", "o0")],
  });
  assert.equal(await boundIn(async () => takeInt(helper())), promise("n0", "o0"));
  assert.equal(await boundIn(async () => takeInts([helper(), 2] as Loose)), {
    kind: "collection",
    bindings: [promise("n0", "o0"), { kind: "scalar", scalar: { kind: "integer", value: 2 } }],
  });
  // biome-ignore lint/suspicious/noThenProperty: a promise of another make
  const thenable = { then: (resolve: (value: number) => void) => resolve(7) };
  assert.equal(await boundIn(async () => takeInt(thenable as Loose)), {
    kind: "scalar",
    scalar: { kind: "integer", value: 7 },
  });
});

passed("show what they are when they are printed", async () => {
  await boundIn(async () => {
    const read: Loose = await readRow();
    assert.is(inspect(read), '[reference to the output "o0" of node n0 (flows.readRow)]');
    assert.match(
      inspect({ tag: read.tags[2] }),
      'tag: [reference to the output "o0.tags[2]" of node n0 (flows.readRow)]',
    );
  });
  const input = defineWorkflow("inspected", { n: m.int }, m.none, async (n: number) => {
    assert.is(inspect(n), '[reference to the input "n"]');
    await takeInt(n);
  });
  await input.compile();
});

passed("show the name that their node got", async () => {
  await boundIn(async () => {
    const call = readCount();
    const count = await call;
    call.with({ nodeName: "Counting" });
    assert.match(inspect(count), "node counting (flows.readCount)");
  });
});

passed.run();

const misused = suite("references that are misused");

/** The error of a body that does something with an awaited result. */
async function misuse(read: () => PromiseLike<unknown>, use: (value: Loose) => unknown): Promise<TsflyteError> {
  return refusal(() =>
    bodyOf(nextName(), async () => {
      const value = await read();
      await use(value);
    }).compile(),
  );
}

const compute = "compute it in a task, and pass the reference to that task";
const list =
  "call a task for each element with mapTask(task)(list), or take the whole list in a task, which runs with the real one";
const branch = "compute it in a task; to branch on it, write when(gt(a, b), () => call(…)).otherwise(() => other(…))";
const pass = "a reference can be passed on to a call, returned, indexed and read by property; nothing else";

const uses: readonly (readonly [string, () => PromiseLike<unknown>, (value: Loose) => unknown, string, string])[] = [
  ["+", readCount, (v) => v + 1, "computes with it or turns it into text", branch],
  ["-", readCount, (v) => v - 1, "computes with it or turns it into text", branch],
  ["unary -", readCount, (v) => -v, "computes with it or turns it into text", branch],
  [
    "++",
    readCount,
    (v) => {
      let n = v;
      n++;
      return n;
    },
    "computes with it or turns it into text",
    branch,
  ],
  ["<", readCount, (v) => v < 3, "computes with it or turns it into text", branch],
  [">= of two", readCount, (v) => v >= [v][0], "computes with it or turns it into text", branch],
  // biome-ignore lint/suspicious/noDoubleEquals: it is what is tried
  ["== with a number", readCount, (v) => v == 3, "computes with it or turns it into text", branch],
  ["a template string", readCount, (v) => `n is ${v}`, "computes with it or turns it into text", branch],
  ["String()", readCount, (v) => String(v), "computes with it or turns it into text", branch],
  ["Number()", readCount, (v) => Number(v), "computes with it or turns it into text", branch],
  ["a key", readCount, (v) => ({ a: 1 })[v as "a"], "computes with it or turns it into text", branch],
  ["join", readCount, (v) => [v].join(), "computes with it or turns it into text", branch],
  ["toString()", readCount, (v) => v.toString(), "computes with it or turns it into text", branch],
  ["valueOf()", readRecord, (v) => v.valueOf(), "computes with it or turns it into text", branch],
  ["JSON.stringify", readRow, (v) => JSON.stringify(v), "turns it into JSON", compute],
  ["JSON.stringify around it", readRow, (v) => JSON.stringify({ v }), "turns it into JSON", compute],
  ["Object.keys", readRow, (v) => Object.keys(v), "lists or spreads its properties", pass],
  ["Object.entries of a record", readRecord, (v) => Object.entries(v), "lists or spreads its properties", pass],
  [
    "for-in",
    readRow,
    (v) => {
      for (const key in v) return key;
      return "";
    },
    "lists or spreads its properties",
    pass,
  ],
  ["spread in an object", readRow, (v) => ({ ...v }), "lists or spreads its properties", pass],
  [
    "the rest of a destructuring",
    readRow,
    (v) => {
      const { name: _name, ...rest } = v;
      return rest;
    },
    "lists or spreads its properties",
    pass,
  ],
  ["structuredClone", readRow, (v) => Object.assign({}, v), "lists or spreads its properties", pass],
  ["hasOwn", readRow, (v) => Object.hasOwn(v, "name"), "looks at its properties", pass],
  ["spread in an array", readList, (v) => [...v], "iterates or spreads it", list],
  ["spread in a call", readList, (v) => Math.max(...v), "iterates or spreads it", list],
  [
    "for-of",
    readList,
    (v) => {
      for (const item of v) return item;
      return 0;
    },
    "iterates or spreads it",
    list,
  ],
  [
    "for await",
    readList,
    async (v) => {
      for await (const item of v) return item;
      return 0;
    },
    "iterates or spreads it",
    list,
  ],
  ["Array.from", readList, (v) => Array.from(v), "iterates or spreads it", list],
  ["Promise.all of it", readList, (v) => Promise.all(v), "iterates or spreads it", list],
  [
    "array destructuring of one output",
    readCount,
    (v) => {
      const [a] = v;
      return a;
    },
    "iterates or spreads it",
    list,
  ],
  ["length", readList, (v) => v.length, "asks for its length", list],
  ["map()", readList, (v) => v.map((n: number) => n), "calls its .map()", list],
  ["filter()", readList, (v) => v.filter(Boolean), "calls its .filter()", list],
  ["another method of arrays", readList, (v) => v.slice(1), 'reads its property "slice"', compute],
  ["a negative index", readList, (v) => v[-1], 'reads its property "-1"', compute],
  ["a method of texts", readRow, (v) => v.name.toUpperCase(), 'reads its property "toUpperCase"', compute],
  ["a method of numbers", readCount, (v) => v.toFixed(2), 'reads its property "toFixed"', compute],
  ["a method of dates", readDate, (v) => v.getTime(), 'reads its property "getTime"', compute],
  ["a method of files", readFile, (v) => v.text(), 'reads its property "text"', compute],
  ["an index into a number", readCount, (v) => v[0], 'reads its property "0"', compute],
  ["in", readRow, (v) => "name" in v, "asks whether it has name", compute],
  [
    "assignment",
    readRow,
    (v) => {
      v.name = "x";
    },
    'assigns its property "name"',
    compute,
  ],
  [
    "assignment to an element",
    readList,
    (v) => {
      v[0] = 1;
    },
    'assigns its property "0"',
    compute,
  ],
  [
    "delete",
    readRow,
    (v) => {
      delete v.name;
    },
    'deletes its property "name"',
    compute,
  ],
  ["defineProperty", readRow, (v) => Object.defineProperty(v, "a", { value: 1 }), 'defines its property "a"', compute],
  ["setPrototypeOf", readRow, (v) => Object.setPrototypeOf(v, null), "changes its prototype", pass],
  ["freeze", readRow, (v) => Object.freeze(v), "freezes it", pass],
];

for (const [name, read, use, operation, remedy] of uses) {
  misused(`${name} throws, and says what to do instead`, async () => {
    const error = await misuse(read, use);
    const entity = (read as unknown as { readonly name: string }).name;
    assert.is(error.code, "reference-misuse");
    assert.match(
      error.text,
      new RegExp(`^the output "o0[^"]*" of node n0 \\(${entity}\\) is known only at run time, but `),
    );
    assert.is(error.text.endsWith(`workflow flows.body${counter} ${operation} while it is compiled`), true, error.text);
    assert.is(error.remedy, remedy);
    assert.match(error.where[0] ?? "", /references\.test\.ts:\d+:\d+$/);
  });
}

misused("name the whole path that was read", async () => {
  const error = await misuse(readRow, (value) => `${value.tags[3]}`);
  assert.match(error.text, /^the output "o0\.tags\[3\]" of node n0 \(flows\.readRow\) is known only at run time/);
});

misused("name the workflow's input", async () => {
  const flow = defineWorkflow("doubled", { n: m.int }, m.value(m.int), async (n: number) => n * 2);
  const error = await refusal(() => flow.compile());
  assert.is(
    error.text,
    'the input "n" is known only at run time, but workflow flows.doubled computes with it or turns it into text while it is compiled',
  );
});

misused("list the fields beside one that is not there", async () => {
  const error = await misuse(readRow, (value) => value.prize);
  assert.is(error.code, "bad-reference");
  assert.is(
    error.text,
    'the output "o0" of node n0 (flows.readRow) has no property "prize": expected one of name, price, tags',
  );
  assert.is(error.remedy, "correct the name, or build again if the type has changed");
  assert.match(error.where[0] ?? "", /references\.test\.ts:\d+:\d+$/);
});

misused("do not find what objects inherit", async () => {
  for (const key of ["hasOwnProperty", "__proto__", "toLocaleString", "__defineGetter__"]) {
    const error = await misuse(readRow, (value) => value[key]);
    assert.match(error.text, `has no property "${key}"`);
  }
});

misused("know how long a tuple is", async () => {
  const error = await misuse(readPair, (value) => value[2]);
  assert.is(error.text, 'the output "o0" of node n0 (flows.readPair) has no property "2": expected an index below 2');
});

misused("cannot be read where the type is several", async () => {
  const error = await misuse(readEither, (value) => value.name);
  assert.is(error.code, "bad-reference");
  assert.match(error.text, /^the output "o0" of node n0 \(flows\.readEither\) can be .*Row or an array: expected one/);
  assert.is(error.remedy, "pass it whole to a task that tells the cases apart");
});

misused("inside an object that is no such struct are refused with what it has and what it needs", async () => {
  const error = await misuse(readCount, (value) => takeRow({ name: "a", price: value }));
  assert.is(error.code, "wrong-type");
  assert.match(error.text, /row: expected .*Row \{ name, price, tags \}, got an object \{ name, price \}/);
  assert.match(
    error.where.join("\n"),
    /the call in workflow flows\.body\d+ \(packages\/runtime\/test\/graph\/references\.test\.ts:\d+:\d+\)/,
  );
});

misused("inside a record of anything are refused with the path and the remedy", async () => {
  const anything = m.record({ "x-flyte": { type: "json" } });
  const take = defineTask("takeAnything", { by: anything }, m.none, async (_by: unknown) => {});
  const error = await misuse(readCount, (value) => take({ a: value }));
  assert.is(error.code, "reference-misuse");
  assert.match(error.text, "expected by to be a whole object that is known now or comes from a task");
  assert.is(error.remedy, "make the object in a task that takes the parts and returns it");
});

misused("in a list where none is expected are named by path", async () => {
  const inInt = await misuse(readCount, (value) => takeInt([value] as Loose));
  assert.is(inInt.code, "wrong-type");
  assert.match(inInt.text, "n: expected an integer, got an array with references inside");
  const tooMany = await misuse(readCount, (value) => takePair([value, "a", "b"]));
  assert.match(tooMany.text, "pair: expected an array of 2 elements, got an array of 3");
  const wrongNeighbour = await misuse(readCount, (value) => takeInts([value, "a"] as Loose));
  assert.match(wrongNeighbour.text, /ns\[1\]: expected an integer, got the string "a"/);
});

misused("belong to one workflow", async () => {
  let leaked: Loose;
  const first = bodyOf("leaking", async () => {
    leaked = await readCount();
  });
  await first.compile();
  const error = await refusal(() => bodyOf("taking", async () => takeInt(leaked)).compile());
  assert.is(error.code, "reference-misuse");
  assert.is(
    error.text,
    'the output "o0" of node n0 (flows.readCount) belongs to workflow flows.leaking, but workflow flows.taking uses it',
  );
  assert.is(error.remedy, "pass it to the other workflow as an input");
  const inReturn = defineWorkflow("returning", {}, m.value(m.int), async () => leaked);
  assert.match((await refusal(() => inReturn.compile())).text, "but workflow flows.returning uses it");
});

misused("mean nothing to a call that runs", async () => {
  let leaked: Loose;
  let call: Loose;
  await bodyOf("leakingToo", async () => {
    leaked = await readRow();
    call = readCount();
  }).compile();
  for (const argument of [leaked.price, [leaked.price], call]) {
    const error = await refusal(() => (argument === leaked.price ? takeInt(argument) : takeInts(argument)));
    assert.is(error.code, "reference-misuse");
    assert.match(error.text, /of workflow flows\.leakingToo was given to task flows\.takeInts?, which runs now$/);
    assert.is(error.remedy, "make the call inside the body of the workflow, or call the workflow and use its result");
  }
});

misused("throw after the body has ended just the same", async () => {
  let leaked: Loose;
  await bodyOf("ended", async () => {
    leaked = await readCount();
  }).compile();
  assert.is((await refusal(() => leaked + 1)).code, "reference-misuse");
});

misused("before they are awaited throw as well", async () => {
  const text = await refusal(() => bodyOf("unawaited", async () => log(`${readCount()}`)).compile());
  assert.is(text.code, "reference-misuse");
  assert.is(
    text.text,
    "the body computes with it or turns it into text: the call of task flows.readCount in workflow flows.unawaited, whose result is known only at run time",
  );
  assert.is(text.remedy, compute);
  const json = await refusal(() => bodyOf("stringified", async () => log(JSON.stringify([readCount()]))).compile());
  assert.match(json.text, "the body turns it into JSON: the call of task flows.readCount");
});

misused("need a call with one output", async () => {
  const ofVoid = await refusal(() => bodyOf("passesVoid", async () => takeInt(log("a") as Loose)).compile());
  assert.is(ofVoid.code, "reference-misuse");
  assert.is(
    ofVoid.text,
    "task flows.takeInt, input n: expected a value, got the call of task flows.log, which has no output",
  );
  assert.is(ofVoid.remedy, "to only order the calls, use .after(call)");
  const ofTwo = await refusal(() => bodyOf("passesTwo", async () => takeInts([split()] as Loose)).compile());
  assert.is(
    ofTwo.text,
    "task flows.takeInts, input ns[0]: expected one value, got the 2 outputs (mean, rows) of task flows.split",
  );
  assert.is(ofTwo.remedy, "await the call and pass one of its outputs");
});

misused("leave fields with the names of conversions readable", async () => {
  const odd = m.struct("Odd", { toString: m.text, constructor: m.text, toJSON: m.text, valueOf: m.text });
  const readOdd = defineTask("readOdd", {}, m.value(odd), async () => ({}));
  for (const key of ["toString", "constructor", "toJSON", "valueOf"]) {
    const binding = await boundIn(async () => log(((await readOdd()) as Loose)[key]));
    assert.equal(binding, promise("n0", "o0", key));
  }
  const error = await misuse(readOdd, (value) => `${value}`);
  assert.is(error.code, "reference-misuse");
});

misused("to fields that may be missing are typed so", async () => {
  const flow = bodyOf("maybeMissing", async () => log(((await readNote()) as Loose).note));
  assert.equal(await boundIn(async () => log(((await readNote()) as Loose).note)), promise("n0", "o0", "note"));
  await flow.compile();
});

misused("end in an error even when a value holds itself", async () => {
  const knot: { [key: string]: unknown } = {};
  for (const key of ["a", "b", "c"]) knot[key] = knot;
  const error = await refusal(() => bodyOf("knotted", async () => takeRecord(knot)).compile());
  assert.is(error.code, "wrong-type");
});

misused.run();

const addition = suite("two references");
addition("of one node and of an input meet in one call", async () => {
  const add = addTask("addTwo");
  const flow = defineWorkflow("meeting", { n: m.int }, m.value(m.int), async (n: number) => add(add(n, 1), n));
  const { nodes, outputs } = await compileOne(flow);
  assert.equal(nodes[1]?.inputs, [
    { var: "a", binding: promise("n0", "o0") },
    { var: "b", binding: promise("", "n") },
  ]);
  assert.equal(outputs, [{ var: "o0", binding: promise("n1", "o0") }]);
});
addition.run();
