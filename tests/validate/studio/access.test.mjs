// Every page of the studio that a link leads to: axe finds nothing, nothing is wider than the screen, all of it by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, browse, opened, violations } from "./studio.mjs";

const held = {};

before(async () => {
  held.studio = await begin();
  held.browser = await browse();
  // Without motion, so that no colour is half way when it is judged.
  held.context = await held.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  await (await opened(held.context, held.studio.door)).close();
});

after(async () => {
  await held.browser?.close();
  await held.studio?.end();
});

/** Of addresses that differ by name only, the first: `/document/noord/telefoons/` and `/document/zuid/telefoons/` are one page. */
const kind = (path) => path.replace(/\/(noord|zuid|stichting)(?=\/)/g, "/*").replace(/[a-z-]+\.[a-z-]+(?=\/|$)/g, "*").replace(/\d+/g, "#");

/** The pages that can be reached from the first one. */
const crawled = async () => {
  const page = await opened(held.context, held.studio.address);
  const seen = new Map(), waiting = ["/"];
  while (waiting.length) {
    const path = waiting.shift();
    if (seen.has(kind(path))) continue;
    seen.set(kind(path), path);
    const answer = await page.goto(held.studio.address + path);
    if (!/html/.test(answer.headers()["content-type"] ?? "")) { seen.delete(kind(path)); continue; }
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    for (const link of links) {
      const url = new URL(link, held.studio.address + path);
      const isOurs = url.origin === held.studio.address && !url.pathname.startsWith("/-/") && !/\.(pdf|docx|zip|csv|sqlite3)$/.test(url.pathname);
      if (isOurs) waiting.push(url.pathname + url.search);
    }
  }
  await page.close();
  return [...seen.values()];
};
/** These, sought once for all tests. */
const paths = () => (held.paths ??= crawled());

test("axe finds nothing on any page, in light and dark, and no page is wider than a telephone", async () => {
  const all = await paths();
  assert.ok(all.length > 1, all.join(" "));
  const found = [];
  for (const [turn, path] of all.entries()) {
    const page = await opened(held.context, held.studio.address + path);
    await page.emulateMedia({ colorScheme: turn % 2 ? "dark" : "light" });
    found.push(...(await violations(page)).map((one) => `${path}: ${one}`), ...page.faults.map((one) => `${path}: ${one}`));
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: turn % 2 ? "light" : "dark" });
    found.push(...(await violations(page)).map((one) => `${path} (360): ${one}`));
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (await wide() > 0) found.push(`${path}: ${await wide()} px wider than 360`);
    await page.setViewportSize({ width: 640, height: 800 }); // 1280 at 200%
    if (await wide() > 0) found.push(`${path}: ${await wide()} px wider than 640`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%")); // the text only
    if (await wide() > 0) found.push(`${path}: ${await wide()} px too wide with letters twice as large`);
    await page.emulateMedia({ forcedColors: "active" });
    assert.ok(await page.locator("h1").first().isVisible(), path);
    await page.close();
  }
  assert.deepEqual(found, []);
});

test("every page can be worked by keyboard: focus goes everywhere, is seen, and is never caught", async () => {
  for (const path of await paths()) {
    const page = await opened(held.context, held.studio.address + path);
    const count = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
      .filter((one) => one.checkVisibility() && !one.disabled).length);
    const seen = new Set();
    for (let presses = 0; presses < Math.min(count, 60); presses += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const one = document.activeElement;
        if (!one || one === document.body) return null;
        one.dataset.turn ??= String(Math.random());
        const style = getComputedStyle(one);
        const isRinged = ["date", "file"].includes(one.type) || one.tagName === "IFRAME"; // the browser does, around a part of it
        return { id: one.dataset.turn, isSeen: style.outlineStyle !== "none" || style.boxShadow !== "none" || isRinged, what: one.outerHTML.slice(0, 90) };
      });
      if (!at) break;
      assert.ok(at.isSeen, `${path}: ${at.what}`);
      seen.add(at.id);
    }
    assert.ok(seen.size >= Math.min(count, 60) * 0.5, `${path}: ${seen.size} of ${count}`); // of radios with one name, one
    await page.close();
  }
});
