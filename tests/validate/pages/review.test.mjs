// The page on which an import is reviewed: from a Word document and from a PDF; by mouse, keys, touch, and without script.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { useBrowser } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const path = (name) => join(process.env.MADE, "nalopen", `${name}.html`);
const address = (name) => pathToFileURL(path(name)).href;
const held = useBrowser();

const violations = async (page) => {
  await page.evaluate(AXE);
  const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"] }), TAGS);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary ?? ""}`));
};
const told = (page) => page.locator(".kies p").textContent();
const lit = (page) =>
  page.evaluate(() => ({
    right: [...document.querySelectorAll("article.hier")].map((one) => one.id.slice(1)),
    left: [...new Set([...document.querySelectorAll(".o .hier")].map((one) => one.dataset.b))],
  }));

for (const name of ["word", "pdf"]) {
  for (const size of [{ width: 1280, scheme: "light" }, { width: 360, scheme: "dark" }]) {
    test(`axe finds nothing on the review of a ${name} file, and nothing runs off a screen of ${size.width} px`, async () => {
      const page = await held.visit(address(name), { ...size, height: 800 });
      assert.deepEqual(await violations(page), []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
      assert.deepEqual(page.faults, []);
      await held.leave(page);
    });
  }

  test(`the review of a ${name} file is valid HTML`, async () => {
    const rules = { "long-title": "off", "no-trailing-whitespace": "off", "void-style": "off", "no-inline-style": "error" };
    const report = await new HtmlValidate({ root: true, extends: ["html-validate:standard", "html-validate:a11y"], rules }).validateFile(path(name));
    assert.deepEqual(report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)), []);
  });

  test(`in the review of a ${name} file each side lights up the other`, async () => {
    const page = await held.visit(address(name));
    const piece = page.locator(name === "pdf" ? ".blad path" : ".o span[data-b]").nth(6);
    await piece.scrollIntoViewIfNeeded();
    const number = await piece.getAttribute("data-b");
    const [x, y] = await piece.evaluate((one) => {
      const [box, matrix] = [one.getAttribute("d")?.match(/^M(\d+) (\d+)/), one.getScreenCTM?.()];
      const at = box && new DOMPoint(Number(box[1]) + 2, Number(box[2]) + 2).matrixTransform(matrix);
      const { left, top } = one.getBoundingClientRect();
      return at ? [at.x, at.y] : [left + 4, top + 4];
    });
    await page.mouse.move(x, y);
    assert.deepEqual(await lit(page), { right: [number], left: [number] });
    assert.match(await told(page), new RegExp(`^Blok ${number}: `));
    await page.locator("h1").hover();
    assert.deepEqual(await lit(page), { right: [], left: [] });
    await page.locator(`#b${number}`).hover();
    assert.deepEqual(await lit(page), { right: [number], left: [number] });
    assert.deepEqual(page.faults, []);
    await held.leave(page);
  });
}

test("a tap keeps the light, and what is told stays", async () => {
  const page = await held.visit(address("word"), { width: 360, height: 780, hasTouch: true, isMobile: true });
  const piece = page.locator(".o span[data-b]").nth(9);
  const number = await piece.getAttribute("data-b");
  await piece.scrollIntoViewIfNeeded();
  await piece.tap();
  assert.deepEqual(await lit(page), { right: [number], left: [number] });
  assert.match(await told(page), new RegExp(`^Blok ${number}: `));
  await held.leave(page);
});

test("by keys alone one goes from block to block, to the original and back", async () => {
  const page = await held.visit(address("word"));
  await page.locator("#b1 .over a").focus();
  assert.deepEqual((await lit(page)).right, ["1"]);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.deepEqual((await lit(page)).right, ["3"]);
  await page.keyboard.press("k");
  assert.deepEqual(await lit(page), { right: ["2"], left: ["2"] });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "o2");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "b2");
  await page.keyboard.press("Escape");
  assert.deepEqual((await lit(page)).right, []);
  await held.leave(page);
});

test("n leads to what should be looked at, and the choice shows that alone; on paper all of it is there", async () => {
  const page = await held.visit(address("word"));
  const doubted = await page.locator("article.let").evaluateAll((all) => all.map((one) => one.id.slice(1)));
  assert.ok(doubted.length > 0);
  await page.locator("#b1 .over a").focus();
  await page.keyboard.press("n");
  const first = doubted.find((number) => Number(number) > 1);
  assert.deepEqual((await lit(page)).right, [first]);
  await page.getByLabel("Toon").selectOption("!");
  assert.equal(await page.locator("article:visible").count(), doubted.length);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("article:visible").count(), await page.locator("article").count());
  assert.equal(await page.locator(".kies:visible").count(), 0);
  await held.leave(page);
});

test("a link of the list shows a block that was not shown", async () => {
  const page = await held.visit(address("word"));
  const link = page.locator(".taak li a").first();
  const number = (await link.getAttribute("href")).slice(2);
  await page.getByLabel("Toon").selectOption("heading");
  await link.click();
  assert.ok(await page.locator(`#b${number}`).isVisible());
  await held.leave(page);
});

test("what is ticked is still so on the next visit, and where the browser keeps nothing all works", async () => {
  const page = await held.visit(address("word"), { own: true });
  await page.locator(".taak input").first().check();
  await page.reload();
  assert.ok(await page.locator(".taak input").first().isChecked());
  assert.match(await page.locator("header [role=status]").textContent(), /^1 van \d+ afgevinkt/);
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("refused"); } }));
  await page.reload();
  await page.locator(".taak input").first().check();
  assert.match(await page.locator("header [role=status]").textContent(), /^1 van /);
  assert.deepEqual(page.faults, []);
  await held.leave(page);
});

test("without its script the page is whole, has nothing that does not work, and numbers lead to the other side", async () => {
  for (const name of ["word", "pdf"]) {
    const page = await held.visit(address(name), { javaScriptEnabled: false });
    assert.equal(await page.locator("button, select, input").count(), 0);
    await page.locator("article .over a").nth(4).click();
    assert.match(page.url(), /#o5$/);
    await page.locator("#o5").click();
    assert.match(page.url(), /#b5$/);
    await held.leave(page);
  }
});

test("in the colours of the system what is lit has a frame", async () => {
  const page = await held.visit(address("word"), { forcedColors: "active" });
  await page.locator("#b3").hover();
  const style = await page.locator("#b3").evaluate((one) => getComputedStyle(one).outlineStyle);
  assert.equal(style, "solid");
  await held.leave(page);
});
