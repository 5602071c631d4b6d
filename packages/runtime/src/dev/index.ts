/** A control plane on this machine. Loaded by the command that starts one, and by tests. */
export { type DevServer, type DevServerOptions, startDevServer } from "./start.ts";
