/** A token from a program that prints one. */
import { spawn } from "node:child_process";
import { tokenCommandFailed } from "../../errors/login.ts";

/** Runs it without a shell. What it writes to standard error the user sees: it may ask to log in. */
export function tokenFromCommand(command: readonly string[], signal: AbortSignal): Promise<string> {
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["inherit", "pipe", "inherit"], signal });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", (error) => reject(signal.aborted ? signal.reason : tokenCommandFailed(program, error.message)));
    child.once("close", (code, killed) => {
      const token = output.trim();
      if (code !== 0)
        reject(tokenCommandFailed(program, killed === null ? `it exited with ${code}` : `${killed} ended it`));
      else if (token === "") reject(tokenCommandFailed(program, "its output is empty"));
      else if (/\s/.test(token)) reject(tokenCommandFailed(program, "its output has more than one word"));
      else resolve(token);
    });
  });
}
