/** Tasks of every kind of output. */
import { writeFile } from "node:fs/promises";
import { FlyteFile, type Int, type Outputs, task, workflow } from "@tsflyte/runtime";

export interface Row {
  city: string;
  people: Int;
  since: Date;
}

export const rows = task(
  async (): Promise<Row[]> => [
    { city: "Oslo", people: 717710, since: new Date("1048-01-01") },
    { city: "東京", people: 13960000, since: new Date("1457-01-01") },
  ],
);

export const hard = task(
  async (): Promise<
    Outputs<{ big: bigint; small: bigint; nan: number; infinite: number; when: Date; missing: string | null }>
  > => ({
    big: 9007199254740993n,
    small: 3n,
    nan: Number.NaN,
    infinite: Number.NEGATIVE_INFINITY,
    when: new Date("2024-02-29T12:00:00.123Z"),
    missing: null,
  }),
);

export const report = task(async (): Promise<[file: FlyteFile<"txt">, lines: Int]> => {
  await writeFile("cli-report.txt", "one\ntwo\n");
  return [new FlyteFile("cli-report.txt"), 2];
});

export const noisy = task(async (): Promise<string> => {
  console.log("a line that the task prints");
  return "result";
});

export const long = task(
  async (lines: Int): Promise<string> => Array.from({ length: lines }, (_, index) => `line ${index}`).join("\n"),
);

export const all = workflow(async (): Promise<Outputs<{ table: Row[]; text: string }>> => {
  const table = await rows();
  const text = await noisy();
  return { table, text };
});
