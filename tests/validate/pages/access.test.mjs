// axe-core finds nothing: every kind of page, at three widths, in light and dark; and the colours of every school.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { KINDS, SCHOOL, SCHOOLS, onDisk, useBrowser } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const held = useBrowser();

const violations = async (page, rules = TAGS) => {
  // By the debugger: the policy of the page refuses a script that is not its own.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(`${AXE};0`);
  const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"] }), rules);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary ?? ""}`));
};

const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];
/** All six for the page that has most; of the others every width, and light and dark by turns: they share one style. The first is by turns too. */
const sizes = (name, turn) => {
  const all = WIDTHS.flatMap((width, n) => SCHEMES.map((scheme, m) => ({ width, scheme, isTurn: (n + m + turn) % 2 === 0 })))
    .filter(({ isTurn }) => isTurn || name === `${SCHOOL}/index.html`)
    .map(({ width, scheme }) => ({ width, scheme }));
  return [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
};

for (const [turn, name] of KINDS.entries()) {
  test(`axe finds nothing on ${name}`, async () => {
    const [first, ...others] = sizes(name, turn);
    const page = await held.visit(onDisk(name), first);
    assert.deepEqual(await violations(page), [], `${name} ${JSON.stringify(first)}`);
    for (const { width, scheme } of others) {
      await page.setViewportSize({ width, height: 900 }); // as who turns a tablet or widens a window: no script of ours asks how wide it is
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished))); // else a colour is half way
      assert.deepEqual(await violations(page), [], `${name} ${JSON.stringify({ width, scheme })}`);
    }
    await held.leave(page);
  });
}

for (const school of SCHOOLS) {
  test(`axe finds nothing in the colours of ${school}`, async () => {
    for (const scheme of SCHEMES) {
      const page = await held.visit(onDisk(`${school}/index.html`), { scheme });
      assert.deepEqual(await violations(page, scheme === "light" ? TAGS : ["color-contrast"]), [], scheme);
      await held.leave(page);
    }
  });
}

test("axe finds nothing in an open note, an open list of contents and a sifted text", async () => {
  const page = await held.visit(onDisk(`${SCHOOL}/index.html?doelgroep=leerling`), { width: 320 });
  await page.locator(".contents-folded summary").click();
  assert.deepEqual(await violations(page), [], "contents");
  await page.locator(".note-call button").first().click();
  assert.equal(await page.locator(".notes > li:popover-open").count(), 1);
  assert.deepEqual(await violations(page), [], "note");
  await held.leave(page);
});

test("axe would find a fault", async () => {
  const page = await held.visit(onDisk(`${SCHOOL}/index.html`));
  await page.evaluate(() => document.documentElement.removeAttribute("lang"));
  assert.match((await violations(page)).join(), /html-has-lang/);
  await held.leave(page);
});
