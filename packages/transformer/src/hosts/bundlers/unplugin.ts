import { createUnplugin, type UnpluginInstance } from "unplugin";
import type { BundlerOptions } from "./options.ts";
import { createBundlerPlugin } from "./plugin.ts";

/** The plugin for every bundler that unplugin has an adapter for. */
export const unplugin: UnpluginInstance<BundlerOptions | undefined, false> = createUnplugin<
  BundlerOptions | undefined,
  false
>(createBundlerPlugin);
