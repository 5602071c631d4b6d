/** Values where the two sides' types are not the same, and the server lets them through all the same. */
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FlytekitPeer } from "./flytekit-peer.ts";
import { built, failureOf, literal, newFolder, runTask, type TaskRun, writeLiterals } from "./run-task.ts";
import { serialize } from "./serialize.ts";

const peer = new FlytekitPeer();

/** Runs one of our tasks on a value that flytekit writes as the given type. */
async function given(type: string, value: string, module: string, task: string): Promise<TaskRun> {
  const path = join(newFolder("uneven"), "inputs.pb");
  await peer.ask("write_as", { type, value, path });
  return runTask(module, task, path);
}

interface Row {
  readonly says: string;
  readonly written: string;
  readonly value: string;
  readonly module?: string;
  readonly task: string;
  readonly read: string;
  readonly as: string;
}

const rows: readonly Row[] = [
  { says: "an int for a number", written: "int", value: "3", task: "float", read: "float", as: "3.0" },
  {
    says: "a date for a Date",
    written: "date",
    value: "date(2024, 2, 29)",
    task: "datetime",
    read: "date",
    as: "datetime.date(2024, 2, 29)",
  },
  { says: "a string for an enum", written: "str", value: "'green'", task: "enum", read: "str", as: "'green'" },
  {
    says: "a literal for an enum",
    written: "Literal['red', 'x']",
    value: "'red'",
    task: "enum",
    read: "str",
    as: "'red'",
  },
  {
    says: "a plain int for an optional one",
    written: "int",
    value: "5",
    task: "opt_int",
    read: "Optional[int]",
    as: "5",
  },
  {
    says: "a wider union's value",
    written: "Union[int, str, bool]",
    value: "'x'",
    task: "union",
    read: "Union[int, str]",
    as: "'x'",
  },
  {
    says: "keys that are integers, which become strings",
    written: "Dict[int, str]",
    value: "{1: 'a', -2: 'b'}",
    task: "untyped_dict",
    read: "dict",
    as: "{'1': 'a', '-2': 'b'}",
  },
  {
    says: "an untyped dict for a struct, whose further keys go",
    written: "dict",
    value: "{'street': 's', 'zip': 1, 'tags': [], 'more': 2}",
    task: "address",
    read: "dict",
    as: "{'street': 's', 'zip': 1, 'tags': []}",
  },
  {
    says: "a struct for an untyped dict",
    written: "dict",
    value: "{'tags': [], 'deep': {'x': None}}",
    task: "untyped_dict",
    read: "dict",
    as: "{'tags': [], 'deep': {'x': None}}",
  },
  {
    says: "an untyped dict for a type that contains itself",
    written: "dict",
    value: "{'name': 'a', 'children': [{'name': 'b', 'children': []}]}",
    module: "uneven",
    task: "tree",
    read: "dict",
    as: "{'name': 'a', 'children': [{'name': 'b', 'children': []}]}",
  },
];

const accepted = suite("values of another type that fit");

for (const { says, written, value, module = "echo", task, read, as } of rows) {
  accepted(says, async () => {
    const run = await given(written, value, module, `echo_${task}`);
    assert.is(failureOf(run), "");
    assert.is(await peer.ask("read_as", { type: read, path: run.outputs }), as);
  });
}

accepted("a type that contains itself is a dict to a client that guesses", async () => {
  const run = runTask("uneven", "grow", writeLiterals({ depth: literal({ scalar: { primitive: { integer: "2" } } }) }));
  assert.is(failureOf(run), "");
  const leaf = "{'name': 'leaf', 'children': []}";
  const one = `{'name': '1', 'children': [${leaf}, ${leaf}]}`;
  assert.is(
    await peer.ask("read_as", { type: "dict", path: run.outputs }),
    `{'name': '2', 'children': [${one}, ${one}]}`,
  );
  const { tasks } = serialize(join(built, "uneven.js"));
  assert.is(JSON.stringify(tasks).includes('"metadata":{"type":"object"'), false);
});

const refused = suite("values of another type that do not fit");

for (const [says, written, value, task, message] of [
  ["a fraction for an Int", "float", "1.5", "int", /expected an integer/],
  ["an int beyond 2^53 for an Int", "int", "2**53 + 1", "int", /9007199254740993/],
  ["a string that is not of the enum", "str", "'pink'", "enum", /"pink"/],
  ["a struct without a field", "dict", "{'street': 's', 'tags': []}", "address", /zip/],
  ["a list for a record", "List[str]", "['a']", "dict_str", /o0/],
  ["a pickle for an Int", "Set[int]", "{1}", "int", /o0/],
] as const) {
  refused(`${says}, with the input's name and what came`, async () => {
    const run = await given(written, value, "echo", `echo_${task}`);
    assert.equal(run.files, ["error.pb"]);
    const { message: text, origin } = await peer.ask("read_error", { path: run.errorDocument });
    assert.match(text, message);
    assert.match(text, "o0");
    assert.ok(origin === "USER" || origin === "SYSTEM");
  });
}

refused.after(() => peer.end());

accepted.run();
refused.run();
