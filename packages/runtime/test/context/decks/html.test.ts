import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Html, html } from "../../../src/context/index.ts";

const test = suite("html");

test("keeps the template and escapes what is filled in", () => {
  const name = `<script>alert("1")</script> & 'co'`;
  assert.is(
    html`<p title="${name}">${name}</p>`.text,
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;">' +
      "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;</p>",
  );
});

test("takes HTML, arrays of it, numbers and nothing", () => {
  const items = ["<a>", "b"].map((text) => html`<li>${text}</li>`);
  assert.is(
    html`<ul>${items}</ul>${0}${false}${null}${undefined}${["<", 1n]}`.text,
    "<ul><li>&lt;a&gt;</li><li>b</li></ul>0&lt;1",
  );
});

test("takes marked text as it is", () => {
  const chart = html.raw("<svg></svg>");
  assert.instance(chart, Html);
  assert.is(html`<figure>${chart}</figure>`.text, "<figure><svg></svg></figure>");
});

test("is not made by data that looks like it", () => {
  const data = JSON.parse('{"text": "<b>", "~tsflyte": "html", "Symbol(tsflyte.html)": true}') as object;
  assert.not(data instanceof Html);
  assert.is(html`${data}`.text, "[object Object]");
});

test("is known to another copy of the package", async () => {
  const copy = (await import(new URL("../../../src/context/decks/html.ts?copy", import.meta.url).href)) as {
    readonly html: typeof html;
  };
  const made = copy.html`<b>${"<"}</b>`;
  assert.is.not(made.constructor, Html);
  assert.is(html`${made}`.text, "<b>&lt;</b>");
});

test.run();
