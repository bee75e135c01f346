// What somebody sees first: on a telephone the first rules; with the keyboard, large letters, on paper, in forced colours.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { HTML, KINDS, SCHOOL, SCHOOLS, onDisk, serve, useBrowser } from "./browser.mjs";

const held = useBrowser();
const PHONE = { width: 360, height: 740 };
const HOMES = SCHOOLS.map((site) => site.replace(/\/voorstel$/, ""));
const AUDIENCES = ["leerlingen", "ouders", "medewerkers"];
const there = (name) => existsSync(join(HTML, name));
/** The pages on which somebody may land: of schools, of what is in force, of proposals. */
const LANDINGS = [...new Set([...HOMES.map((site) => site.split("/")[0]), ...HOMES, ...SCHOOLS])]
  .flatMap((site) => ["index", ...AUDIENCES].map((page) => `${site}/${page}.html`))
  .filter((name) => there(name) && (name.split("/").length > 2 || name.endsWith("/index.html")));

for (const name of LANDINGS) {
  test(`the first screen of a telephone shows a rule: ${name}`, async () => {
    const page = await held.visit(onDisk(name), PHONE);
    const box = await page.locator(".rules li").first().boundingBox();
    assert.ok(box && box.y + box.height <= PHONE.height, JSON.stringify(box));
    await page.context().close();
  });
}

test("help with a number to tap is one tap away, whole on its line", async () => {
  for (const name of LANDINGS) {
    const page = await held.visit(onDisk(name), PHONE);
    await page.locator('header a[href="#_hulp"]').click();
    const first = page.locator("#_hulp .tel").first();
    assert.ok((await page.locator("#_hulp").boundingBox()).y < PHONE.height, name);
    for (const link of await page.locator("#_hulp .tel").all()) {
      assert.match(await link.getAttribute("href"), /^tel:\+?\d{3,15}$/);
      assert.equal(await link.evaluate((a) => a.getClientRects().length), 1, `${name}: ${await link.textContent()}`);
    }
    assert.ok(await first.count());
    await page.context().close();
  }
});

test("with the keyboard the contents are behind somebody after forty steps", async () => {
  for (const name of LANDINGS) {
    const page = await held.visit(onDisk(name));
    await page.evaluate(() => document.activeElement.blur());
    const isPast = () =>
      page.evaluate(() => {
        const contents = [...document.querySelectorAll("nav.contents, .contents-folded")].find((one) => one.getClientRects().length);
        const here = document.activeElement;
        if (!contents || here === document.body) return here !== document.body;
        return !contents.contains(here) && Boolean(contents.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
      });
    let steps = 0;
    do {
      await page.keyboard.press("Tab");
      steps += 1;
    } while (steps < 60 && !(await isPast()));
    assert.ok(steps <= 41, `${name}: ${steps - 1} steps`); // the last one is past them
    await page.context().close();
  }
});

for (const width of [360, 1280]) {
  test(`letters of twice the size ask nobody to scroll sideways (${width} px)`, async () => {
    for (const name of KINDS.filter((one) => one.startsWith(SCHOOL.split("/")[0]) && !/embed|rapport|schoolgids/.test(one))) {
      const page = await held.visit(onDisk(name), { width, height: 800 });
      const [wide, room] = await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
        return [document.documentElement.scrollWidth, document.documentElement.clientWidth];
      });
      assert.ok(wide <= room, `${name}: ${wide} px wide on ${room} px`);
      await page.context().close();
    }
  });
}

test("a first view is at most 80 kB on its way, in at most 10 requests", async () => {
  const { server, base } = await serve();
  try {
    for (const name of LANDINGS) {
      const page = await held.visit(base + name, PHONE);
      await page.evaluate(() => document.fonts.ready);
      const sizes = await Promise.all(page.asked.map(async (url) => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length));
      const total = sizes.reduce((a, b) => a + b, 0);
      assert.ok(total <= 80_000 && page.asked.length <= 10, `${name}: ${total} bytes in ${page.asked.length} requests`);
      await page.context().close();
    }
  } finally {
    server.close();
  }
});

test("what is folded on a screen is on paper, and what is sifted is so there too", async () => {
  const page = await held.visit(onDisk(`${SCHOOL}/index.html`));
  assert.equal(await page.locator(".notice details p").first().isVisible(), false);
  const all = await page.locator(".clause:visible").count();
  await page.locator("label", { hasText: "leerlingen" }).click();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".notice details p").first().isVisible());
  const shown = await page.locator(".clause:visible").count();
  assert.ok(shown > 0 && shown < all, `${shown} of ${all}`);
  assert.ok(await page.locator(".audience-note").isVisible(), "a part of a text says so");
  await page.context().close();
});

test("every printed page has its number, and says which text it is", async () => {
  const { server, base } = await serve(); // of a file, style sheets may not be read
  const page = await held.visit(`${base}${SCHOOL}/index.html`);
  const rules = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap((rule) => (rule.media?.mediaText === "print" ? [...rule.cssRules] : [])).map((rule) => rule.cssText).filter((text) => text.startsWith("@page")).join("\n"),
  );
  assert.match(rules, /@bottom-right \{[^}]*counter\(page\)/);
  assert.match(rules, /@page protocol \{[^]*@bottom-left \{ content: "[^"]+versie/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).page), "protocol");
  await page.context().close();
  server.close();
});

test("what was searched for is marked where a reader forces colours", async () => {
  const page = await held.visit(onDisk(`${SCHOOL}/search.html?q=school`), { forcedColors: "active" });
  const [mark, text] = await page.evaluate(() => {
    const found = document.querySelector("mark");
    return [found, found.parentElement].map((one) => getComputedStyle(one).backgroundColor);
  });
  assert.notEqual(mark, text);
  await page.context().close();
});

test("the mark that links to a clause shows when the clause is pointed at, and stops nobody", async () => {
  const page = await held.visit(onDisk(`${SCHOOL}/index.html`));
  const link = page.locator(".permalink").first();
  assert.equal(await link.evaluate((a) => getComputedStyle(a).opacity), "0");
  assert.equal(await link.evaluate((a) => a.tabIndex), -1);
  await page.locator(".clause").first().hover();
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".permalink")).opacity === "1");
  await page.context().close();
});
