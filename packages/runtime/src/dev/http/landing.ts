import type { ServerResponse } from "node:http";

const page = `This is tsflyte dev, a Flyte control plane for development. It has no console.
Its JSON API is at /api/v1, for example /api/v1/projects and /api/v1/executions/flytesnacks/development?limit=10.
`;

const consolePath = /^\/console\/projects\/([^/]+)\/domains\/([^/]+)\/executions\/([^/]+)/;

/**
 * Answers who comes with a browser: says what this is, and leads links to a console's page of an execution to what the JSON API knows
 * of it. False for all other paths.
 */
export function serveLanding(pathname: string, response: ServerResponse): boolean {
  if (pathname === "/") {
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end(page);
    return true;
  }
  const [, ...execution] = consolePath.exec(pathname) ?? [];
  if (execution.length === 0) return false;
  response.writeHead(302, { location: `/api/v1/executions/${execution.join("/")}` }).end();
  return true;
}
