/** Tasks that give back what they got: one input of every type that the command line reads. */
import { FlyteFile, type Int, task } from "@tsflyte/runtime";

export type Color = "red" | "green" | "blue";

export enum Size {
  Small = "S",
  Large = "L",
}

export interface Point {
  /** Distance to the right. */
  x: number;
  y: number;
  label?: string;
}

function show(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof FlyteFile) return `file ${value.uri}`;
  if (typeof value === "bigint") return `${value}n`;
  return value === undefined ? "undefined" : (JSON.stringify(value) ?? String(value));
}

export const text = task(async (value: string): Promise<string> => show(value));
export const integer = task(async (value: Int): Promise<string> => show(value));
export const big = task(async (value: bigint): Promise<string> => show(value));
export const float = task(async (value: number): Promise<string> => String(value));
export const flag = task(async (value: boolean): Promise<string> => show(value));
export const color = task(async (value: Color): Promise<string> => show(value));
export const size = task(async (value: Size): Promise<string> => show(value));
export const moment = task(async (value: Date): Promise<string> => show(value));
export const file = task(async (value: FlyteFile<"csv">): Promise<string> => (await value.text()).trim());
export const list = task(async (value: Int[]): Promise<string> => show(value));
export const points = task(async (value: Point[]): Promise<string> => show(value));
export const point = task(async (value: Point): Promise<string> => show(value));
export const record = task(async (value: Record<string, number>): Promise<string> => show(value));
export const either = task(async (value: Int | string | boolean): Promise<string> => `${typeof value} ${show(value)}`);
export const nullable = task(async (value: Int | null): Promise<string> => show(value));
export const optional = task(async (value?: string): Promise<string> => show(value));
export const files = task(
  async (value: FlyteFile[]): Promise<string> => (await Promise.all(value.map((item) => item.text()))).join("").trim(),
);

/**
 * Greets somebody.
 *
 * The greeting is in English.
 *
 * @param name whom to greet
 * @param times how often
 * @param loud in capitals
 */
export const greet = task(async (name: string, times: Int = 1, loud = false, color: Color = "red"): Promise<string> => {
  const line = `${loud ? name.toUpperCase() : name} in ${color}`;
  return Array.from({ length: times }, () => line).join(", ");
});

/** Inputs that are called like options of the command itself. */
export const clash = task(
  async (json: string, help: string, root: string, quiet = false, debug = false): Promise<string> =>
    [json, help, root, quiet, debug].join("/"),
);

/** A flag, a flag whose name starts with "no", and one that looks like its negation. */
export const negations = task(
  async (cache = true, noCache = false, nothing = "none"): Promise<string> => [cache, noCache, nothing].join("/"),
);

export const several = task(async (count: Int, ratio: number, tint: Color, when: Date): Promise<string> => {
  return [count, ratio, tint, when.toISOString()].join("/");
});

export const nothing = task(async (): Promise<void> => {});

export const größe = task(async (länge: Int): Promise<string> => `${länge} m`);
