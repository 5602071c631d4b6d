/**
 * Placeholders in scripts. A value never becomes text of the script, which the shell would read as a program: in its place stands
 * a reference to an environment variable, in quotes where the script has none.
 */

/** `{inputs.NAME}`, `{outputs.NAME}` or `{ctx.NAME}` in a script. */
export interface Placeholder {
  readonly kind: "inputs" | "outputs" | "ctx";
  readonly name: string;
  /** As it stands in the script. */
  readonly text: string;
  readonly place: ScriptPlace;
}

/** Where in a script: outside of quotes, in double ones, in a calculation, in a text for standard input, or where nothing is filled in. */
export type ScriptPlace = "plain" | "double" | "arithmetic" | "heredoc" | "single" | "quoted-heredoc";

const placeholder = /\{(inputs|outputs|ctx)\.([^{}\s]+)\}/y;
const heredoc = /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|(\\?)([A-Za-z_]\w*))/y;

interface Open {
  readonly place: ScriptPlace;
  /** What ends it. */
  readonly end: string;
}

/** The placeholders of a text that is no script, such as a path. */
export function fillText(text: string, fill: (found: Omit<Placeholder, "place">) => string): string {
  return text.replace(new RegExp(placeholder.source, "g"), (found: string, kind: Placeholder["kind"], name: string) =>
    fill({ kind, name, text: found }),
  );
}

/** The script with every placeholder replaced; those in comments stay. */
export function fillScript(script: string, fill: (found: Placeholder) => string): string {
  const scanner = new Scanner(script, fill);
  return scanner.run();
}

class Scanner {
  readonly #script: string;
  readonly #fill: (found: Placeholder) => string;
  readonly #open: Open[] = [{ place: "plain", end: "" }];
  #heredocs: { readonly word: string; readonly isQuoted: boolean; readonly tabs: boolean }[] = [];
  #at = 0;
  #filled = "";

  constructor(script: string, fill: (found: Placeholder) => string) {
    this.#script = script;
    this.#fill = fill;
  }

  run(): string {
    while (this.#at < this.#script.length) this.#step();
    return this.#filled;
  }

  /** Goes on by one thing; what it gives says nothing. */
  #step(): boolean {
    const { place, end } = this.#open.at(-1) ?? { place: "plain" as const, end: "" };
    if (this.#replaces(place)) return true;
    if (end !== "" && this.#starts(end)) {
      this.#open.pop();
      return this.#copy(end.length);
    }
    if (place === "single") return this.#copy(1);
    if (this.#starts("\\") || this.#starts("${")) return this.#copy(2);
    if (this.#starts("$((")) return this.#enter("arithmetic", "$((", "))");
    if (this.#starts("$(")) return this.#enter("plain", "$(", ")");
    if (this.#starts("`")) return this.#enter("plain", "`", "`");
    if (place === "double") return this.#copy(1);
    if (place === "arithmetic") return this.#starts("(") ? this.#enter("arithmetic", "(", ")") : this.#copy(1);
    return this.#stepPlain();
  }

  #stepPlain(): boolean {
    if (this.#starts("'")) return this.#enter("single", "'", "'");
    if (this.#starts('"')) return this.#enter("double", '"', '"');
    if (this.#starts("((")) return this.#enter("arithmetic", "((", "))");
    if (this.#starts("(")) return this.#enter("plain", "(", ")");
    if (this.#starts("<<<")) return this.#copy(3);
    if (this.#starts("#") && /^[\s;&|(]?$/.test(this.#script.charAt(this.#at - 1))) return this.#copyLine();
    if (this.#starts("<<") && this.#opensHeredoc()) return true;
    return this.#starts("\n") && this.#heredocs.length > 0 ? this.#copyHeredocs() : this.#copy(1);
  }

  #starts(text: string): boolean {
    return this.#script.startsWith(text, this.#at);
  }

  #copy(length: number): true {
    this.#filled += this.#script.slice(this.#at, this.#at + length);
    this.#at += length;
    return true;
  }

  #enter(place: ScriptPlace, start: string, end: string): true {
    this.#open.push({ place, end });
    return this.#copy(start.length);
  }

  #copyLine(): true {
    const end = this.#script.indexOf("\n", this.#at);
    return this.#copy((end < 0 ? this.#script.length : end) - this.#at);
  }

  #replaces(place: ScriptPlace): boolean {
    placeholder.lastIndex = this.#at;
    const match = placeholder.exec(this.#script);
    if (match === null) return false;
    const [text, kind, name = ""] = match;
    this.#filled += this.#fill({ kind: kind as Placeholder["kind"], name, text, place });
    this.#at += text.length;
    return true;
  }

  #opensHeredoc(): boolean {
    heredoc.lastIndex = this.#at;
    const match = heredoc.exec(this.#script);
    if (match === null) return false;
    const [text, tabs, single, double, backslash, bare] = match;
    const isQuoted = bare === undefined || backslash !== "";
    this.#heredocs.push({ word: single ?? double ?? bare ?? "", isQuoted, tabs: tabs === "-" });
    this.#copy(text.length);
    return true;
  }

  /** The lines behind this one, up to the word of each text that began in it. */
  #copyHeredocs(): true {
    this.#copy(1);
    for (const { word, isQuoted, tabs } of this.#heredocs) {
      while (this.#at < this.#script.length) {
        const end = this.#script.indexOf("\n", this.#at);
        const stop = end < 0 ? this.#script.length : end + 1;
        const line = this.#script.slice(this.#at, end < 0 ? stop : end);
        const isLast = (tabs ? line.replace(/^\t+/, "") : line) === word;
        if (isLast) this.#copy(stop - this.#at);
        else this.#fillUpTo(stop, isQuoted ? "quoted-heredoc" : "heredoc");
        if (isLast) break;
      }
    }
    this.#heredocs = [];
    return true;
  }

  #fillUpTo(stop: number, place: ScriptPlace): void {
    while (this.#at < stop) if (!this.#replaces(place)) this.#copy(1);
  }
}
