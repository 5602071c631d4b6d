/** Machine learning: split, several models side by side, the best one approved by a person and published. */
import {
  accelerators,
  approve,
  bound,
  type FlyteFile,
  fail,
  ge,
  type Int,
  mapTask,
  type Outputs,
  task,
  when,
  workflow,
} from "@tsflyte/runtime";

/** What a model learns with. */
export interface Hyperparameters {
  readonly learningRate: number;
  readonly epochs: Int;
  readonly optimizer: "sgd" | "adam";
}

/** A model and how good it is. */
export interface Model {
  readonly weights: number[];
  readonly accuracy: number;
  readonly parameters: Hyperparameters;
}

export const split = task(
  { cache: { version: "1" } },
  async (data: FlyteFile<"csv">, share: number = 0.8): Promise<Outputs<{ train: number[]; test: number[] }>> => {
    const values = (await data.text()).trim().split("\n").map(Number);
    const end = Math.round(values.length * share);
    return { train: values.slice(0, end), test: values.slice(end) };
  },
);

export const fit = task(
  { retries: 2, timeout: "1h", requests: { cpu: 2, mem: "4Gi" }, accelerator: accelerators.T4 },
  async (values: number[], parameters: Hyperparameters): Promise<Model> => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const accuracy = Math.min(1, parameters.learningRate * parameters.epochs);
    return { weights: [mean], accuracy, parameters };
  },
);

export const best = task(async (models: Model[]): Promise<Model> => {
  const [first, ...others] = models;
  if (first === undefined) throw new RangeError("there is no model");
  return others.reduce((found, model) => (model.accuracy > found.accuracy ? model : found), first);
});

export const publish = task(async (model: Model, test: number[]): Promise<string> => {
  return `${model.parameters.optimizer} with ${model.accuracy}, tested with ${test.length}`;
});

export const train = workflow(
  async (data: FlyteFile<"csv">, grid: Hyperparameters[], least: number = 0.5): Promise<string> => {
    const { train, test } = await split(data);
    const models = mapTask(fit, { concurrency: 4 })(bound(train), grid);
    const model = await best(models);
    return await when(ge(model.accuracy, least), () => publish(model, test), { name: "good enough" }).otherwise(
      fail("no model is good enough"),
    );
  },
);

export const release = workflow(async (data: FlyteFile<"csv">, grid: Hyperparameters[]): Promise<string> => {
  const { train, test } = await split(data, 0.5);
  const model = best(mapTask(fit)(bound(train), grid));
  const approved = await approve(model, { name: "release", timeout: "2d" });
  return await publish(approved, test);
});
