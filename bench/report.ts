/** What every benchmark prints: rows with their ratios, as lines for people or as JSON for the table of all. */

/** One thing that was measured. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "µs" | "s" | "MB" | "kB";
  /** What the ratio divides by, and how many times of it this row is. */
  readonly against?: string;
  readonly ratio?: number;
  /** In words, where there is one: `at most 1.10`. */
  readonly aim?: string;
}

/** Whether whoever started this benchmark reads its rows. */
export const asJson: boolean = process.argv.includes("--json");

/** The numbers among the arguments, in their order. */
export const numbers: readonly number[] = process.argv
  .slice(2)
  .filter((argument) => /^\d+$/.test(argument))
  .map(Number);

/** Prints rows under a heading, or hands them over. */
export function report(heading: string, rows: readonly Row[]): void {
  if (asJson) {
    console.log(JSON.stringify({ heading, rows }));
    return;
  }
  console.log(heading);
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const row of rows) console.log(`${row.name.padEnd(width)} ${amount(row).padStart(12)}  ${comparison(row)}`);
}

/** The measured value with its unit. */
export function amount({ value, unit }: Row): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}

/** What the row is compared with, empty for what others are compared with. */
export function comparison({ ratio, against, aim }: Row): string {
  if (ratio === undefined) return aim === undefined ? "" : `(aim: ${aim})`;
  const times = ratio < 0.1 ? `1/${(1 / ratio).toFixed(0)}` : ratio.toFixed(2);
  return `${times} × ${against ?? ""}${aim === undefined ? "" : ` (aim: ${aim})`}`;
}
