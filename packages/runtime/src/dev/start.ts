import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { badDatabase, folderNotWritable } from "../errors/dev.ts";
import { type ControlPlane, defaultLimits, type Limits } from "./control-plane.ts";
import { type Database, openDatabase } from "./database/database.ts";
import { migrate } from "./database/migrate.ts";
import { addProject } from "./database/projects.ts";
import { schema } from "./database/schema.ts";
import { createEngine, type Engine } from "./engine/engine.ts";
import { recordExecution } from "./executions/record-execution.ts";
import { launchOrigin, launchPlanInterface, storedClosure } from "./executions/stored-entities.ts";
import { lockFolder } from "./folder-lock.ts";
import { objectLinks } from "./http/object-links.ts";
import { openObjectFolder } from "./objects/object-folder.ts";
import { startServers } from "./servers.ts";

/** How a development server is set up. */
export interface DevServerOptions {
  /** Where it speaks gRPC; 0 is any port that is free. @default 0 */
  readonly port?: number;
  /** Where it speaks HTTP: the JSON API, uploads and downloads. @default 0 */
  readonly httpPort?: number;
  /** Where the state is kept. Without one it is in a temporary folder that goes with the server. */
  readonly folder?: string;
  /** Keeps the database in memory, though objects are files in any case. @default false */
  readonly memory?: boolean;
  /** The folders that stand for container images, by the image's name. */
  readonly images?: ReadonlyMap<string, string>;
  /** Projects that are there from the start. @default flytesnacks */
  readonly projects?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** What it does, line by line. */
  readonly onLog?: (line: string) => void;
  /** The clock. @default Date.now */
  readonly now?: () => number;
}

/** A development server that runs. */
export interface DevServer {
  /** What clients are pointed at: `localhost:30080`. */
  readonly endpoint: string;
  /** Where its JSON API is: `http://localhost:30081`. */
  readonly httpUrl: string;
  /** The folder of its state. */
  readonly folder: string;
  /** Ends it; executions go on when it is started again with the same folder. */
  close(): Promise<void>;
}

/**
 * Starts a control plane on this machine, for development and for tests: Flyte's API, with the rules of the real server.
 *
 * @example
 * ```ts
 * const server = await startDevServer({ memory: true });
 * console.log(server.endpoint);
 * await server.close();
 * ```
 */
export async function startDevServer(options: DevServerOptions = {}): Promise<DevServer> {
  const { memory = false, projects = ["flytesnacks"], now = Date.now, onLog: log = () => {} } = options;
  const isTemporary = options.folder === undefined;
  const folder = isTemporary ? mkdtempSync(join(tmpdir(), "tsflyte-dev-")) : resolve(options.folder);
  checkWritable(folder);
  // Undone in reverse, whether the server has run or could not be started.
  const undo: (() => void)[] = [];
  if (isTemporary) undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const letGo = () => {
    for (const step of undo.splice(0).reverse()) step();
  };
  try {
    undo.push(lockFolder(folder));
    const database = openState(memory || isTemporary ? ":memory:" : join(folder, "state.sqlite"));
    undo.push(() => database.close());
    migrate(database, "control-plane", schema);
    for (const id of projects) addProject(database, { id, name: id, description: "", labels: {}, createdAt: now() });
    const objects = openObjectFolder(join(folder, "objects"));
    let httpUrl = "";
    let endpoint = "";
    const shared = { database, limits: { ...defaultLimits, ...options.limits }, now };
    const engine: Engine = createEngine({
      database,
      objects,
      now,
      ...(options.images === undefined ? {} : { images: options.images }),
      onLog: log,
      workflowOf: (execution) => storedClosure(database, execution.workflow),
      launchPlanOf: (id) => launchPlanInterface(database, id),
      launch(request) {
        const { key, isRunnable } = recordExecution(shared, request, launchOrigin(request));
        if (isRunnable) engine.start(key);
      },
      endpoint: () => endpoint,
      executionUrl: ({ project, domain, name }) =>
        `${httpUrl}/console/projects/${project}/domains/${domain}/executions/${name}`,
    });
    const plane: ControlPlane = { ...shared, objects, links: objectLinks(() => httpUrl, now), engine, log };
    const { port = 0, httpPort = 0 } = options;
    const servers = await startServers(plane, { port, httpPort });
    httpUrl = `http://localhost:${servers.httpPort}`;
    endpoint = `localhost:${servers.port}`;
    engine.resume();
    return {
      endpoint,
      httpUrl,
      folder,
      async close() {
        await servers.close(() => engine.close());
        letGo();
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** Makes a folder, with a file that keeps it out of the project that it may lie in. */
function checkWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, ".gitignore"), "*\n");
  } catch (error) {
    throw folderNotWritable(folder, error as Error);
  }
}

function openState(file: string): Database {
  try {
    return openDatabase(file);
  } catch (error) {
    throw badDatabase(file, error as Error);
  }
}
