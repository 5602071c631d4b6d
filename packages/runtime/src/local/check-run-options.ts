import { invalidOption, unknownOption } from "../errors/options.ts";
import { checkSwitch } from "../graph/index.ts";
import type { LocalRunOptions } from "./run-options.ts";

const known: { readonly [key in keyof LocalRunOptions]-?: true } = {
  onEvent: true,
  concurrency: true,
  signal: true,
  retryDelay: true,
  gates: true,
  directory: true,
  cache: true,
  outputs: true,
};
const delays = ["first", "most"];

/** Throws at the first option of a local run that does not exist or cannot have its value. */
export function checkRunOptions(options: LocalRunOptions): void {
  const where = "options of a local run";
  if (!isRecord(options)) throw invalidOption(where, "an object", options);
  for (const key of Object.keys(options)) {
    if (!Object.hasOwn(known, key)) throw unknownOption(where, key, Object.keys(known));
  }
  const { onEvent, concurrency, signal, retryDelay, gates, directory, cache, outputs }: { [key: string]: unknown } = {
    ...options,
  };
  if (concurrency !== undefined && !(typeof concurrency === "number" && concurrency >= 1)) {
    throw invalidOption('option "concurrency"', "a number from 1", concurrency);
  }
  checkCallback(onEvent, "onEvent", "a function that is called with every event");
  checkCallback(gates, "gates", "a function that answers gates");
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalidOption('option "signal"', "the signal of an AbortController", signal);
  }
  checkDelay(retryDelay);
  if (directory !== undefined && (typeof directory !== "string" || directory === "" || directory.includes("\0"))) {
    throw invalidOption('option "directory"', "the path of a folder", directory);
  }
  checkSwitch(cache, 'option "cache"');
  if (outputs !== undefined && !isRecord(outputs)) {
    throw invalidOption('option "outputs"', "an object with outputs by node or entity", outputs);
  }
}

function checkCallback(value: unknown, option: string, expected: string): void {
  if (value !== undefined && typeof value !== "function") throw invalidOption(`option "${option}"`, expected, value);
}

function checkDelay(delay: unknown): void {
  if (delay === undefined) return;
  if (!isRecord(delay)) throw invalidOption('option "retryDelay"', "an object with first or most", delay);
  for (const [name, value] of Object.entries(delay)) {
    const option = `option "retryDelay.${name}"`;
    if (!delays.includes(name)) throw unknownOption('option "retryDelay"', name, delays);
    if (value !== undefined && !(typeof value === "number" && value >= 0)) {
      throw invalidOption(option, "milliseconds from 0", value);
    }
  }
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
