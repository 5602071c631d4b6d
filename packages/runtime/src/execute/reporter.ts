import { encodeErrorDocument, encodeLiteralMap } from "../literals/running.ts";
import { randomHex, storeOf } from "../storage/index.ts";
import type { Outcome } from "./execute-task.ts";
import { errorDocument, type Failure, failureIn } from "./failure.ts";

/** Writes the one document that a container leaves. */
export class Reporter {
  readonly #prefix: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(prefix: string, env: NodeJS.ProcessEnv) {
    this.#prefix = prefix;
    this.#env = env;
  }

  /** Writes the document of an outcome; gives the exit code. */
  async report(outcome: Outcome): Promise<number> {
    switch (outcome.kind) {
      case "ignored":
        return 0;
      case "outputs":
        return this.#writeResult("outputs.pb", () => encodeLiteralMap(outcome.outputs));
      case "dynamic-job":
        return this.#writeResult("futures.pb", () => outcome.bytes);
      case "failure":
        try {
          await this.#write(this.#errorUri(), this.#errorBytes(outcome.failure));
          return this.#failureCode();
        } catch (error) {
          process.stderr.write(`The error document cannot be written: ${String(error)}\n`);
          return 1;
        }
      default:
        return outcome satisfies never;
    }
  }

  /** Writes an error document in a process that has no time left, where the storage can. */
  reportNow(failure: Failure): void {
    try {
      const store = storeOf(this.#prefix);
      if (store instanceof Promise || store.writeSync === undefined) return;
      store.writeSync(this.#errorUri(), this.#errorBytes(failure));
      process.exitCode = this.#failureCode();
    } catch (error) {
      process.stderr.write(`The error document cannot be written: ${String(error)}\n`);
    }
  }

  async #writeResult(name: string, encode: () => Uint8Array): Promise<number> {
    try {
      await this.#write(`${this.#prefix}/${name}`, encode());
      return 0;
    } catch (error) {
      return this.report({ kind: "failure", failure: failureIn("write", error) });
    }
  }

  async #write(uri: string, bytes: Uint8Array): Promise<void> {
    const store = await storeOf(uri);
    await store.write(uri, bytes);
  }

  /** Where many workers share a prefix, each writes a document of its own and the platform takes the first. */
  #errorUri(): string {
    return `${this.#prefix}/${this.#isDistributed() ? `error-${randomHex()}` : "error"}.pb`;
  }

  #errorBytes(failure: Failure): Uint8Array {
    const worker = this.#isDistributed() ? (this.#variable("FLYTE_INTERNAL_WORKER_NAME", "_F_WN") ?? "") : "";
    const document = errorDocument(failure, worker);
    process.stderr.write(`${document.code} (${document.kind})\n${document.message}\n`);
    return encodeErrorDocument(document);
  }

  #isDistributed(): boolean {
    return this.#variable("FLYTE_INTERNAL_DIST_ERROR_STRATEGY", "_F_DES") !== undefined;
  }

  #variable(name: string, short: string): string | undefined {
    return this.#env[name] || this.#env[short] || undefined;
  }

  #failureCode(): number {
    return /^(?:true|t|1)$/i.test(this.#env["FLYTE_FAIL_ON_ERROR"] ?? "") ? 1 : 0;
  }
}
