/** flytekit, as a process that answers requests: see python/peer.py for what it can be asked. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { JsonObject } from "../../../runtime/src/metadata/index.ts";
import { environment } from "./run-task.ts";

/** What flytekit makes of an `outputs.pb`. */
export interface ReadOutputs {
  readonly name: string;
  readonly same: boolean;
  readonly got: string;
  readonly expected: string;
  /** What we wrote, in protobuf's JSON. */
  readonly literal: JsonObject;
  /** What flytekit writes for the same value. */
  readonly flytekits: JsonObject;
}

/** What flytekit reads where it knows the Flyte type alone. */
export interface Guess {
  readonly type: string;
  /** Names of the fields, sorted, where it guesses a dataclass. */
  readonly fields: readonly string[] | null;
  readonly got: string;
}

/** What flytekit's messages and classes make of a spec. */
export interface ParsedSpec {
  /** Bytes that the messages have no field for. */
  readonly unknown: number;
  readonly original: JsonObject;
  /** The same after a trip through flytekit's classes. */
  readonly back: JsonObject;
}

/** An `error.pb`, by flytekit's classes. */
export interface ReadError {
  readonly code: string;
  readonly message: string;
  readonly kind: string;
  readonly origin: string;
  readonly worker: string;
  /** Seconds since the time it gives. */
  readonly age: number | null;
}

/** Specs in protobuf's canonical JSON. */
export type Specs = { readonly [list in "tasks" | "workflows" | "launchPlans"]: readonly JsonObject[] };

interface Requests {
  names: { arguments: Record<never, never>; answer: { readonly [task: string]: readonly string[] } };
  write_inputs: { arguments: { task: string; value: string; path: string }; answer: null };
  write_attribute: { arguments: { task: string; value: string; path: string }; answer: null };
  write_old_inputs: { arguments: { task: string; value: string; path: string }; answer: null };
  write_as: { arguments: { type: string; value: string; path: string }; answer: null };
  read_as: { arguments: { type: string; path: string }; answer: string };
  read_outputs: { arguments: { task: string; value: string; path: string }; answer: ReadOutputs };
  run: {
    arguments: {
      module: string;
      task: string;
      inputs: string;
      prefix: string;
      raw: string;
      env?: Record<string, string>;
    };
    answer: readonly string[];
  };
  serialize: { arguments: { module: string; folder?: string }; answer: Specs };
  parse_file: { arguments: { path: string }; answer: ParsedSpec };
  parse_spec: { arguments: { kind: keyof Specs; spec: JsonObject }; answer: ParsedSpec };
  read_error: { arguments: { path: string }; answer: ReadError };
  guess: { arguments: { task: string; value: string; type: JsonObject; path: string }; answer: Guess };
  literal_of_guess: { arguments: { task: string; value: string; type: JsonObject; path: string }; answer: null };
}

/** Python of the environment that has flytekit. */
export const python: string = process.env["TSFLYTE_PYTHON"] ?? "";
if (python === "") throw new Error("TSFLYTE_PYTHON is not set: run these tests with pnpm test:interop");

/** Variables of flytekit's processes: no log, and nothing written beside the sources. */
export const quiet = { FLYTE_SDK_LOGGING_LEVEL: "50", PYTHONDONTWRITEBYTECODE: "1" } as const;

/** One process of flytekit. */
export class FlytekitPeer {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #stderr = "";

  constructor() {
    const script = join(import.meta.dirname, "../python/peer.py");
    const env = { ...environment, ...quiet };
    const child = spawn(python, [script], { env, stdio: ["pipe", "pipe", "pipe"] });
    child.stderr.on("data", (chunk) => (this.#stderr += chunk));
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.#process = child;
  }

  /** Asks one thing; a failure in Python is an error here, with its trace. One request at a time. */
  async ask<R extends keyof Requests>(
    request: R,
    args: Requests[R]["arguments"] & object,
  ): Promise<Requests[R]["answer"]> {
    this.#process.stdin?.write(`${JSON.stringify({ request, arguments: args })}\n`);
    const line = await this.#answers.next();
    if (line.done) throw new Error(`flytekit ended: ${this.#stderr}`);
    const { answer, failure } = JSON.parse(line.value);
    if (failure !== undefined) throw new Error(`flytekit failed at ${request}: ${failure}`);
    return answer;
  }

  end(): void {
    this.#process.stdin?.end();
  }
}
