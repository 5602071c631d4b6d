import { isTrue, variable } from "./connection.ts";

/** What an object is stored with beside its bytes. */
export interface ObjectMetadata {
  readonly contentType: string;
  /** Which execution wrote the object; empty outside of one. */
  readonly execution: { readonly [name: string]: string };
}

/** The types that a browser or console shows; everything else is bytes. */
const contentTypes: { readonly [extension: string]: string } = {
  csv: "text/csv",
  gif: "image/gif",
  html: "text/html",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  md: "text/markdown",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain",
  xml: "application/xml",
  yaml: "application/yaml",
};

export function objectMetadata(key: string, env: NodeJS.ProcessEnv = process.env): ObjectMetadata {
  const extension = /\.([a-z]+)$/i.exec(key)?.[1]?.toLowerCase() ?? "";
  return {
    contentType: Object.hasOwn(contentTypes, extension)
      ? (contentTypes[extension] as string)
      : "application/octet-stream",
    execution: executionMetadata(env),
  };
}

/** The names that flytekit gives them; `FLYTE_PERSISTENCE_ATTACH_EXECUTION_METADATA` turns them off. */
function executionMetadata(env: NodeJS.ProcessEnv): { readonly [name: string]: string } {
  const attach = variable(env, "FLYTE_PERSISTENCE_ATTACH_EXECUTION_METADATA");
  if (attach !== undefined && !isTrue(attach)) return {};
  const facts = {
    "flyte-execution-project": variable(env, "FLYTE_INTERNAL_EXECUTION_PROJECT", "_F_PRJ"),
    "flyte-execution-domain": variable(env, "FLYTE_INTERNAL_EXECUTION_DOMAIN", "_F_DM"),
    "flyte-execution-launchplan": variable(env, "FLYTE_INTERNAL_EXECUTION_LAUNCHPLAN", "_F_LP"),
    "flyte-execution-workflow": variable(env, "FLYTE_INTERNAL_EXECUTION_WORKFLOW", "_F_WF"),
    "flyte-execution-name": variable(env, "FLYTE_INTERNAL_EXECUTION_ID", "_F_NM"),
  };
  return Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined));
}
