import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  containerOrder,
  containerResources,
  overrideOrder,
  type ResourceOptions,
} from "../../src/settings/resources.ts";
import { refusal, spelled } from "../support/refusal.ts";

const resources = suite("resources");
const of = (options: unknown, order = containerOrder): unknown =>
  containerResources(options as ResourceOptions, order, "task flows.t");

resources("are undefined where nothing is said", () => assert.is(of({ retries: 1 }), undefined));

const all = { mem: "1Gi", gpu: 1, cpu: "500m", ephemeralStorage: "10Gi" };

resources("stand in the order of containers, however they were written", () => {
  assert.equal(of({ requests: all, limits: { mem: "2Gi" } }), {
    requests: [
      { name: "ephemeral-storage", value: "10Gi" },
      { name: "cpu", value: "500m" },
      { name: "gpu", value: "1" },
      { name: "memory", value: "1Gi" },
    ],
    limits: [{ name: "memory", value: "2Gi" }],
  });
});

resources("stand in another order in overrides", () => {
  const { requests } = of({ requests: all }, overrideOrder) as { requests: readonly { name: string }[] };
  assert.equal(
    requests.map(({ name }) => name),
    ["cpu", "memory", "gpu", "ephemeral-storage"],
  );
});

resources("are a request, or a request and a limit", () => {
  assert.equal(of({ resources: { cpu: [1, "2"], mem: "1Gi", gpu: [1] } }), {
    requests: [
      { name: "cpu", value: "1" },
      { name: "gpu", value: "1" },
      { name: "memory", value: "1Gi" },
    ],
    limits: [{ name: "cpu", value: "2" }],
  });
});

resources("of zero are none", () => {
  assert.equal(of({ requests: { cpu: 0, gpu: "", mem: undefined } }), { requests: [], limits: [] });
});

resources("take every amount that Kubernetes writes", () => {
  for (const cpu of ["1", "0.5", ".5", "1.", "100m", "1k", "1Ki", "2Ei", "3u", "4n", "1e3", "1E-3", "+1", 2, 0.1]) {
    assert.equal(of({ requests: { cpu } }), { requests: [{ name: "cpu", value: String(cpu) }], limits: [] });
  }
});

resources("refuse any other amount", async () => {
  const junk = ["1 Gi", "1gb", "-1", "one", "1KI", "0x10", "1,5", "Gi", -1, Number.NaN, Number.POSITIVE_INFINITY, true];
  for (const mem of [...junk, null, {}, 5n]) {
    const error = await refusal(() => of({ limits: { mem } }));
    assert.is(error.code, "invalid-option");
    assert.match(error.message, 'task flows.t, option "limits.mem": expected an amount as Kubernetes writes it');
  }
});

resources("name the option that was written", async () => {
  assert.equal(spelled(await refusal(() => of({ resources: { cpu: ["1", "two"] } }))), {
    code: "invalid-option",
    message:
      'task flows.t, option "resources.cpu": expected an amount as Kubernetes writes it, like "500m", "2Gi" or 2, got "two"',
  });
  assert.equal(spelled(await refusal(() => of({ resources: { cpu: [1, 2, 3] } }))), {
    code: "invalid-option",
    message: 'task flows.t, option "resources.cpu": expected at most [request, limit], got [1, 2, 3]',
  });
});

resources("suggest the key that was meant", async () => {
  assert.equal(spelled(await refusal(() => of({ requests: { cpus: 1 } }))), {
    code: "invalid-option",
    message: 'task flows.t, option "requests": there is no option "cpus"\n  fix: did you mean "cpu"?',
  });
  const memory = await refusal(() => of({ resources: { ram: [1, 2] } }));
  assert.match(memory.message, "fix: the options are cpu, mem, gpu, ephemeralStorage");
});

resources("are objects", async () => {
  for (const requests of ["2", null, [1], 3]) {
    const error = await refusal(() => of({ requests }));
    assert.match(error.message, 'option "requests": expected an object with the keys cpu, mem, gpu, ephemeralStorage');
  }
});

resources("are given in one way only", async () => {
  assert.equal(spelled(await refusal(() => of({ resources: { cpu: 1 }, limits: { cpu: 2 } }))), {
    code: "invalid-option",
    message: 'task flows.t, option "resources": expected no requests and no limits beside it, got {"limits":{"cpu":2}}',
  });
});

resources.run();
