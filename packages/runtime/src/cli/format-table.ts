import { FlyteFile } from "../types/index.ts";

/** A table of rows that are objects of simple values; undefined where they are something else. */
export function formatTable(rows: readonly unknown[]): string | undefined {
  if (rows.length === 0 || !rows.every(isFlatRecord)) return undefined;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return undefined;
  const cells = rows.map((row) => columns.map((column) => cellText(row[column])));
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column), ...cells.map((line) => displayWidth(line[index] ?? ""))),
  );
  const numeric = columns.map((column) => rows.every((row) => isNumber(row[column])));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => {
        const space = " ".repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(text)));
        return numeric[index] ? space + text : text + space;
      })
      .join("  ")
      .trimEnd();
  return [line(columns), line(widths.map((width) => "─".repeat(width))), ...cells.map(line)].join("\n");
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

function isFlatRecord(value: unknown): value is { readonly [column: string]: unknown } {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(
    (cell) => typeof cell !== "object" || cell === null || cell instanceof Date || cell instanceof FlyteFile,
  );
}

/** On one line, whatever the cell holds. */
function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof FlyteFile) return value.uri;
  if (value instanceof Date) return value.toISOString();
  return String(value).replace(/\p{Cc}/gu, (letter) => JSON.stringify(letter).slice(1, -1));
}

const wide =
  /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}|[\uFF01-\uFF60\u3000-\u303F]/u;

/** How many columns of a terminal a text takes. */
function displayWidth(text: string): number {
  return [...new Intl.Segmenter().segment(text)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);
}
