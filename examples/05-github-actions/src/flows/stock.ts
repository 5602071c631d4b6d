/** What a shop has to order anew, every morning. */
import { cron, type Int, launchPlan, mapTask, task, workflow } from "@tsflyte/runtime";

/** An article and how many of it are left. */
export interface Article {
  name: string;
  /** @minimum 0 */
  left: Int;
  least: Int;
}

/**
 * How many of an article to order: twice what has to be there.
 * @param article what is counted
 */
export const missing = task(
  async (article: Article): Promise<Int> => (article.left < article.least ? 2 * article.least - article.left : 0),
);

/** The order as a text, one line an article. */
export const write = task(async (articles: Article[], counts: Int[]): Promise<string> => {
  const lines = articles.map(({ name }, index) => ({ name, count: counts[index] ?? 0 }));
  return lines
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join("\n");
});

/**
 * Orders what is missing.
 * @param articles the whole stock
 */
export const order = workflow(
  async (articles: Article[]): Promise<string> => await write(articles, mapTask(missing, { concurrency: 4 })(articles)),
);

/** Runs in the mornings once it is activated; the action's input `activate-launchplans` does that. */
export const everyMorning = launchPlan(order, {
  name: "stock.every-morning",
  defaultInputs: { articles: [{ name: "tea", left: 1, least: 5 }] },
  schedule: cron("0 6 * * 1-6"),
});
