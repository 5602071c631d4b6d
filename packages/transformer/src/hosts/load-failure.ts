/**
 * What the Node loader throws. It is about the user's source, not about the loader, so the place in that source is its
 * whole stack.
 */
export class LoadError extends Error {
  constructor(message: string, place: string) {
    super(message);
    this.stack = `${message}\n    at ${place}`;
  }

  override get name(): string {
    return "LoadError";
  }
}

/** Node is too old for hooks. */
export function oldNode(version: string): LoadError {
  return new LoadError(
    `Node ${version} cannot load TypeScript through this package, expected 22.15 or later.\n  fix: update Node, or compile with tspc first`,
    "@tsflyte/transformer/register",
  );
}
