/** The middle of a pipeline whose ends are Python's: python/pipeline.py. */

import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlyteFile, type Int, task, workflow } from "@tsflyte/runtime";

export enum Stage {
  RAW = "raw",
  CLEAN = "clean",
}

/** Python gives the label a default, which makes it optional: a type that needs one is not the platform's same type. */
export interface Point {
  x: number;
  y: number;
  label?: string | null;
}

export interface Batch {
  name: string;
  stage: Stage;
  key: Int | string;
  taken: Date;
  points: Point[];
  byName: Record<string, Point>;
  best: Point | null;
  table: FlyteFile;
  parts: FlyteFile[];
}

/** Takes the points without a label out, doubles the rest, and writes the file anew. */
export const clean = task(async (o0: Batch): Promise<Batch> => {
  const points = o0.points.filter(({ label }) => typeof label === "string").map(double);
  const path = join(tmpdir(), `clean-${process.pid}.txt`);
  writeFileSync(path, (await o0.table.text()).toUpperCase());
  return {
    ...o0,
    stage: Stage.CLEAN,
    key: typeof o0.key === "string" ? o0.key.length : String(o0.key),
    points,
    byName: Object.fromEntries(points.map((point) => [point.label ?? "", point])),
    best: points[0] ?? null,
    table: new FlyteFile(path),
    parts: [...o0.parts, o0.table],
  };
});

function double({ x, y, label }: Point): Point {
  return { x: 2 * x, y: 2 * y, label: label ?? null };
}

export const count = task(async (batch: Batch, offset: Int): Promise<Int> => batch.points.length + offset);
export const describe = task(async (name: string, stage: Stage): Promise<string> => `${name}: ${stage}`);

export const counted = workflow(async (batch: Batch, offset: Int = 0): Promise<Int> => count(batch, offset));

export const whole = workflow(async (o0: Batch): Promise<[rows: Int, text: string]> => {
  const batch = await clean(o0).with({ retries: 2, requests: { cpu: "1" } });
  return [await counted(batch), await describe(batch.name, batch.stage)];
});
