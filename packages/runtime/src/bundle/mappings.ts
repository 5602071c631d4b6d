/** The mappings of a source map: which place in the output came from where. */

/** One place, all from 0. Without a source it is of no module. */
export interface Segment {
  readonly column: number;
  readonly source: number;
  readonly line: number;
  readonly sourceColumn: number;
  /** Index of the name that the source has there. */
  readonly name: number | undefined;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digits: ReadonlyMap<string, number> = new Map([...alphabet].map((letter, digit) => [letter, digit]));

/** Reads mappings: one list of segments a line of the output. Segments that name no source are left out. */
export function decodeMappings(text: string): readonly (readonly Segment[])[] {
  let [source, line, sourceColumn, name] = [0, 0, 0, 0];
  return text.split(";").map((row) => {
    let column = 0;
    return row.split(",").flatMap((part): readonly Segment[] => {
      if (part === "") return [];
      const fields = decodeNumbers(part);
      column += fields[0] ?? 0;
      if (fields.length < 4) return [];
      source += fields[1] ?? 0;
      line += fields[2] ?? 0;
      sourceColumn += fields[3] ?? 0;
      if (fields.length > 4) name += fields[4] ?? 0;
      return [{ column, source, line, sourceColumn, name: fields.length > 4 ? name : undefined }];
    });
  });
}

/** Writes mappings. */
export function encodeMappings(rows: readonly (readonly Segment[])[]): string {
  let before = { source: 0, line: 0, sourceColumn: 0, name: 0 };
  return rows
    .map((row) => {
      let column = 0;
      return row
        .map((segment) => {
          const { source, line, sourceColumn, name } = segment;
          const deltas = [
            segment.column - column,
            ...[source - before.source, line - before.line, sourceColumn - before.sourceColumn],
            ...(name === undefined ? [] : [name - before.name]),
          ];
          column = segment.column;
          before = { source, line, sourceColumn, name: name ?? before.name };
          return deltas.map(encodeNumber).join("");
        })
        .join(",");
    })
    .join(";");
}

function decodeNumbers(text: string): readonly number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of text) {
    const digit = digits.get(letter) ?? 0;
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit >= 32) continue;
    numbers.push(value % 2 === 1 ? -Math.floor(value / 2) : value / 2);
    [value, shift] = [0, 0];
  }
  return numbers;
}

function encodeNumber(number: number): string {
  let value = number < 0 ? -number * 2 + 1 : number * 2;
  let text = "";
  do {
    const digit = value % 32;
    value = Math.floor(value / 32);
    text += alphabet[value > 0 ? digit + 32 : digit];
  } while (value > 0);
  return text;
}
