#!/usr/bin/env node
import { main } from "../execute/main.ts";
import { loadTask } from "../load/load-task.ts";
import { provideEagerHost } from "../task/eager-host.ts";

// What ends the executions of an eager task is run without any module of the user's.
provideEagerHost(async () => (await import("../execute/eager-executions.ts")).createEagerHost);

// Not awaited: a task that waits for nothing would end the process before it could be reported.
void main(process.argv.slice(2), { name: "tsflyte-execute", defaultResolver: "tsflyte.default", loadTask });
