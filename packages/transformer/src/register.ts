/**
 * Makes Node run the TypeScript modules that are imported from here on, with metadata embedded:
 * `node --import @tsflyte/transformer/register flow.ts`.
 *
 * @module
 */
import { registerLoader } from "./hosts/node-loader.ts";

registerLoader();
