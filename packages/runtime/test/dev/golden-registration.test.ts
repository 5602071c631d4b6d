/** What flytekit wrote, registered: the server is known to take all of it but a few. */
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LaunchPlanSchema } from "../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { TaskSpecSchema } from "../../src/idl/gen/flyteidl/admin/task_pb.ts";
import { WorkflowSpecSchema } from "../../src/idl/gen/flyteidl/admin/workflow_pb.ts";
import { answerOf, type DevClients, startClients } from "./dev-clients.ts";

const folder = join(import.meta.dirname, "../golden/specs");

/** What is known to be refused, by the end of its name, with the words of the answer. */
const refused: { readonly [file: string]: { readonly [name: string]: RegExp } } = {
  "11_chain": { overrides_wf: /VariableNameNotFound, Node Id: n4.*\n.*ParameterNotBound, Node Id: n5/ },
  "14_sub": { passthrough: /NoNodesFound/ },
  "16_map": { map_lp_wf: /MismatchingTypes/, map_lp_fixed_wf: /MismatchingTypes/ },
  // What they refer to was never registered here.
  "20_reference": { ref_wf: /missing entity of type TASK/, ref_map_wf: /missing entity of type TASK/ },
};

/** What asks for an artifact, where no service has any. */
const artifacts = { file: "26_artifacts", entity: "launch plan c26_artifacts.art_wf" };

interface Specs {
  readonly tasks: readonly JsonValue[];
  readonly workflows: readonly JsonValue[];
  readonly launchPlans: readonly JsonValue[];
}

const test = suite("dev/flytekit's specs");

for (const file of globSync("*.json", { cwd: folder }).sort()) {
  if (file.includes("futures") || file.includes("fast")) continue;
  const name = basename(file, ".json");
  test(name, async () => {
    const clients = await startClients({ limits: { resources: { cpu: "4", memory: "4Gi", gpu: "8" } } });
    try {
      const specs = JSON.parse(readFileSync(join(folder, file), "utf8")) as Specs;
      const answers = await registerAll(clients, specs);
      const expected = refused[name] ?? {};
      for (const [entity, answer] of Object.entries(answers)) {
        const text = expected[entity.slice(entity.lastIndexOf(".") + 1)];
        if (entity.startsWith("workflow") && text !== undefined) assert.match(answer, text);
        else if (name === artifacts.file && entity === artifacts.entity) assert.match(answer, /artifact/);
        // Without their workflows they cannot be.
        else assert.match(answer, /missing entity of type WORKFLOW/, entity);
      }
      const workflows = Object.keys(answers).filter((entity) => entity.startsWith("workflow"));
      assert.is(workflows.length, Object.keys(expected).length);
    } finally {
      await clients.server.close();
    }
  });
}

/** Registers in whatever order works; gives what is refused in the end. */
async function registerAll({ admin }: DevClients, specs: Specs): Promise<{ [name: string]: string }> {
  const entities = [
    ...specs.tasks.map((json) => {
      const spec = fromJson(TaskSpecSchema, json);
      const id = spec.template?.id;
      return { name: `task ${id?.name}`, create: () => admin.createTask({ id: id ?? {}, spec }) };
    }),
    ...specs.workflows.map((json) => {
      const spec = fromJson(WorkflowSpecSchema, json);
      const id = spec.template?.id;
      return { name: `workflow ${id?.name}`, create: () => admin.createWorkflow({ id: id ?? {}, spec }) };
    }),
    ...specs.launchPlans.map((json) => {
      const { id, spec } = fromJson(LaunchPlanSchema, json);
      return {
        name: `launch plan ${id?.name}`,
        create: () => admin.createLaunchPlan({ id: id ?? {}, spec: spec ?? {} }),
      };
    }),
  ];
  let left = entities;
  for (;;) {
    const answers: { [name: string]: string } = {};
    const next = [];
    for (const entity of left) {
      const { code, text } = await answerOf(entity.create());
      // A spec may hold one task twice.
      if (code === "OK" || code === "AlreadyExists") continue;
      next.push(entity);
      answers[entity.name] = text;
    }
    if (next.length === left.length || next.length === 0) return answers;
    left = next;
  }
}

test.run();
