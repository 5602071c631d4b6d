import { execFileSync, spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const print = new URL("../../src/cli/print.ts", import.meta.url).href;
const source = ["--conditions=source", "--no-warnings", "--input-type=module"];

/** What a process prints that runs this code after it has claimed standard output. */
function run(code: string): readonly [output: string, notes: string] {
  const text = `import { claimOutput, flushOutput, printNote, printResult } from ${JSON.stringify(print)};
claimOutput(() => process.exit(7));
${code}
await flushOutput();
`;
  const { stdout, stderr } = spawnSync(process.execPath, [...source, "-e", text], { encoding: "utf8" });
  return [stdout, stderr];
}

const streams = suite("cli/standard-streams");
// A stream to a pipe is a socket.
streams("writes results and notes without opening the streams", () => {
  const code =
    'printResult("größer"); printNote("n"); printNote(String(process.moduleLoadList.includes("NativeModule net")))';
  assert.equal(run(code), ["größer\n", "n\nfalse\n"]);
});
streams("keeps to the order, and to who prints, when others open the streams", () => {
  const code = `printResult("1"); printNote("a"); console.log("b"); printResult("2"); console.error("c"); printNote("d");
process.stdout.write("e\\n"); printResult("3");`;
  assert.equal(run(code), ["1\n2\n3\n", "a\nb\nc\nd\ne\n"]);
});
streams("writes all of a long result to a slow reader", () => {
  const text = `import { claimOutput, flushOutput, printResult } from ${JSON.stringify(print)};
claimOutput(() => process.exit(7));
printResult("x".repeat(1_000_000));
await flushOutput();`;
  const script = '"$0" "$@" | { sleep 0.2; wc -c; }';
  const counted = execFileSync("sh", ["-c", script, process.execPath, ...source, "-e", text], { encoding: "utf8" });
  assert.is(counted.trim(), "1000001");
});
streams("says when nobody reads any more", () => {
  const text = `import { claimOutput, printResult } from ${JSON.stringify(print)};
claimOutput(() => { console.error("closed"); process.exit(0); });
setInterval(() => printResult("line"), 5);`;
  const script = '"$0" "$@" | head -1';
  const { stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, ...source, "-e", text], {
    encoding: "utf8",
    timeout: 20_000,
  });
  assert.equal([stdout, stderr], ["line\n", "closed\n"]);
});
streams.run();
