import { setTimeout as pause } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createServer } from "vite";
import tsflyte from "../../src/vite.ts";
import { createBundledProject } from "./support/bundled-project.ts";
import { sampleProject } from "./support/sample-project.ts";

const server = suite("bundlers/vite-server");

server("gives modules anew, and tells the browser, when a type changes that it never asked for", async () => {
  const project = createBundledProject(sampleProject);
  const vite = await createServer({
    root: project.folder,
    configFile: false,
    logLevel: "silent",
    plugins: [tsflyte()],
    server: { middlewareMode: true, ws: false, watch: { usePolling: true, interval: 20 } },
    optimizeDeps: { noDiscovery: true },
    ssr: { external: ["@tsflyte/runtime"] },
  });
  const { client, ssr } = vite.environments;
  const sent: string[] = [];
  client.hot.send = (payload: unknown) => void sent.push(JSON.stringify(payload));
  const load = async (): Promise<string> => (await client.transformRequest("/src/flows/train.ts"))?.code ?? "";
  const until = async (isMeant: () => boolean | Promise<boolean>): Promise<void> => {
    for (let turn = 0; turn < 400; turn++) {
      if (await isMeant()) return;
      await pause(25);
    }
    assert.unreachable(`it did not happen; sent: ${sent.join()}`);
  };
  // The watcher has to have looked at a new file first, and drops a change that follows another at once.
  const edit = async (members: string): Promise<void> => {
    await pause(200);
    sent.length = 0;
    project.write({ "src/model/unit.ts": `export interface Unit { ${members} }\n` });
  };
  try {
    assert.match(await load(), '"size"');
    await edit("readonly weight: number");
    await until(() => sent.some((payload) => /full-reload|update/.test(payload)));
    await until(async () => (await load()).includes('"weight"'));

    await edit("readonly weight: () => void");
    await until(() =>
      load().then(
        () => false,
        (error: Error) => /TS990030: parameter 'rows', at rows\[\]\.unit\.weight/.test(error.message),
      ),
    );
    const error = await load().catch((thrown: unknown) => thrown as { loc: object; id: string; frame: string });
    assert.equal((error as { loc: object }).loc, { file: project.path("src/flows/train.ts"), line: 9, column: 54 });

    await edit("readonly colour: string");
    await until(() => sent.some((payload) => /full-reload|update/.test(payload)));
    await until(async () => (await load()).includes('"colour"'));

    assert.match((await ssr.transformRequest("/src/flows/train.ts"))?.code ?? "", '"colour"');
  } finally {
    await vite.close();
    project.remove();
  }
});
server.run();
