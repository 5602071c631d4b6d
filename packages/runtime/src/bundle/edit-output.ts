/** Edits on a bundler's output that keep its source map exact. */
import { decodeMappings, encodeMappings, type Segment } from "./mappings.ts";

/** Text in the place of a part of the output; neither has a line break. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Code with its mappings. */
export interface MappedCode {
  readonly code: string;
  readonly mappings: string;
}

/** Applies edits, which do not overlap. */
export function applyEdits({ code, mappings }: MappedCode, edits: readonly Edit[]): MappedCode {
  if (edits.length === 0) return { code, mappings };
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  let text = "";
  let at = 0;
  for (const { start, end, text: replacement } of sorted) {
    text += code.slice(at, start) + replacement;
    at = end;
  }
  text += code.slice(at);
  return { code: text, mappings: encodeMappings(moved(code, decodeMappings(mappings), sorted)) };
}

function moved(code: string, rows: readonly (readonly Segment[])[], edits: readonly Edit[]): Segment[][] {
  let next = 0;
  let lineStart = 0;
  return rows.map((row) => {
    const lineBreak = code.indexOf("\n", lineStart);
    const lineEnd = lineBreak < 0 ? code.length : lineBreak;
    let shift = 0;
    const segments = row.map((segment) => {
      for (
        let edit = edits[next];
        edit !== undefined && edit.start < lineStart + segment.column;
        edit = edits[++next]
      ) {
        shift += edit.text.length - (edit.end - edit.start);
      }
      return { ...segment, column: segment.column + shift };
    });
    while ((edits[next]?.start ?? code.length) < lineEnd) next++;
    lineStart = lineEnd + 1;
    return segments;
  });
}

/**
 * Node's own modules by `process.getBuiltinModule` instead of by imports, which load all of their promises and streams. The imports
 * stand at the beginning of the output, so what runs when does not change.
 */
export function builtinEdits(code: string): readonly Edit[] {
  const edits: Edit[] = [];
  const statement = /\s*(import\s*(?:([\w$]+)\s*)?(?:,\s*)?(?:\{([^}]*)\}\s*)?(?:from\s*)?["']([^"']+)["'];?)/y;
  for (let match = statement.exec(code); match !== null; match = statement.exec(code)) {
    const [whole, text = "", name, list, source = ""] = match;
    const start = match.index + whole.length - text.length;
    if (!source.startsWith("node:")) continue;
    const module = `process.getBuiltinModule(${JSON.stringify(source)})`;
    const named = list?.replace(/\s+/g, " ").trim();
    if (named !== undefined && /\bdefault\b/.test(named)) continue;
    const parts = [
      ...(name === undefined ? [] : [`${name}=${module}`]),
      ...(named === undefined || named === ""
        ? []
        : [`{${named.replace(/ as /g, ":").replace(/, /g, ",")}}=${module}`]),
    ];
    const lines = "\n".repeat(text.split("\n").length - 1);
    if (lines === "")
      edits.push({ start, end: start + text.length, text: parts.length === 0 ? "" : `const ${parts.join(",")};` });
  }
  return edits;
}

/**
 * Everything beyond ASCII as escapes: a file of ASCII alone is kept with one byte a character, and Node reads and parses it in
 * half the time. None where the code looks at how its texts are spelled.
 *
 * @param program the syntax tree of the code
 */
export function asciiEdits(code: string, program: object): readonly Edit[] {
  const found = [...code.matchAll(/[^\0-\x7f]/g)];
  if (found.length === 0) return [];
  // Behind a tag, a template's function sees what stands there.
  const tagged = taggedTemplates(program);
  if (found.some(({ index }) => tagged.some(({ start, end }) => index >= start && index < end))) return [];
  return found.map(({ index, 0: letter }) => ({
    start: index,
    end: index + 1,
    text: `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  }));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function taggedTemplates(node: unknown): readonly Range[] {
  if (Array.isArray(node)) return node.flatMap(taggedTemplates);
  if (typeof node !== "object" || node === null) return [];
  const { type, quasi } = node as { readonly type?: unknown; readonly quasi?: Range };
  if (type === "TaggedTemplateExpression" && quasi !== undefined) return [quasi];
  return Object.values(node).flatMap(taggedTemplates);
}
