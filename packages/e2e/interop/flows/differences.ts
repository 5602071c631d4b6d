import { isDeepStrictEqual } from "node:util";
import { FlyteDirectory, FlyteFile, StructuredDataset, Temporal } from "@tsflyte/runtime";

/**
 * What differs between two values, `""` if nothing does: files, folders and tables by their content, -0 apart from 0, NaN as itself.
 */
export async function differences(got: unknown, expected: unknown): Promise<string> {
  const [left, right] = [await withContents(got), await withContents(expected)];
  return isDeepStrictEqual(left, right) ? "" : `got ${show(left)}, expected ${show(right)}`;
}

/** The value with each file as its text, and each duration as its seconds: how it is spelled does not cross. */
async function withContents(value: unknown): Promise<unknown> {
  if (value instanceof FlyteFile) return { content: await value.text() };
  if (value instanceof FlyteDirectory) {
    const paths = await value.list();
    return Promise.all(paths.map(async (path) => ({ path, content: await value.file(path).text() })));
  }
  if (value instanceof StructuredDataset) return value.rows();
  if (value instanceof Temporal.Duration) return { microseconds: value.total("microseconds") };
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate || value instanceof URL) {
    return { text: String(value) };
  }
  if (Array.isArray(value)) return Promise.all(value.map(withContents));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(async ([key, member]) => [key, await withContents(member)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === "bigint" || typeof member === "number" ? `${typeof member} ${member}` : member,
  );
  return text.slice(0, 500);
}
