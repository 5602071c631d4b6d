/** A user's modules. */
export { loadModules } from "./load-modules.ts";
export { loadTask } from "./load-task.ts";
export { modulesIn } from "./module-files.ts";
