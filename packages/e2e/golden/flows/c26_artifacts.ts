import { artifact, type Int, inputOf, task, workflow } from "@tsflyte/runtime";

const model = artifact({ name: "my_model", partitionKeys: ["region"], timePartitionGranularity: "day" });
const plain = artifact({ name: "plain_art" });

export const produce = task(
  { artifacts: { o0: model({ timePartition: inputOf("dt"), region: inputOf("region") }) } },
  async (dt: Date, region: string): Promise<string> => "m",
);

export const produce_plain = task({ artifacts: { o0: plain() } }, async (): Promise<Int> => 1);

export const consume = task(async (a: Int): Promise<Int> => a);

export const art_wf = workflow({ queries: { a: plain.query() } }, async (a: Int): Promise<Int> => {
  produce_plain();
  return consume(a);
});
