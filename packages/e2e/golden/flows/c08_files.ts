import { FlyteDirectory, FlyteFile, task, workflow } from "@tsflyte/runtime";

export const files = task(
  async (f: FlyteFile, pdf: FlyteFile<"pdf">, csv: FlyteFile<"csv">, fs: FlyteFile[]): Promise<FlyteFile> => f,
);
export const dirs = task(async (d: FlyteDirectory, j: FlyteDirectory<"jsonl">): Promise<FlyteDirectory> => d);

export const files_wf = workflow(
  async (f: FlyteFile, d: FlyteDirectory = new FlyteDirectory("s3://bucket/dir")): Promise<FlyteFile> => {
    const pdf = new FlyteFile<"pdf">("s3://bucket/a.pdf");
    const csv = new FlyteFile<"csv">("s3://bucket/a.csv");
    files(new FlyteFile("s3://bucket/a.bin"), pdf, csv, [f, new FlyteFile("s3://bucket/b")]);
    dirs(d, new FlyteDirectory<"jsonl">("s3://bucket/j"));
    return await files(f, pdf, csv, []);
  },
);
