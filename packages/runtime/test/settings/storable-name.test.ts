import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseCommandLine } from "../../src/cli/command-line.ts";
import { readSettings, settingsOptions } from "../../src/cli/settings-options.ts";
import { whyNotStorable } from "../../src/settings/storable-name.ts";
import { refusal } from "../support/refusal.ts";

const test = suite("names and versions");

test("can be whatever a store has room for", () => {
  for (const name of ["flows.train.mean", "v1", "my workflow", "a/b:c", "größe", "x".repeat(255)]) {
    assert.is(whyNotStorable(name), undefined, name);
  }
});

test("that cannot be stored say why", () => {
  assert.is(whyNotStorable(""), "is empty");
  assert.is(whyNotStorable("a\nb"), "has control characters in it");
  assert.is(whyNotStorable(" a"), "begins or ends with a space");
  assert.is(whyNotStorable("ö".repeat(128)), "is 256 bytes long, and at most 255 can be stored");
});

test("of the command line are held to it", async () => {
  const settings = (version: string) =>
    readSettings(parseCommandLine("serialize", ["-v", version], settingsOptions), {
      project: "p",
      domain: "d",
      version: "v",
    });
  assert.is(settings("v7").version, "v7");
  const error = await refusal(() => settings("v\t7"));
  assert.is(error.code, "bad-argument");
  assert.is(error.text, '--version: "v\\t7" has control characters in it');
  assert.is(error.remedy, "give at most 255 letters, digits, dots, dashes and underscores");
});

test.run();
