import { escapeHtml } from "./html.ts";
import { pageStyle } from "./page-style.ts";

/** One deck on the page. */
export interface Tab {
  readonly title: string;
  /** HTML. */
  readonly body: string;
}

/**
 * The whole page, with nothing outside it: no script, style, font or picture of anybody else's. Tabs are radio buttons that the
 * style sheet reads, so they work where scripts are forbidden, as in the console's frame.
 */
export function renderPage(task: string, tabs: readonly Tab[]): string {
  const inputs = tabs.map(
    (_tab, index) => `<input type="radio" name="deck" id="deck-${index}"${index === 0 ? " checked" : ""}>`,
  );
  const labels = tabs.map(({ title }, index) => `<label for="deck-${index}">${escapeHtml(title)}</label>`);
  const sections = tabs.map(({ title, body }) => `<section aria-label="${escapeHtml(title)}">\n${body}\n</section>`);
  const shown = tabs.map(
    (_tab, index) => `#deck-${index}:checked~main>section:nth-child(${index + 1}){display:block}
#deck-${index}:checked~nav>label:nth-child(${index + 1}){border-color:var(--accent);color:var(--text)}
#deck-${index}:focus-visible~nav>label:nth-child(${index + 1}){outline:2px solid var(--accent)}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(task)}</title>
<style>
${pageStyle}
${shown.join("\n")}
</style>
</head>
<body>
<h1>${escapeHtml(task)}</h1>
${inputs.join("\n")}
<nav>${labels.join("")}</nav>
<main>
${sections.length === 0 ? '<p class="note">This task has no decks yet.</p>' : sections.join("\n")}
</main>
</body>
</html>
`;
}
