import { type Html, html } from "./html.ts";

/** Source code is read for its shape: with the margin of its last line taken off, and otherwise as it is. */
export function renderSource(source: string): Html {
  const lines = source.split("\n");
  const margin = /^\s*/.exec(lines.at(-1) ?? "")?.[0] ?? "";
  const text = lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line)).join("\n");
  return html`<pre class="code"><code>${text}</code></pre>`;
}
