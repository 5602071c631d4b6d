/** Bundles: one file to ship. */
export { type Bundle, type BundleOptions, bundle } from "./bundle.ts";
export { type BundleFile, filesOfBundle } from "./bundle-files.ts";
export type { BundleManifest } from "./manifest.ts";
export { checkBundle, warmUpBundle, writeBundle } from "./write-bundle.ts";
