import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createBundledProject } from "./support/bundled-project.ts";
import { hosts } from "./support/hosts.ts";
import { sampleProject } from "./support/sample-project.ts";

const effects = suite("bundlers/side-effects");
// Farm has no way for a plugin to say so.
for (const host of hosts.filter(({ name }) => name !== "Farm")) {
  effects(`${host.name} keeps tasks that nothing uses, in a package that is said to have no side effects`, async () => {
    const project = createBundledProject({
      ...sampleProject,
      "package.json": JSON.stringify({ name: "project", type: "module", sideEffects: false }),
      "src/main.ts": 'import "./flows/train.ts";\nconsole.log("ran");\n',
    });
    try {
      const request = { folder: project.folder, entry: project.path("src/main.ts"), out: project.path("out") };
      const text = readFileSync(await host.build({ ...request, minify: true }), "utf8");
      assert.is(/name\\?"?:\s*\\?["'`]hidden\\?["'`]/.test(text), true);
    } finally {
      project.remove();
    }
  });
}
effects.run();
