/** What all executions of one engine share. */

import type { ExecutionCreateRequest } from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import type { CompiledWorkflowClosure } from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import type { Identifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { LaunchPlanInterface } from "../compiler/graph-state.ts";
import type { Database } from "../database/database.ts";
import type { ExecutionKey, ExecutionRow } from "../database/executions.ts";
import type { ObjectFolder } from "../objects/object-folder.ts";
import type { Room } from "./room.ts";
import type { Waiters } from "./waiters.ts";

/** How an engine is set up. */
export interface EngineOptions {
  readonly database: Database;
  readonly objects: ObjectFolder;
  /** Folders that stand for images, or programs that start their commands; `*` stands for all other images. */
  readonly images?: ReadonlyMap<string, string>;
  /** Variables that every process gets. @default PATH, HOME and what else programs need */
  readonly environment?: { readonly [name: string]: string };
  /** Where the secrets that tasks ask for are: `_FSEC_GROUP_KEY`. @default the environment of this process */
  readonly secrets?: { readonly [name: string]: string | undefined };
  /** The closure of the workflow that an execution runs. Throws where there is none. */
  readonly workflowOf: (execution: ExecutionRow) => CompiledWorkflowClosure;
  /** Creates an execution, for nodes that run a launch plan and for schedules. Throws where it is refused. */
  readonly launch?: ((request: ExecutionCreateRequest) => void) | undefined;
  /** The interface of a launch plan, for dynamic tasks that run one. */
  readonly launchPlanOf?: ((id: Identifier) => LaunchPlanInterface | undefined) | undefined;
  /** What containers are told as `FLYTE_EXECUTION_URL`. */
  readonly executionUrl?: ((execution: ExecutionKey) => string) | undefined;
  /** Where the control plane is, `localhost:30080`: containers find it in `FLYTE_PLATFORM_URL`. */
  readonly endpoint?: (() => string) | undefined;
  readonly settings?: Partial<EngineSettings>;
  readonly onLog?: (line: string) => void;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** What a deployment configures of its engine. */
export interface EngineSettings {
  /** How many processes run at a time. @default twice the processors */
  readonly processes: number;
  /** How many nodes of one execution run at a time, unless it says so itself. @default 25 */
  readonly parallelism: number;
  /** How often an attempt is repeated that failed by no fault of the task's. @default 3 */
  readonly systemRetries: number;
  /** Bytes that `outputs.pb` may have. @default 2 MiB */
  readonly outputBytes: number;
  /** Milliseconds between asking a process to end and ending it. @default 5000 */
  readonly grace: number;
}

/** An engine at work. */
export interface EngineContext
  extends Pick<EngineOptions, "launch" | "launchPlanOf" | "executionUrl" | "endpoint" | "workflowOf"> {
  readonly database: Database;
  readonly objects: ObjectFolder;
  readonly images: ReadonlyMap<string, string>;
  readonly environment: { readonly [name: string]: string };
  readonly secrets: { readonly [name: string]: string | undefined };
  readonly settings: EngineSettings;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** For processes. */
  readonly room: Room;
  /** Those who wait for signals, for executions, and for each other's results. */
  readonly waiters: Waiters;
  /** Whether it ends: nothing that happens from then on is a fact about an execution. */
  readonly isClosing: () => boolean;
  /** Writes a transition, all of it or nothing; nothing any more once the engine ends. */
  readonly write: (work: () => void) => void;
  readonly abort: (execution: ExecutionKey, cause: string) => void;
}
