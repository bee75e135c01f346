// The buttons of the page for the schoolgids: what is pasted is the text, with its markup where that can be.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GUIDE, onDisk, useBrowser } from "./browser.mjs";

const held = useBrowser();

/** The page, and another one to paste in; `old` has no clipboard to write to, as a page that came over plain http. */
const opened = async ({ old }) => {
  const page = await held.visit(onDisk(GUIDE), { own: true });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  if (old) await page.evaluate(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
  const other = await page.context().newPage();
  await other.setContent('<textarea></textarea><div contenteditable="true"></div>');
  const pasted = async (where, read) => {
    await other.bringToFront();
    await other.focus(where);
    await other.keyboard.press("Control+A");
    await other.keyboard.press("Control+V");
    return read(other.locator(where));
  };
  const copied = async (button) => {
    await page.bringToFront();
    await button.click();
    await page.locator("[role=status]").filter({ hasText: "Gekopieerd" }).waitFor();
  };
  return { page, copied, text: () => pasted("textarea", (it) => it.inputValue()), rich: () => pasted("div", (it) => it.innerHTML()) };
};

for (const old of [false, true]) {
  test(`every length is copied with its markup and without${old ? ", also where there is only the way of old" : ""}`, async () => {
    const { page, copied, text, rich } = await opened({ old });
    for (const section of await page.locator("main > section").all()) {
      await copied(section.locator('button[data-copy="rich"]'));
      const plain = await section.locator('[data-form="text"]').inputValue();
      assert.equal((await text()).trim(), plain.trim());
      assert.match(await rich(), /<p[ >]/);
      await section.locator("summary").click();
      await copied(section.locator('button[data-copy="html"]'));
      assert.equal(await text(), await section.locator('[data-form="html"]').inputValue());
    }
    assert.deepEqual(page.faults, []);
    await held.leave(page);
  });
}

test("without a script every text is there, and no button that does nothing", async () => {
  const page = await held.visit(onDisk(GUIDE), { javaScriptEnabled: false, width: 360, height: 740 });
  assert.equal(await page.locator("button:visible").count(), 0);
  for (const section of await page.locator("main > section").all()) assert.ok(await section.locator(".text").isVisible());
  await held.leave(page);
});
