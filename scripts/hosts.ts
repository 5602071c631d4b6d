/**
 * Runs the tests that build one project with every host, in its oldest and its newest version. npm installs them, so they need its
 * registry; where it cannot be reached, one line says so and nothing is counted. Arguments are parts of the names of hosts.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const reached = spawnSync("npm", ["view", "typescript", "version", "--prefer-online", "--fetch-retries", "1"], {
  encoding: "utf8",
});
if (reached.status === 0) {
  const args = [join(root, "scripts/test.ts"), "--tests", "packages/e2e/hosts/*.test.ts"];
  const names = process.argv.slice(2);
  const env = names.length === 0 ? process.env : { ...process.env, TSFLYTE_HOSTS: names.join(",") };
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env }).status ?? 1;
} else {
  const reason =
    /^npm error code (\S+)/m.exec(reached.stderr ?? "")?.[1] ?? reached.error?.message ?? "it has no answer";
  console.log(`not run: the tests of hosts need the registry of npm (${reason})`);
}
