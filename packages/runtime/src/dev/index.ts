/** A control plane on this machine. Loaded by the command that starts one, and by tests. */
export { forgetState } from "./forget-state.ts";
export { type DevServer, type DevServerOptions, startDevServer } from "./start.ts";
