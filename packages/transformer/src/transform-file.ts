import type ts from "typescript";
import { findCalls } from "./calls/find-calls.ts";
import { checkOptions } from "./check-options.ts";
import type { Context } from "./context.ts";
import type { Problem } from "./diagnostics/index.ts";
import { readCall } from "./read-call.ts";

/** Metadata to append to a call. */
export interface Insertion {
  readonly call: ts.CallExpression;
  /** The literal's text, JSON on one line. */
  readonly text: string;
}

/** What the transformer makes of a file. A call with a problem gets no metadata. */
export interface FileResult {
  readonly insertions: readonly Insertion[];
  readonly problems: readonly Problem[];
}

/** Reads every recognised call of a file. Hosts turn the result into edits or nodes. */
export function transformFile(context: Context, file: ts.SourceFile): FileResult {
  const calls = findCalls(context, file);
  const [first] = calls;
  if (first === undefined) return { insertions: [], problems: [] };
  const blocking = checkOptions(context).map((finding) => ({ ...finding, node: first.call }));
  if (blocking.length > 0) return { insertions: [], problems: blocking };
  const insertions: Insertion[] = [];
  const problems: Problem[] = [];
  for (const found of calls) {
    const read = readCall(context, found);
    if (read === undefined) continue;
    if (typeof read === "string") insertions.push({ call: found.call, text: read });
    else problems.push(...read);
  }
  return { insertions, problems };
}
