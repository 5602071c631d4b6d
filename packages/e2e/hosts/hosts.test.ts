/** One project, built by every host in its oldest and its newest version: the same metadata to the byte, the same results, exact stacks. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundlers } from "./bundlers.ts";
import { compilers } from "./compilers.ts";
import { failingPosition } from "./fixture.ts";
import { HostProjects, type Report } from "./host-project.ts";
import { loaders } from "./loaders.ts";

/** How many projects are installed and built at the same time. */
const parallel = 2;

const wanted = process.env["TSFLYTE_HOSTS"]?.split(",");
const hosts = [...compilers, ...bundlers, ...loaders].filter(
  ({ name }) => wanted === undefined || wanted.some((part) => name.includes(part)),
);

const projects = new HostProjects();
const lanes: Promise<unknown>[] = Array.from({ length: parallel }, () => Promise.resolve());
/** What each host has shown, or why it has not. */
const outcomes = hosts.map((host, index): Promise<Report | Error> => {
  const lane = index % parallel;
  const outcome = (lanes[lane] ?? Promise.resolve()).then(() => projects.report(host)).catch((error: Error) => error);
  lanes[lane] = outcome;
  return outcome;
});

const test = suite("hosts");
test.after(() => projects.remove());

let expected: Report | undefined;
const { line, column } = failingPosition();

for (const [index, { name, stack }] of hosts.entries()) {
  test(name, async () => {
    const outcome = await outcomes[index];
    if (outcome === undefined || outcome instanceof Error) throw outcome;
    if (expected === undefined) expected = outcome;
    assert.equal(outcome.metadata, expected.metadata);
    assert.is(outcome.outputs, '[10,[1.5,"kg"]]');
    const place = stack === "built" ? "dist/flow.mjs:" : `src/flow.ts:${line}:${stack === "line" ? "" : column}`;
    assert.ok(outcome.failure.includes(place), `${place} is not in ${outcome.failure}`);
  });
}

test("the metadata says what the types do", () => {
  const [add, weigh] = expected?.metadata ?? [];
  assert.match(add ?? "", "is counted once");
  assert.match(weigh ?? "", '"minimum":0');
});

test.run();
