/** Workflows whose tasks are Python's and TypeScript's, by reference: python/mixed_flow.py holds the other way round. */
import { type Int, type Outputs, referenceLaunchPlan, referenceTask, workflow } from "@tsflyte/runtime";
import { type Batch, clean, counted } from "./pipeline.ts";

const place = { project: "flytesnacks", domain: "development", version: "py1" } as const;

const load = referenceTask<(key: string) => Batch>({ ...place, name: "pipeline.load" });
const finish = referenceTask<(o0: Batch) => string>({ ...place, name: "pipeline.finish" });
const shouted = referenceLaunchPlan<({ text, times }: { text: string; times?: Int }) => string>({
  ...place,
  name: "shout.shouted",
});

/** From Python through TypeScript to Python, and into a workflow of Python's. */
export const through = workflow(
  async (key: string, times: Int = 2): Promise<Outputs<{ text: string; loud: string; rows: Int }>> => {
    const batch = await clean(load(key));
    const text = await finish(batch);
    return { text, loud: await shouted({ text: "done", times }), rows: await counted(batch, 10) };
  },
);

const wrong = referenceTask<(text: Int) => string>({ ...place, name: "shout.shout" });

/** Says of Python's task what is not so: the platform refuses it. */
export const mistaken = workflow(async (n: Int): Promise<string> => await wrong(n));
