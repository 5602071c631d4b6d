/** The last Node of which it is known that its V8 has the flag; another would print that it does not. */
const lastKnown = 24;

/**
 * Keeps the room small that V8 gives to new objects. It would grow to tens of megabytes, which make commands faster that compute for long;
 * one that makes thousands of specs and is done only takes a quarter more memory for it.
 */
export function keepYoungGenerationSmall(): void {
  if (Number.parseInt(process.versions.node, 10) > lastKnown) return;
  process.getBuiltinModule("node:v8").setFlagsFromString("--semi-space-growth-factor=1");
}
