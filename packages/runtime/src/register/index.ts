/** Packaging and registration. */
export { withCalleesOfEagerTasks } from "./callees-of-eager-tasks.ts";
export { codeOf } from "./code-of.ts";
export { contentVersion } from "./content-version.ts";
export { type CopyMode, type PackedCode, packFiles } from "./pack-code.ts";
export { packageArchive } from "./package-archive.ts";
export { planRegistration, type Registration, register } from "./register.ts";
export type { RegisteredEntity } from "./register-specs.ts";
export { countSpecs, describeSpec, identifierOfSpec, kindInWords } from "./spec-names.ts";
