/** Files and folders: split a text, count its words side by side, merge the counts. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlyteDirectory, FlyteFile, type Int, mapTask, task, workflow } from "@tsflyte/runtime";

export const chapters = task(async (book: FlyteFile<"txt">): Promise<FlyteDirectory<"txt">> => {
  const folder = await mkdtemp(join(tmpdir(), "book-"));
  const parts = (await book.text()).split("\n\n");
  await Promise.all(parts.map((part, index) => writeFile(join(folder, `${index}.txt`), part)));
  return new FlyteDirectory(folder);
});

export const open = task(async (folder: FlyteDirectory<"txt">): Promise<FlyteFile[]> => {
  return (await folder.list()).map((name) => folder.file(name));
});

export const count = task(async (chapter: FlyteFile): Promise<Record<string, Int>> => {
  const counts: Record<string, Int> = {};
  for (const word of (await chapter.text()).toLowerCase().match(/\w+/g) ?? []) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
});

/**
 * Adds counts up.
 * @returns the words, most frequent first, and all of them as a table
 */
export const merge = task(
  async (counts: Record<string, Int>[], most: Int = 3): Promise<[words: string[], table: FlyteFile<"csv">]> => {
    const total = new Map<string, number>();
    for (const [word, times] of counts.flatMap((each) => Object.entries(each))) {
      total.set(word, (total.get(word) ?? 0) + times);
    }
    const sorted = [...total].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const folder = await mkdtemp(join(tmpdir(), "words-"));
    const path = join(folder, "words.csv");
    await writeFile(path, sorted.map((row) => row.join(",")).join("\n"));
    return [sorted.slice(0, most).map(([word]) => word), new FlyteFile(path)];
  },
);

export const words = workflow(
  async (book: FlyteFile<"txt">, most: Int = 3): Promise<[words: string[], table: FlyteFile<"csv">]> => {
    const counts = mapTask(count)(open(chapters(book)));
    return await merge(counts, most);
  },
);
