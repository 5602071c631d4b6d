#!/usr/bin/env node
import { main } from "../execute/main.ts";
import { loadTask } from "../load/load-task.ts";

// Not awaited: a task that waits for nothing would end the process before it could be reported.
void main(process.argv.slice(2), { name: "tsflyte-execute", defaultResolver: "tsflyte.default", loadTask });
