import { userFrameOf } from "../errors/user-frame.ts";

/** What keeps the stack of a call until somebody asks for it. */
export function markPosition(): { readonly stack?: string | undefined } {
  return new Error("the call");
}

/** `file:line:column` of the user's code in a stack: in the source, where source maps are on. */
export function callerPosition(mark: { readonly stack?: string | undefined } = markPosition()): string | undefined {
  return mark.stack === undefined ? undefined : userFrameOf(mark.stack);
}
