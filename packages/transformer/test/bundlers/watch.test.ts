import { setTimeout as pause } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createBundledProject } from "./support/bundled-project.ts";
import { sampleProject } from "./support/sample-project.ts";
import { type Rebuild, watchingHosts } from "./support/watchers.ts";

/** Waits for a build that is as expected; bundlers may tell of others before. */
function createInbox(): {
  put(rebuild: Rebuild): void;
  until(isMeant: (rebuild: Rebuild) => boolean): Promise<Rebuild>;
} {
  let latest: Rebuild | undefined;
  let wake: () => void = () => undefined;
  return {
    put(rebuild) {
      latest = rebuild;
      wake();
    },
    until: (isMeant) =>
      new Promise((done, fail) => {
        const timer = setTimeout(
          () => fail(new Error(`no such build came, at last: ${JSON.stringify(latest)}`)),
          20_000,
        );
        wake = () => {
          if (latest === undefined || !isMeant(latest)) return;
          clearTimeout(timer);
          done(latest);
        };
        wake();
      }),
  };
}

const unit = (members: string): Record<string, string> => ({
  "src/model/unit.ts": `export interface Unit { ${members} }\n`,
});

for (const host of watchingHosts) {
  const watch = suite(`bundlers/watch: ${host.name}`);
  watch("embeds anew when a type three imports away changes, and goes on after errors", async () => {
    const project = createBundledProject({
      ...sampleProject,
      "src/main.ts": `import { train } from "./flows/train.ts";
console.log(JSON.stringify((train as never as { metadata: object }).metadata));
`,
    });
    const { put, until } = createInbox();
    const request = { folder: project.folder, entry: project.path("src/main.ts"), out: project.path("out") };
    // Watchers drop a change that follows another at once.
    const edit = async (files: Readonly<Record<string, string>>): Promise<void> => {
      await pause(150);
      project.write(files);
    };
    const stop = await host.watch(request, put);
    try {
      const first = await until(({ code }) => code.includes("size"));
      assert.is(first.error, "");

      await edit(unit("readonly size: number; readonly weight: number"));
      const second = await until(({ code }) => code.includes("weight"));
      assert.is(second.error, "");

      await edit(unit("readonly size: () => void; readonly colour: number"));
      const failed = await until(({ error }) => error !== "");
      assert.match(failed.error, /TS990030/);
      assert.match(failed.error, "'() => void' is a function, which cannot be sent");
      assert.match(failed.error, /src\/flows\/train\.ts[(:]9[,:]5[45]/);

      await edit(unit("readonly size: string; readonly colour: number"));
      const recovered = await until(({ error, code }) => error === "" && code.includes("colour"));
      assert.not.match(recovered.code, "weight");

      const flow = sampleProject["src/flows/train.ts"] ?? "";
      await edit({ "src/flows/train.ts": flow.replace("rows: Row[], ", "rows: Row[], more: Row | null, ") });
      await until(({ code }) => /more\\?"?:\s*\{/.test(code));
    } finally {
      await stop();
      project.remove();
    }
  });
  watch.run();
}
