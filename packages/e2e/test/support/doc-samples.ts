/** The code of a page of documentation. */
import { readFileSync } from "node:fs";

/** A block of code between fences. */
interface Block {
  /** What stands behind the fence: `ts`, `ts refused`, `sh run`, `text`. */
  readonly info: string;
  readonly text: string;
}

/** Code that the compiler is to refuse, and what it is to say. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Commands, and what they print where the page says it. */
export interface Commands {
  readonly lines: readonly string[];
  readonly output: string | undefined;
}

/** What a page shows. */
export interface Samples {
  /** All of its blocks of TypeScript, which are one module. */
  readonly module: string;
  readonly refusals: readonly Refusal[];
  readonly commands: readonly Commands[];
}

/** Reads the code of a page. */
export function readSamples(file: string): Samples {
  const blocks = [...readFileSync(file, "utf8").matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(
    ([, info = "", text = ""]): Block => ({ info, text }),
  );
  const following = (index: number): string | undefined =>
    blocks[index + 1]?.info === "text" ? blocks[index + 1]?.text : undefined;
  const module = blocks.filter(({ info }) => info === "ts").map(({ text }) => text);
  return {
    module: module.join("\n"),
    refusals: blocks.flatMap(({ info, text }, index) =>
      info === "ts refused" ? [{ code: text, message: following(index) ?? "" }] : [],
    ),
    commands: blocks.flatMap(({ info, text }, index) =>
      info === "sh run" ? [{ lines: text.trim().split("\n"), output: following(index) }] : [],
    ),
  };
}
