/** What a registration prints beside its result. */
import type { RegisteredEntity } from "../register/index.ts";
import { printNote } from "./print.ts";

/** One line that is written over on a terminal, and lines elsewhere. */
export class RegisterProgress {
  /** One that can write over what it has written. */
  readonly #isTerminal = process.stderr.isTTY === true && process.env["TERM"] !== "dumb";
  readonly #isQuiet: boolean;
  #total = 0;
  #done = 0;

  constructor(isQuiet: boolean) {
    this.#isQuiet = isQuiet;
  }

  /** How many there are going to be. */
  expect(total: number): void {
    this.#total = total;
  }

  take({ kind, id, outcome, isActivated }: RegisteredEntity): void {
    this.#done++;
    if (this.#isQuiet) return;
    const name = `${kind.replace("-", " ")} ${id.name}`;
    if (this.#isTerminal) this.#redraw(`  ${this.#done}/${this.#total} ${name}`);
    else printNote(`  ${marks[outcome]} ${name}${isActivated ? ", active" : ""}`);
  }

  /** Takes the line away, so that the result stands alone. */
  end(): void {
    if (this.#isTerminal && !this.#isQuiet && this.#done > 0) process.stderr.write("\r\u001b[K");
  }

  #redraw(text: string): void {
    const width = process.stderr.columns || 80;
    process.stderr.write(`\r\u001b[K${text.slice(0, width - 1)}`);
  }
}

const marks: { readonly [outcome in RegisteredEntity["outcome"]]: string } = {
  registered: "new ",
  "already-registered": "same",
  failed: "FAIL",
};
