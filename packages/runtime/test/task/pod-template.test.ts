import { suite } from "uvu";
import * as assert from "uvu/assert";
import { taskTemplate } from "../../src/compile/task-template.ts";
import type { PodTemplate, TaskOptions } from "../../src/index.ts";
import type { K8sPod } from "../../src/model/index.ts";
import { localSettings, parseImage, type SerializationSettings } from "../../src/settings/index.ts";
import { defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const settings: SerializationSettings = {
  ...localSettings,
  imageConfig: { defaultImage: parseImage("acme/flows:v1"), images: { gpu: parseImage("acme/gpu:v2") } },
  env: { REGION: "eu" },
};
let count = 0;

function podOf(podTemplate: PodTemplate, options: TaskOptions = {}): K8sPod {
  const task = defineTask(`podded${count++}`, {}, m.none, async () => {}, { ...options, podTemplate });
  const { target } = taskTemplate(task, settings);
  if (target?.kind !== "k8s-pod") throw new Error(`expected a pod, got ${target?.kind}`);
  return target.k8sPod;
}

type Containers = readonly { readonly [key: string]: unknown }[];

function containersOf(pod: K8sPod): Containers {
  return pod.podSpec["containers"] as Containers;
}

const pods = suite("option podTemplate");

pods("a pod without containers gets one that runs the task", () => {
  const pod = podOf({});
  assert.equal(pod.metadata, { labels: {}, annotations: {} });
  assert.is(pod.primaryContainerName, undefined);
  const [only, ...others] = containersOf(pod);
  assert.is(others.length, 0);
  assert.is(only?.["name"], "primary");
  assert.is(only?.["image"], "acme/flows:v1");
  assert.equal(only?.["command"], []);
  assert.equal(only?.["env"], [{ name: "REGION", value: "eu" }]);
  assert.match(JSON.stringify(only?.["args"]), /^\["tsflyte-execute"/);
  assert.is("resources" in (only ?? {}), false);
});

pods("the task's own parts are laid over the primary container", () => {
  const podTemplate: PodTemplate = {
    primaryContainerName: "main",
    labels: { l: "1" },
    annotations: { a: "2" },
    podSpec: {
      restartPolicy: "Never",
      containers: [
        {
          name: "main",
          image: "{{.image.gpu}}",
          command: ["sleep"],
          args: ["9"],
          env: [{ name: "POD", value: "1" }],
          volumeMounts: [{ name: "v" }],
        },
        { name: "side", image: "{{.image.gpu.fqn}}:{{.image.default.version}}", command: ["sleep"] },
      ],
      initContainers: [{ name: "init", image: "{{.image.default}}" }],
    },
  };
  const before = JSON.stringify(podTemplate);
  const pod = podOf(podTemplate, {
    environment: { MODE: "fast" },
    requests: { cpu: 1, gpu: 1, ephemeralStorage: "1Gi" },
    limits: { mem: "2Gi" },
  });
  const [main, side] = containersOf(pod);
  assert.is(main?.["image"], "acme/gpu:v2");
  assert.equal(main?.["command"], []);
  assert.equal(main?.["env"], [
    { name: "REGION", value: "eu" },
    { name: "MODE", value: "fast" },
    { name: "POD", value: "1" },
  ]);
  assert.equal(main?.["resources"], {
    requests: { "ephemeral-storage": "1Gi", cpu: "1", gpu: "1" },
    limits: { memory: "2Gi" },
  });
  assert.equal(main?.["volumeMounts"], [{ name: "v" }]);
  assert.equal(side, { name: "side", image: "acme/gpu:v1", command: ["sleep"] });
  assert.equal(pod.podSpec["initContainers"], [{ name: "init", image: "acme/flows:v1" }]);
  assert.is(pod.podSpec["restartPolicy"], "Never");
  assert.equal(pod.metadata, { labels: { l: "1" }, annotations: { a: "2" } });
  assert.is(JSON.stringify(podTemplate), before, "the template is copied");
});

pods("the template says which container is the primary one, and has no other target", () => {
  const task = defineTask("primary", {}, m.none, async () => {}, { podTemplate: { primaryContainerName: "main" } });
  assert.equal(task.getConfig(settings), { primary_container_name: "main" });
  assert.is(task.getContainer(settings), undefined);
  assert.is(task.getPrimaryContainer(settings).image, "acme/flows:v1");
});

pods("images of other containers that are not configured are refused", async () => {
  const podSpec = { containers: [{ name: "side", image: "{{.image.nope}}" }] };
  const error = await refusal(() => podOf({ podSpec }));
  assert.is(error.code, "unknown-image");
  assert.match(error.text, /uses the image "nope", which is not configured \(configured: gpu\)/);
});

pods.run();
