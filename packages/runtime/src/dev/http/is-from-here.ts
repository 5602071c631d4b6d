import type { IncomingMessage } from "node:http";

/** Names that lead to this machine wherever they are looked up. */
const loopback = /^(?:localhost|[a-z0-9-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;

/**
 * Whether a request comes from a program of this machine rather than from a page of the web. A browser sends requests for any page to
 * any port of this machine, and whoever may start executions here may run any program: it says with `Origin` whose page that is, and
 * with `Host` which name the page's server has given to this machine.
 */
export function isFromHere({ headers: { host, origin } }: Pick<IncomingMessage, "headers">): boolean {
  if (host !== undefined && !loopback.test(host)) return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && loopback.test(new URL(origin).host);
}
