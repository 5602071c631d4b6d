/**
 * Makes Bun embed metadata into the TypeScript modules that it loads: `bun --preload @tsflyte/transformer/bun-register
 * flow.ts`, or `preload` in bunfig.toml.
 *
 * @module
 */
import { registerWithBun } from "./hosts/bundlers/bun-plugin.ts";

registerWithBun();
