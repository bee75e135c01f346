// What stands where somebody looks: a message above the window was not given.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, browse, opened } from "./studio.mjs";
import { save, write } from "./office.mjs";

const held = {};
const AT = "/document/noord/telefoons/";

before(async () => {
  held.studio = await begin();
  held.browser = await browse();
  held.context = await held.browser.newContext({ viewport: { width: 1280, height: 500 } });
  held.page = await opened(held.context, held.studio.door);
});

after(async () => {
  await held.browser?.close();
  held.studio?.end();
});

/** Whether something stands in the window. */
const isSeen = (one) => one.evaluate((it) => {
  const box = it.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
});

test("who saves far down the text sees that it is saved, and the clause that he wrote", async () => {
  const { page, studio } = held;
  await page.goto(studio.address + AT);
  const ids = await page.locator("#tekst .clause[id]").evaluateAll((all) => all.map((one) => one.id));
  const last = page.locator(`#tekst .clause[id="${ids.at(-1)}"]`);
  const editor = await write(page, ids.at(-1));
  await editor.getByLabel("Tekst", { exact: true }).fill("Dit staat helemaal onderaan.");
  await save(page, editor);
  await last.filter({ hasText: "helemaal onderaan" }).waitFor();
  await page.waitForFunction(() => scrollY > innerHeight / 2);
  assert.ok(await isSeen(page.locator("[data-saved]")));
  assert.ok(await isSeen(last.locator(".clause-text")));
});

test("on a telephone the text comes first, and not the whole outline", async () => {
  const { page, studio } = held;
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(studio.address + AT);
  assert.equal(await page.locator(".outline details").getAttribute("open"), null);
  assert.ok(await page.locator("#tekst").evaluate((it) => it.getBoundingClientRect().top < innerHeight));
  await page.setViewportSize({ width: 1280, height: 500 });
});

test("the outline stays beside the text, however far somebody reads", async () => {
  const { page, studio } = held;
  await page.goto(studio.address + AT);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
  assert.equal(await page.locator(".outline").evaluate((it) => Math.round(it.getBoundingClientRect().top)), 0);
  assert.ok(await page.locator(".sheet").evaluate((it) => it.scrollHeight <= it.clientHeight + 1)); // the text is within its sheet
});
