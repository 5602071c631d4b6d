/** Where a run stores what it makes: `raw` for stored data, and one folder a node where the run is kept. */
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { literalJson } from "../literals/index.ts";
import type { LiteralMap } from "../model/index.ts";
import { createFileAccess, randomHex } from "../storage/index.ts";
import type { FileAccess } from "../types/index.ts";

/** The directory of one run. It is made when the first file comes. */
export class RunDirectory {
  readonly path: string;
  readonly #isKept: boolean;
  readonly rawOutputPrefix: string;
  readonly access: FileAccess;

  /** @param kept where the run is kept; stored data goes to a temporary directory otherwise */
  constructor(kept: string | undefined) {
    this.#isKept = kept !== undefined;
    this.path = kept === undefined ? join(tmpdir(), `tsflyte-run-${randomHex()}`) : resolve(kept);
    this.rawOutputPrefix = join(this.path, "raw");
    this.access = createFileAccess({
      rawOutputPrefix: this.rawOutputPrefix,
      downloadDirectory: join(this.path, "raw"),
    });
  }

  /** Where an attempt of a node's task leaves its checkpoint. */
  checkpointPath(node: string, attempt: number): string {
    return join(this.path, "checkpoints", folderOf(node), String(attempt));
  }

  /** Keeps the inputs or outputs of a node, in the JSON that Flyte's own tools print. */
  keep(node: string, role: "inputs" | "outputs", literals: LiteralMap): void {
    if (!this.#isKept) return;
    const json = Object.fromEntries(Object.entries(literals).map(([name, literal]) => [name, literalJson(literal)]));
    this.write(node, `${role}.json`, `${JSON.stringify({ literals: json }, undefined, 2)}\n`);
  }

  /** Writes a file of a node; gives its path. */
  write(node: string, name: string, text: string): string {
    const folder = join(this.path, "nodes", folderOf(node));
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }
}

/** The folder of a node below `nodes`; one that runs alone has none of its own. */
function folderOf(node: string): string {
  return node === "" ? "." : node;
}
