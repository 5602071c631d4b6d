/** One day, run on this machine. Whoever has a terminal is asked for the approval; elsewhere it is given. */
import { runWorkflow } from "@tsflyte/runtime/testing";
import { daily } from "./flows/orders.js";

process.env["SHOPS_TOKEN"] ??= "a token of no worth";

const { report, sent } = await runWorkflow(
  daily,
  { day: new Date("2026-03-01T00:00:00Z") },
  {
    directory: "temp/run",
    ...(process.stdin.isTTY ? {} : { gates: () => true }),
    onEvent: (event) => {
      if (event.kind === "node-retried") console.error(`${event.node} ${event.entity} is tried again`);
      if (event.kind === "node-failed") console.error(`${event.node} ${event.entity} has failed`);
      if (event.kind === "node-cached") console.error(`${event.node} ${event.entity} was taken from the cache`);
      if (event.kind === "decks-written") console.error(`${event.node} ${event.entity} shows ${event.path}`);
    },
  },
);
console.log(`\n${await report.text()}\nSent ${sent}`);
