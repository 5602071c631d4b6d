import type { WorkflowExecutionIdentifier } from "../../model/index.ts";
import type { ClientConfig } from "../config/client-config.ts";

/** The page of an execution in the platform's console. */
export function consoleUrl(
  { endpoint, insecure, consoleEndpoint }: Pick<ClientConfig, "endpoint" | "insecure" | "consoleEndpoint">,
  { project, domain, name }: WorkflowExecutionIdentifier,
): string {
  const scheme = insecure ? "http" : "https";
  const base = consoleEndpoint ?? endpoint;
  const origin = /^https?:\/\//i.test(base) ? base.replace(/\/+$/, "") : `${scheme}://${base}`;
  const path = ["projects", project, "domains", domain, "executions", name].map(encodeURIComponent).join("/");
  return `${origin}/console/${path}`;
}
