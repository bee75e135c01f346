// The change report as a page: what a reader can do with it, and that it is whole without its script.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { REPORT, onDisk, useBrowser } from "./browser.mjs";

const held = useBrowser();
const state = (page) => page.locator(".stand").textContent();
const hidden = (page) =>
  page.evaluate(() => [...document.querySelectorAll("article")].filter((one) => getComputedStyle(one).display === "none").length);

test("without its script the report is whole, and nothing stands there that does not work", async () => {
  const page = await held.visit(onDisk(REPORT), { javaScriptEnabled: false });
  assert.ok((await page.locator("article").count()) > 0);
  assert.equal(await page.locator("button, select, input, textarea").count(), 0);
  assert.ok((await page.locator("article .paar").count()) > 0);
  await held.leave(page);
});

test("j and k lead from change to change, and what was read is still so on the next visit", async () => {
  const page = await held.visit(onDisk(REPORT));
  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  assert.notEqual(await page.evaluate(() => document.activeElement.textContent), first);
  await page.keyboard.press("k");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), first);
  assert.match(await state(page), /^1 van \d+ gelezen/);
  await page.reload();
  assert.match(await state(page), /^1 van \d+ gelezen/);
  assert.deepEqual(page.faults, []);
  await held.leave(page);
});

test("where the browser keeps nothing the page works all the same", async () => {
  const page = await held.visit(onDisk(REPORT), { own: true });
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("refused"); } }));
  await page.reload();
  await page.keyboard.press("j");
  await page.keyboard.press("g");
  assert.match(await state(page), /^1 van \d+ gelezen/);
  assert.deepEqual(page.faults, []);
  await held.leave(page);
});

test("what a reader does not want to see is gone from the screen, and on paper it is there", async () => {
  const page = await held.visit(onDisk(REPORT));
  const select = page.locator(".keuzes select").first();
  const values = await select.locator("option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
  let most = 0;
  for (const value of values) {
    await select.selectOption(value);
    most = Math.max(most, await hidden(page));
  }
  assert.ok(most > 0);
  await page.getByText("Alles inklappen").click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await hidden(page), 0);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll(".inhoud")].filter((one) => getComputedStyle(one).display === "none").length), 0);
  await held.leave(page);
});

test("old and new stand beside each other or in one text, as the reader chooses", async () => {
  const page = await held.visit(onDisk(REPORT));
  const [pair, one] = [page.locator(".paar:has(+ details.renvooi)").first(), page.locator("details.renvooi > div").first()];
  assert.deepEqual([await pair.isVisible(), await one.isVisible()], [true, false]);
  await page.getByLabel("Teksten").selectOption("renvooi");
  assert.deepEqual([await pair.isVisible(), await one.isVisible()], [false, true]);
  await held.leave(page);
});

test("a reaction leaves as a file that says about which text and which change it is", async () => {
  const page = await held.visit(onDisk(REPORT), { acceptDownloads: true });
  const change = page.locator("article").first();
  await change.getByText("Reageren").click();
  await change.getByLabel("Bezwaar").check();
  await change.locator("textarea").fill("Waarom? <b>");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Reacties bewaren als bestand").click()]);
  const told = JSON.parse(readFileSync(await download.path(), "utf8"));
  const data = await page.evaluate(() => ({ ...document.body.dataset }));
  assert.deepEqual([told.format, told.school, told.protocol, told.version, told.text_hash], [1, data.school, data.protocol, data.versie, data.kenmerk]);
  assert.deepEqual(told.reactions, [{ change: await change.getAttribute("data-wijziging"), kind: "bezwaar", text: "Waarom? <b>" }]);
  assert.match(await page.getByText("Reacties mailen").getAttribute("href"), /^mailto:[^?]*\?subject=.*&body=.*Waarom/);
  assert.deepEqual(page.faults, []);
  await held.leave(page);
});
