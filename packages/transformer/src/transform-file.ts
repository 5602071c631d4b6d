import type ts from "typescript";
import { readCallArguments, readPickleUntyped } from "./calls/call-arguments.ts";
import { type FoundCall, findCalls } from "./calls/find-calls.ts";
import { readIdentity } from "./calls/read-identity.ts";
import { checkOptions } from "./check-options.ts";
import type { Context } from "./context.ts";
import { genericFunction, type Problem, spreadArgument } from "./diagnostics/index.ts";
import { readParamTags, readReturnsTag } from "./docs/param-tags.ts";
import { readDocComment } from "./docs/read-doc-comment.ts";
import { printMetadata } from "./print-metadata.ts";
import { createReader } from "./shape/index.ts";
import { readFunction } from "./signature/read-function.ts";
import { readInputs } from "./signature/read-inputs.ts";
import { readOutputs } from "./signature/read-outputs.ts";

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

/** The text of a call's metadata, or all its problems; undefined where the call is to be left alone. */
function readCall(context: Context, { call, kind }: FoundCall): string | readonly Problem[] | undefined {
  const { ts } = context;
  const callee = call.expression.getText();
  const spread = call.arguments.find(ts.isSpreadElement);
  if (spread !== undefined) return [{ ...spreadArgument(callee), node: spread }];
  const parts = readCallArguments(ts, call);
  if (parts === undefined) return undefined;
  const problems: Problem[] = [];
  const identity = readIdentity(context, call);
  if ("code" in identity) problems.push({ ...identity, node: call });
  const fn = readFunction(context, parts.fn, callee);
  if ("code" in fn) return [...problems, { ...fn, node: parts.fn }];
  const { declaration } = fn;
  if (declaration.typeParameters !== undefined && declaration.typeParameters.length > 0) {
    const names = declaration.typeParameters.map(({ name }) => name.text).join(", ");
    return [...problems, { ...genericFunction(names), node: parts.fn }];
  }
  const documented = "code" in identity ? fn.documented : [identity.statement, ...fn.documented];
  const comments = documented.flatMap((node) => readDocComment(ts, node) ?? []);
  const reader = createReader(context);
  const allowUntyped = readPickleUntyped(ts, parts.options);
  const inputs = readInputs(reader, declaration, readParamTags(comments), allowUntyped);
  const outputs = readOutputs(reader, declaration, readReturnsTag(comments), allowUntyped);
  problems.push(...inputs.problems, ...outputs.problems);
  if (problems.length > 0 || "code" in identity) return problems.map((problem) => moveInto(call, problem));
  return printMetadata({ kind, call, identity, comments, inputs, outputs });
}

/** A function may stand in another file than the call; there the message would miss what it is about. */
function moveInto(call: ts.CallExpression, problem: Problem): Problem {
  return problem.node.getSourceFile() === call.getSourceFile() ? problem : { ...problem, node: call };
}
