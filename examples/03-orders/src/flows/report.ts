/** The day's report, and where it goes. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { currentContext, type FlyteError, FlyteFile, html, type Int, task } from "@tsflyte/runtime";
import type { CountrySummary } from "./summary.js";

/** Writes the report as Markdown, and shows it as a deck. */
export const render = task(
  { enableDeck: true, deckFields: ["timeline"] },
  async (day: Date, countries: CountrySummary[], silent: Int): Promise<FlyteFile<"md">> => {
    const { decks, workingDirectory } = currentContext();
    const date = day.toISOString().slice(0, 10);
    decks.deck("Countries").append(html`<h2>${date}</h2>`, countries);
    const rows = countries.map(({ country, orders, revenue }) => `| ${country} | ${orders} | ${revenue.toFixed(2)} |`);
    const table = ["| country | orders | EUR |", "|---|--:|--:|", ...rows];
    const path = join(workingDirectory, `orders-${date}.md`);
    const silence = silent === 0 ? "All shops answered." : `Shops that did not answer: ${silent}.`;
    await writeFile(path, [`# Orders of ${date}`, "", ...table, "", silence, ""].join("\n"));
    return new FlyteFile(path);
  },
);

/** Who gets the report. */
export type Audience = "everyone" | "team";

/** Sends the report; gives what was sent. */
export const publish = task(async (report: FlyteFile<"md">, audience: Audience): Promise<string> => {
  const [title = ""] = (await report.text()).split("\n");
  return `to ${audience}: ${title.replace("# ", "")}`;
});

/** Says that a day's run has failed, with what the platform knows of the failure. */
export const alert = task(async (day: Date, shops: string[], err: FlyteError | null = null): Promise<void> => {
  const { logger } = currentContext();
  logger.error("the day's report failed", {
    day,
    shops,
    node: err?.failedNodeId ?? "",
    problem: err?.message.split("\n")[0] ?? "",
  });
});
