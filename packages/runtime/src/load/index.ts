/** A user's modules. */
export { codeRoot } from "./code-root.ts";
export { isEmbedded } from "./entities-of-module.ts";
export { loadModules } from "./load-modules.ts";
export { loadTask } from "./load-task.ts";
export { loadedFiles } from "./loaded-files.ts";
export { modulesIn } from "./module-files.ts";
export { emitSource, findTransformer } from "./use-transformer.ts";
