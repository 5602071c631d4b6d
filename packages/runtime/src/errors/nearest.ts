/** The known word that a misspelt one most likely stands for; undefined where none is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const ranked = known
    .map((name) => ({ name, cost: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, cost }) => cost <= Math.max(1, name.length / 3) || sharesStart(wanted, name.toLowerCase()))
    .sort((a, b) => a.cost - b.cost);
  return ranked[0]?.name;
}

function sharesStart(word: string, name: string): boolean {
  return word.length >= 4 && name.startsWith(word.slice(0, 4));
}

/** How many letters must be added, taken away or replaced to make one word the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
