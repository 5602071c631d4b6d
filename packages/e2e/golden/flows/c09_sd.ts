import { type Int, StructuredDataset, task, workflow } from "@tsflyte/runtime";

type Row = { name: string; age: Int; score: number };

export const sd_any = task(async (ds: StructuredDataset): Promise<StructuredDataset> => ds);
export const sd_cols = task(
  async (ds: StructuredDataset<Row>): Promise<StructuredDataset<Row, "parquet">> =>
    StructuredDataset.fromRows(await ds.rows(), { format: "parquet" }),
);

export const sd_wf = workflow(async (ds: StructuredDataset): Promise<StructuredDataset> => {
  sd_cols(ds as unknown as StructuredDataset<Row>);
  return await sd_any(ds);
});
