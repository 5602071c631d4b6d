import { spawn } from "node:child_process";

/** Opens a page in the user's browser; false where nothing can be started. */
export function openBrowser(url: string): Promise<boolean> {
  const [command, ...args] = browserCommand(url);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}

function browserCommand(url: string): readonly [string, ...string[]] {
  switch (process.platform) {
    case "darwin":
      return ["open", url];
    case "win32":
      // `start` would take the "&" of the URL for the end of a command.
      return ["rundll32", "url.dll,FileProtocolHandler", url];
    default:
      return ["xdg-open", url];
  }
}
