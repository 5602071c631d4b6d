/**
 * Writes what each package exports, with its types and whether it is documented, to `<package>/api/*.api.md`.
 * `--check` fails when a report is not what is committed, so that no change of the public surface goes unseen.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig, type ExtractorMessage } from "@microsoft/api-extractor";

const root = join(import.meta.dirname, "..");
const check = process.argv.includes("--check");

const entries = [
  { folder: "packages/runtime", entry: "dist/index.d.ts", report: "runtime" },
  { folder: "packages/runtime", entry: "dist/metadata/index.d.ts", report: "metadata" },
  { folder: "packages/runtime", entry: "dist/client/index.d.ts", report: "client" },
  { folder: "packages/runtime", entry: "dist/testing/index.d.ts", report: "testing" },
  { folder: "packages/transformer", entry: "dist/index.d.ts", report: "transformer" },
  { folder: "packages/transformer", entry: "dist/build.d.ts", report: "build" },
  { folder: "packages/transformer", entry: "dist/vite.d.ts", report: "vite" },
];

let wrong = 0;
for (const { folder, entry, report } of entries) {
  const projectFolder = join(root, folder);
  const reportFolder = join(projectFolder, "api");
  mkdirSync(reportFolder, { recursive: true });
  const missing = !existsSync(join(reportFolder, `${report}.api.md`));
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder,
      mainEntryPointFilePath: join(projectFolder, entry),
      compiler: { tsconfigFilePath: join(projectFolder, "tsconfig.json") },
      apiReport: {
        enabled: true,
        reportFileName: `${report}.api.md`,
        reportFolder,
        reportTempFolder: join(projectFolder, "temp"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: "error" as never, addToApiReportFile: false },
          // What the other entries name of the main one is exported there.
          ...(report === "runtime" || report === "transformer"
            ? {}
            : { "ae-forgotten-export": { logLevel: "none" as never, addToApiReportFile: false } }),
          "ae-missing-release-tag": { logLevel: "none" as never },
          "ae-undocumented": { logLevel: "none" as never },
          "ae-unresolved-link": { logLevel: "none" as never },
        },
        compilerMessageReporting: { default: { logLevel: "none" as never } },
        tsdocMessageReporting: { default: { logLevel: "none" as never } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(projectFolder, "package.json"),
  });
  const result = Extractor.invoke(config, {
    localBuild: !check,
    messageCallback: (message: ExtractorMessage) => {
      message.handled = true;
      if (message.logLevel === "error" || message.logLevel === "warning")
        console.log(`${folder}: ${message.formatMessageWithoutLocation()}`);
    },
  });
  if (result.errorCount > 0 || (check && (result.apiReportChanged || missing))) {
    wrong++;
    console.log(
      `${folder}/api/${report}.api.md: ${result.apiReportChanged || missing ? "it has changed: run node scripts/api-report.ts and look at the difference" : "the public surface has errors"}`,
    );
  }
}
process.exitCode = wrong === 0 ? 0 : 1;
