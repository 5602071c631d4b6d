/** What follows from what a task's container does. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ExecutionError_ErrorKind } from "../../../src/idl/gen/flyteidl/core/execution_pb.ts";
import { type Bench, closureOf, withBench } from "./engine-bench.ts";
import { constant, promise, scriptTask, type TaskFacts, taskNode, workflowOf } from "./templates.ts";

const containers = suite("containers");

/** Runs one script as a workflow of one task. */
function runScript(bench: Bench, script: string, facts: TaskFacts = {}) {
  const task = scriptTask("one", script, facts);
  const bindings = Object.keys(facts.outputs ?? {}).map((name) => promise(name, "n0", name));
  const workflow = workflowOf("wf", [taskNode("n0", task)], {
    ...(facts.outputs === undefined ? {} : { outputs: facts.outputs }),
    bindings,
  });
  return bench.run(closureOf(workflow, [task]));
}

const int = { outputs: { o0: "integer" } } as const;

containers(
  "outputs.pb and exit 0 is a success",
  withBench(async (bench) => {
    bench.outputs("o.pb", { o0: 7 });
    const { phase, outputs, nodes, key } = await runScript(bench, 'echo hello; cp o.pb "$2/outputs.pb"', int);
    assert.is(phase, "SUCCEEDED");
    assert.equal(outputs, { o0: 7 });
    assert.equal(nodes, { n0: "SUCCEEDED" });
    assert.equal(bench.attemptPhases(key, "n0"), ["SUCCEEDED"]);
    assert.is(bench.log(key, "n0"), "hello\n");
  }),
);

containers(
  "a task without outputs that writes nothing succeeds",
  withBench(async (bench) => {
    assert.is((await runScript(bench, "true")).phase, "SUCCEEDED");
  }),
);

containers(
  "declared outputs that are not written are OutputsNotFound, and use up the task's retries",
  withBench(async (bench) => {
    const { phase, error, key } = await runScript(bench, "true", { ...int, retries: 1 });
    assert.is(phase, "FAILED");
    assert.is(error?.code, "RetriesExhausted|OutputsNotFound");
    assert.match(error?.message ?? "", /^\[2\/2\] currentAttempt done\. Last Error: USER::Outputs not found/);
    assert.is(bench.attempts(key, "n0").length, 2);
  }),
);

containers(
  "an error that is not recoverable fails the node at once, whatever retries it has",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:ValueError", "no such column", false);
    const { phase, error, key } = await runScript(bench, 'cp e.pb "$2/error.pb"', { ...int, retries: 3 });
    assert.is(phase, "FAILED");
    assert.is(error?.code, "USER:ValueError");
    assert.is(error?.message, "no such column");
    assert.is(error?.kind, ExecutionError_ErrorKind.USER);
    assert.is(bench.attempts(key, "n0").length, 1);
  }),
);

containers(
  "a recoverable error is tried again until the retries are used up",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:Recoverable", "try again", true);
    const { error, key } = await runScript(bench, 'cp e.pb "$2/error.pb"', { ...int, retries: 2 });
    assert.is(error?.code, "RetriesExhausted|USER:Recoverable");
    assert.is(error?.message, "[3/3] currentAttempt done. Last Error: USER::try again");
    assert.equal(bench.attemptPhases(key, "n0"), ["FAILED", "FAILED", "FAILED"]);
  }),
);

containers(
  "an attempt after a failed one succeeds, with a number and a folder of its own",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:Recoverable", "try again", true);
    bench.outputs("o.pb", { o0: 7 });
    const script =
      'if [ $FLYTE_ATTEMPT_NUMBER = 2 ]; then cp o.pb "$2/outputs.pb"; else cp e.pb "$2/error.pb"; fi; echo $2';
    const { phase, outputs, key } = await runScript(bench, script, { ...int, retries: 2 });
    assert.is(phase, "SUCCEEDED");
    assert.equal(outputs, { o0: 7 });
    assert.match(bench.log(key, "n0", 2), /p-development-e0\/n0\/data\/2\n$/);
  }),
);

containers(
  "an error document of a container that ends with another code than 0 is ignored: four tries, Interrupted",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:ValueError", "no such column", false);
    const { error, key } = await runScript(bench, 'cp e.pb "$2/error.pb"; echo last words; exit 3', int);
    assert.is(error?.code, "RetriesExhausted|Interrupted");
    assert.is(error?.kind, ExecutionError_ErrorKind.SYSTEM);
    assert.match(error?.message ?? "", /^\[4\/4\] currentAttempt done\. Last Error: SYSTEM::/);
    assert.match(error?.message ?? "", /terminated with exit code \(3\).*\nlast words/);
    assert.is(bench.attempts(key, "n0").length, 4);
  }),
);

containers(
  "so it is with one that writes nothing, one that is killed, and one that wrote outputs, whatever its retries",
  withBench(async (bench) => {
    bench.outputs("o.pb", { o0: 7 });
    for (const script of ["exit 1", "kill -9 $$", 'cp o.pb "$2/outputs.pb"; exit 1', "exec no-such-program"]) {
      const { error, key } = await runScript(bench, script, { ...int, retries: 9 });
      assert.is(error?.code, "RetriesExhausted|Interrupted", script);
      assert.is(bench.attempts(key, "n0").length, 4, script);
    }
  }),
);

containers(
  "an error wins over outputs",
  withBench(async (bench) => {
    bench.outputs("o.pb", { o0: 7 });
    bench.error("e.pb", "USER:ValueError", "no such column", false);
    const { error } = await runScript(bench, 'cp e.pb "$2/error.pb"; cp o.pb "$2/outputs.pb"', int);
    assert.is(error?.code, "USER:ValueError");
  }),
);

containers(
  "an empty error document is ErrorFileBadFormat, four times",
  withBench(async (bench) => {
    const { error, key } = await runScript(bench, 'touch "$2/error.pb"', int);
    assert.is(error?.code, "RetriesExhausted|ErrorFileBadFormat");
    assert.is(bench.attempts(key, "n0").length, 4);
  }),
);

containers(
  "an error document or a job that is no protobuf fails the whole execution",
  withBench(async (bench) => {
    for (const file of ["error.pb", "futures.pb"]) {
      const { phase, error, key } = await runScript(bench, `echo nonsense > "$2/${file}"`, { ...int, retries: 3 });
      assert.is(phase, "FAILED");
      assert.match(error?.message ?? "", /abort failed/);
      assert.equal(bench.attemptPhases(key, "n0"), ["FAILED"]);
    }
  }),
);

containers(
  "an error of the platform counts against the platform's retries",
  withBench(async (bench) => {
    bench.error("e.pb", "SYSTEM", "no storage", true, ExecutionError_ErrorKind.SYSTEM);
    const { error, key } = await runScript(bench, 'cp e.pb "$2/error.pb"', int);
    assert.is(error?.code, "RetriesExhausted|SYSTEM");
    assert.is(bench.attempts(key, "n0").length, 4);
  }),
);

containers(
  "outputs of another type than declared, and outputs too many, are taken as they are",
  withBench(async (bench) => {
    bench.outputs("o.pb", { o0: "text", o1: 1 });
    const { phase, outputs } = await runScript(bench, 'cp o.pb "$2/outputs.pb"', int);
    assert.is(phase, "SUCCEEDED");
    assert.equal(outputs, { o0: "text" });
  }),
);

containers(
  "outputs that lack a variable, or are no protobuf, fail whoever reads them",
  withBench(async (bench) => {
    bench.outputs("o.pb", { other: 1 });
    for (const script of ['cp o.pb "$2/outputs.pb"', 'echo nonsense > "$2/outputs.pb"']) {
      const one = scriptTask("one", script, int);
      const two = scriptTask("two", "true", { inputs: { a: "integer" } });
      const workflow = workflowOf("wf", [
        taskNode("n0", one),
        taskNode("n1", two, { inputs: [promise("a", "n0", "o0")] }),
      ]);
      const { phase, error, nodes } = await bench.run(closureOf(workflow, [one, two]));
      assert.is(phase, "FAILED");
      assert.equal(nodes, { n0: "SUCCEEDED", n1: "FAILED" });
      assert.is(error?.code, "BindingResolutionFailure");
    }
  }),
);

containers(
  "a long error message is kept whole",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:Long", "x".repeat(300_000), false);
    const { error } = await runScript(bench, 'cp e.pb "$2/error.pb"', int);
    assert.is(error?.message.length, 300_000);
  }),
);

containers(
  "outputs over the limit are OutputSizeExceeded, without another try",
  withBench(
    async (bench) => {
      bench.outputs("o.pb", { o0: "x".repeat(2000) });
      const { error, key } = await runScript(bench, 'cp o.pb "$2/outputs.pb"', { ...int, retries: 2 });
      assert.is(error?.code, "OutputSizeExceeded");
      assert.is(bench.attempts(key, "n0").length, 1);
    },
    { settings: { outputBytes: 1000 } },
  ),
);

containers(
  "containers get their identity, their own variables and those of the execution, and nothing of the server's",
  withBench(async (bench) => {
    process.env["TSFLYTE_TEST_SECRET"] = "1";
    const task = scriptTask("flows.one", "env", { env: [{ key: "OWN", value: "yes" }], version: "v7" });
    const workflow = workflowOf("flows.wf", [taskNode("n0", task)]);
    const { key } = await bench.run(
      closureOf(workflow, [task]),
      {},
      { envs: { values: [{ key: "GIVEN", value: "too" }] } },
    );
    const lines = bench.log(key, "n0").split("\n");
    for (const line of [
      "FLYTE_INTERNAL_EXECUTION_ID=e0",
      "FLYTE_INTERNAL_EXECUTION_PROJECT=p",
      "FLYTE_INTERNAL_EXECUTION_DOMAIN=development",
      "FLYTE_INTERNAL_EXECUTION_WORKFLOW=flows.wf",
      "FLYTE_INTERNAL_TASK_NAME=flows.one",
      "FLYTE_INTERNAL_TASK_VERSION=v7",
      "FLYTE_INTERNAL_TASK_PROJECT=p",
      "FLYTE_INTERNAL_TASK_DOMAIN=development",
      "FLYTE_ATTEMPT_NUMBER=0",
      "OWN=yes",
      "GIVEN=too",
    ]) {
      assert.ok(lines.includes(line), line);
    }
    assert.not(lines.some((line) => line.startsWith("TSFLYTE_TEST_SECRET")));
  }),
);

containers(
  "a task gets the secrets that it asks for, and no others",
  withBench(
    async (bench) => {
      const secrets = [
        { group: "crm", key: "token", envVar: "CRM_TOKEN" },
        { group: "crm", key: "missing" },
      ];
      const { key } = await runScript(bench, "env", { securityContext: { secrets } });
      const lines = bench.log(key, "n0").split("\n");
      assert.ok(lines.includes("_FSEC_CRM_TOKEN=s3cret"));
      assert.ok(lines.includes("CRM_TOKEN=s3cret"));
      assert.not(lines.some((line) => line.startsWith("_FSEC_CRM_OTHER")));
    },
    { options: { secrets: { _FSEC_CRM_TOKEN: "s3cret", _FSEC_CRM_OTHER: "other" } } },
  ),
);

containers(
  "containers are told where the control plane is",
  withBench(
    async (bench) => {
      const { key } = await runScript(bench, "echo $FLYTE_PLATFORM_URL $FLYTE_PLATFORM_INSECURE $FLYTE_EXECUTION_URL");
      assert.is(bench.log(key, "n0"), "localhost:30080 true http://console/e0\n");
    },
    { options: { endpoint: () => "localhost:30080", executionUrl: ({ name }) => `http://console/${name}` } },
  ),
);

containers(
  "programs are found beside an image's folder and around it",
  withBench(async (bench) => {
    for (const folder of ["image/node_modules/.bin", "node_modules/.bin"]) {
      mkdirSync(join(bench.folder, folder), { recursive: true });
      writeFileSync(join(bench.folder, folder, "which-one"), `#!/bin/sh\necho ${folder}\n`, { mode: 0o755 });
    }
    writeFileSync(join(bench.folder, "node_modules/.bin/outer"), "#!/bin/sh\necho $TSFLYTE_ROOT; pwd\n", {
      mode: 0o755,
    });
    const { key } = await runScript(bench, "which-one; outer");
    assert.equal(bench.log(key, "n0").split("\n"), ["image/node_modules/.bin", bench.image, bench.image, ""]);
  }),
);

containers("a program may stand for an image, and starts its commands", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-program-"));
  const program = join(folder, "start");
  writeFileSync(program, '#!/bin/sh\necho "in $(pwd)"; exec "$@"\n', { mode: 0o755 });
  await withBench(
    async (bench) => {
      const { key } = await runScript(bench, "echo done");
      assert.is(bench.log(key, "n0"), `in ${folder}\ndone\n`);
    },
    { options: { images: new Map([["any", program]]) } },
  )();
  rmSync(folder, { recursive: true });
});

containers(
  "templates are filled with and without spaces, and what is unknown stays",
  withBench(async (bench) => {
    const args = [
      "{{.rawOutputDataPrefix}}",
      "{{ .checkpointOutputPrefix }}",
      "{{.prevCheckpointPrefix}}",
      "{{.perRetryUniqueKey}}",
      "{{.inputs.n}}/{{ .inputs.text }}",
      "{{.inputs.other}}",
      "{{.Input}}",
      "{{.unknown}}",
      "{{.taskTemplatePath}}",
    ];
    const task = scriptTask("one", 'for part in "$@"; do echo "$part"; done', {
      inputs: { n: "integer", text: "string" },
      args,
    });
    const inputs = [constant("n", 42), constant("text", "a b")];
    const workflow = workflowOf("wf", [taskNode("n0", task, { inputs })]);
    const { key } = await bench.run(closureOf(workflow, [task]));
    const [input, prefix, raw, checkpoint, previous, unique, values, other, wrong, unknown, template] = bench
      .log(key, "n0")
      .split("\n");
    assert.match(input ?? "", /^\/.*\/n0\/data\/inputs\.pb$/);
    assert.match(prefix ?? "", /^\/.*\/n0\/data\/0$/);
    assert.match(raw ?? "", /\/data\/[0-9a-f]{2}\/e0-n0-0$/);
    assert.is(checkpoint, `${raw}/_flytecheckpoints`);
    assert.is(previous, '""');
    assert.is(unique, "e0_n0_0");
    assert.is(values, "42/a b");
    assert.is(other, "{{.inputs.other}}");
    assert.is(wrong, "{{.Input}}");
    assert.is(unknown, "{{.unknown}}");
    assert.ok(statSync(template ?? "").size > 0);
  }),
);

containers(
  "an attempt is told where the one before it left its checkpoints",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:Recoverable", "again", true);
    const { key } = await runScript(bench, 'cp e.pb "$2/error.pb"; echo "$3"; echo "$4"', {
      retries: 1,
      args: ["{{.checkpointOutputPrefix}}", "{{.prevCheckpointPrefix}}"],
    });
    const [first] = bench.log(key, "n0", 0).split("\n");
    assert.is(bench.log(key, "n0", 1).split("\n")[1], first);
  }),
);

containers(
  "an image that stands for nothing says what to do",
  withBench(
    async (bench) => {
      const { error, nodes } = await runScript(bench, "true", { image: "example.com/app:v1" });
      assert.is(error?.code, "ImagePullBackOff");
      assert.match(error?.message ?? "", /fix: start the development server with --image example\.com\/app:v1=FOLDER/);
      assert.equal(nodes, { n0: "FAILED" });
    },
    { options: { images: new Map() } },
  ),
);

containers(
  "a task without a container, and one with a variable of an impossible name, are refused",
  withBench(async (bench) => {
    const none = await runScript(bench, "", { target: { case: undefined } });
    assert.is(none.error?.code, "FailedToBuildResource");
    const bad = await runScript(bench, "true", { env: [{ key: "A=B", value: "1" }] });
    assert.is(bad.error?.code, "BadTaskFormat");
  }),
);

containers(
  "a pod's primary container is the one that runs",
  withBench(async (bench) => {
    bench.outputs("o.pb", { o0: 7 });
    const podSpec = {
      containers: [
        { name: "side", image: "any", command: ["sh", "-c", "exit 1"] },
        { name: "main", image: "any", command: ["sh", "-c"], args: ['cp o.pb "{{.outputPrefix}}/outputs.pb"'] },
      ],
    };
    const target = { case: "k8sPod", value: { podSpec, primaryContainerName: "main" } } as const;
    assert.equal((await runScript(bench, "", { ...int, target })).outputs, { o0: 7 });
  }),
);

containers(
  "a deck is known where there is one, also of a task that fails",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:ValueError", "no", false);
    const { key } = await runScript(bench, 'echo deck > "$2/deck.html"; cp e.pb "$2/error.pb"');
    assert.match(bench.node(key, "n0").deck_uri ?? "", /n0\/data\/0\/deck\.html$/);
  }),
);

containers.run();
