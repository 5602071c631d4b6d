/** Packaging and registration. */
export { packageArchive } from "./package-archive.ts";
