import { containerTask, type FlyteFile, type Int, shellTask, workflow } from "@tsflyte/runtime";

export const ellipse = containerTask<(a: number, b: number) => [area: number, metadata: string]>({
  name: "ellipse-area",
  image: "ghcr.io/acme/raw:v2",
  inputDataDir: "/var/inputs",
  outputDataDir: "/var/outputs",
  command: ["python", "calc.py", "{{.inputs.a}}", "{{.inputs.b}}", "/var/outputs"],
  arguments: ["--x"],
  environment: { E: "1" },
  requests: { cpu: "500m", mem: "1Gi" },
  limits: { cpu: "1" },
  cache: { version: "1" },
  retries: 2,
  metadataFormat: "yaml",
  secretRequests: [{ group: "g", key: "k" }],
});

export const raw_default = containerTask<(f: FlyteFile) => void>({
  name: "raw-default",
  image: "busybox",
  command: ["echo"],
});

export const sh = shellTask<(f: FlyteFile, n: Int) => [o: FlyteFile]>({
  name: "sh-task",
  debug: true,
  script: "cat {inputs.f} > {outputs.o}\n",
  outputLocations: { o: "out-{inputs.n}.txt" },
});

export const sh_void = shellTask<() => void>({ name: "sh-void", script: "echo hi" });

export const raw_wf = workflow(async (a: number, f: FlyteFile): Promise<number> => {
  const [area] = await ellipse(a, 2);
  sh(f, 1);
  sh_void();
  raw_default(f);
  return area;
});
