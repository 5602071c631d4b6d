import { type Html, html } from "./html.ts";
import type { Span } from "./timeline.ts";

/** Bars over the time since the task began. */
export function renderTimeline(spans: readonly Span[], start: number): Html {
  const sorted = spans.toSorted((left, right) => left.start - right.start || right.end - left.end);
  const first = Math.min(start, ...sorted.map((span) => span.start));
  const total = Math.max(...sorted.map((span) => span.end)) - first || 1;
  const percent = (millis: number): string => ((millis / total) * 100).toFixed(2);
  const rows = sorted.map(({ name, start: from, end }) => {
    const left = percent(from - first);
    const width = percent(end - from);
    return html`<tr><th scope="row">${name}</th><td class="bar"><div><i style="margin-left:${left}%;width:max(2px,${width}%)"></i></div></td><td class="number">${millisText(from - first)}</td><td class="number">${millisText(end - from)}</td></tr>`;
  });
  return html`<table class="timeline"><thead><tr><th>Step</th><th></th><th class="number">Begins at</th><th class="number">Takes</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function millisText(millis: number): string {
  if (millis < 1000) return `${millis.toFixed(millis < 10 ? 1 : 0)} ms`;
  const seconds = millis / 1000;
  return seconds < 60 ? `${seconds.toFixed(2)} s` : `${Math.floor(seconds / 60)} min ${(seconds % 60).toFixed(0)} s`;
}
