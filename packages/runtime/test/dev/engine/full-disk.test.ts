/** A disk without room for what has happened. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { closureOf, makeBench } from "./engine-bench.ts";
import { scriptTask, taskNode, workflowOf } from "./templates.ts";

const test = suite("dev/engine/full-disk");

/** How many pages the database may have; 0 asks how many there are. */
function pages(bench: ReturnType<typeof makeBench>, most: number): number {
  const pragma = most === 0 ? "PRAGMA page_count" : `PRAGMA max_page_count = ${most}`;
  return Object.values(bench.database.get<Record<string, number>>(pragma) ?? {})[0] ?? 0;
}

for (const room of [0, 1, 2, 4, 6]) {
  test(`an execution that ${room} pages are too few for ends in a state that is true`, async () => {
    const lines: string[] = [];
    const bench = makeBench({ options: { onLog: (line) => lines.push(line) } });
    try {
      const task = scriptTask("t", "true");
      const nodes = Array.from({ length: 60 }, (_, index) =>
        taskNode(`n${index}`, task, { after: index < 10 ? [] : [`n${index - 10}`] }),
      );
      const closure = closureOf(workflowOf("w", nodes), [task]);
      const key = bench.start(closure);
      pages(bench, pages(bench, 0) + room);
      await bench.engine.ended(key);
      const stopped = bench.look(key).phase;
      if (stopped === "RUNNING") assert.match(lines.join("\n"), /e0: database or disk is full/);
      else assert.is(stopped, "FAILED");

      pages(bench, 1_000_000);
      bench.engine.resume();
      await bench.engine.ended(key);
      const { phase, error, nodes: ended } = bench.look(key);
      const phases = Object.values(ended);
      assert.equal(
        phases.filter((each) => each === "QUEUED" || each === "RUNNING"),
        [],
      );
      if (phase === "SUCCEEDED") assert.is(phases.filter((each) => each === "SUCCEEDED").length, 60);
      else
        assert.match(
          `${phase} ${error?.message}`,
          /^FAILED (database or disk is full|node n\d+ was aborted, and it is)/,
        );
      assert.is((await bench.run(closure)).phase, "SUCCEEDED");
    } finally {
      await bench.close();
    }
  });
}

test.run();
