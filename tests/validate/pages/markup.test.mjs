// Every page that is built is valid HTML, by html-validate.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { HTML } from "./browser.mjs";

const RULES = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    "long-title": "off", // a title names document and school
    "no-redundant-role": "off", // `list`: Safari takes a list without bullets for no list
    "prefer-native-element": ["error", { exclude: ["list", "region"] }],
    "wcag/h32": "off", // the choice of readers is made by the style sheet: there is nothing to send
    "no-inline-style": "error",
    "no-trailing-whitespace": "off",
    "void-style": "off", // Sphinx closes its links: both are valid
  },
};

const validator = new HtmlValidate(new FileSystemConfigLoader([], RULES));
const PIECE = /snippet/; // to paste in a page
const pages = readdirSync(HTML, { recursive: true }).filter((name) => name.endsWith(".html") && !PIECE.test(name));

for (const name of pages.sort()) {
  test(`${name} is valid HTML`, async () => {
    const report = await validator.validateFile(join(HTML, name));
    const found = report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
    assert.deepEqual(found, []);
  });
}

test("invalid HTML would be found", async () => {
  const report = await validator.validateString('<!DOCTYPE html><html lang="nl"><head><title>a</title></head><body><p id="a"><ul></ul></p></body></html>');
  assert.equal(report.valid, false);
});
