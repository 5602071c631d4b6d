/** A process that runs one cached and serialised task, and notes in a file that it computed. */
import { appendFileSync } from "node:fs";
import { defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";

const serial = defineTask(
  "serialAcrossProcesses",
  { path: m.text },
  m.value(m.text),
  async (path: string) => {
    appendFileSync(path, "computed\n");
    await new Promise((resolve) => setTimeout(resolve, 200));
    return "done";
  },
  { cache: { version: "1", serialize: true } },
);

process.stdout.write(await serial(process.argv[2] ?? ""));
