import { suite } from "uvu";
import * as assert from "uvu/assert";
import { afterShort, describeDocs } from "../../src/types/index.ts";

const docs = suite("descriptions");

docs("the long description starts after the short one", () => {
  const written = { short: "Mean of a column.", long: "Mean of\na column.\n\nSkips empty\ncells.\n\n- and more" };
  assert.equal(describeDocs(written), {
    short: "Mean of a column.",
    long: "Skips empty\ncells.\n\n- and more",
    format: "rst",
  });
  assert.is(afterShort({ short: "Mean." }), undefined);
  assert.is(afterShort({ short: "Mean.", long: "Mean." }), undefined);
  assert.is(afterShort({ short: "Mean.", long: "Of a column." }), "Of a column.");
  assert.is(afterShort(undefined), undefined);
});

docs("an option says what the comment does not, field by field", () => {
  const options = { shortDescription: "given", longDescription: "given long", sourceLink: "https://git/x" };
  assert.equal(describeDocs({ short: "Written." }, options), {
    short: "Written.",
    long: "given long",
    format: "rst",
    sourceLink: "https://git/x",
  });
  assert.equal(describeDocs({ short: "Written.", long: "Written.\n\nAt length." }, options).long, "At length.");
  assert.equal(describeDocs(undefined, options).short, "given");
});

docs("there is a description where nobody wrote one", () => {
  assert.equal(describeDocs(undefined), { short: "", long: "", format: "rst" });
});

docs.run();
