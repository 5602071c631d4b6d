/** What keeps the stack of a call until somebody asks for it. */
export function markPosition(): { readonly stack?: string | undefined } {
  return new Error("the call");
}

/** `file:line:column` of the user's code in a stack: the first frame outside this package's own code. */
export function callerPosition(mark: { readonly stack?: string | undefined } = markPosition()): string | undefined {
  const own = new URL("..", import.meta.url).href;
  const frames = mark.stack?.split("\n").slice(1) ?? [];
  const frame = frames.find(
    (line) => !line.includes(own) && !line.includes("(<anonymous>)") && !line.includes("node:"),
  );
  return frame === undefined ? undefined : /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(frame)?.[1];
}
