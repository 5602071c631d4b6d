import { userFrameOf } from "../errors/user-frame.ts";
import type { SourceMetadata } from "../metadata/index.ts";

/** What keeps the stack of a call until somebody asks for it. */
export function markPosition(): { readonly stack?: string | undefined } {
  return new Error("the call");
}

/** `file:line:column` of the user's code in a stack: in the source, where source maps are on. */
export function callerPosition(mark: { readonly stack?: string | undefined } = markPosition()): string | undefined {
  return mark.stack === undefined ? undefined : userFrameOf(mark.stack);
}

/** The same as the source of an entity that the transformer embeds nothing for. */
export function callerSource(): SourceMetadata {
  return sourceAt(callerPosition());
}

/** A position as the source of an entity. */
export function sourceAt(position: string | undefined): SourceMetadata {
  const [, file = "unknown", line = "1", column = "1"] = /^(.*):(\d+):(\d+)$/.exec(position ?? "") ?? [];
  return { file, line: Number(line), column: Number(column) };
}
