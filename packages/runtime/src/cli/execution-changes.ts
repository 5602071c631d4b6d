/** Ending and repeating executions. */
import { textOption } from "./command-line.ts";
import { follow, printJson } from "./execution-views.ts";
import type { ExecutionCall } from "./executions-command.ts";
import { executionText } from "./follow-execution.ts";
import { printResult } from "./print.ts";

/** Ends executions. */
export async function abort({ client, parsed, signal, names }: ExecutionCall): Promise<void> {
  const cause = textOption(parsed, "cause") ?? "aborted with tsflyte";
  for (const name of names) await client.execution({ name }).abort(cause, { signal });
  if (parsed.values["json"] === true) return printJson({ aborted: names });
  printResult(names.map((name) => `${name} is being aborted`).join("\n"));
}

/** Runs an execution again, from its start or from where it failed. */
export async function relaunch(call: ExecutionCall, how: "relaunch" | "recover"): Promise<void> {
  const { client, parsed, signal, names } = call;
  const name = textOption(parsed, "name");
  const again = name === undefined ? {} : { name };
  const before = client.execution({ name: names[0] ?? "" });
  const overwriteCache = parsed.values["overwrite-cache"] === true;
  const execution =
    how === "recover"
      ? await before.recover(again, { signal })
      : await before.relaunch({ ...again, overwriteCache }, { signal });
  if (parsed.values["wait"] === true) return follow(call, execution);
  if (parsed.values["json"] === true) return printJson({ name: execution.id.name, console: execution.consoleUrl });
  printResult(`${executionText(execution.id)}: ${execution.consoleUrl}`);
}
