// What somebody sees first: on a telephone the first rules; with the keyboard, large letters, on paper, in forced colours.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, test } from "node:test";
import { HTML, KINDS, SCHOOL, SCHOOLS, onDisk, serve, useBrowser } from "./browser.mjs";

const held = useBrowser();
let site;
before(async () => {
  site = await serve();
});
after(() => site.server.close());
const PHONE = { width: 360, height: 740 };
const HOMES = SCHOOLS.map((site) => site.replace(/\/voorstel$/, ""));
const AUDIENCES = ["leerlingen", "ouders", "medewerkers"];
const there = (name) => existsSync(join(HTML, name));
/** The pages on which somebody may land: of schools, of what is in force, of proposals. */
const LANDINGS = [...new Set([...HOMES.map((site) => site.split("/")[0]), ...HOMES, ...SCHOOLS])]
  .flatMap((site) => ["index", ...AUDIENCES].map((page) => `${site}/${page}.html`))
  .filter((name) => there(name) && (name.split("/").length > 2 || name.endsWith("/index.html")));

const weights = new Map();
/** How many bytes of a file go over the line, compressed; most files are of many pages, and are weighed once. */
const weight = (url) => {
  if (!weights.has(url)) weights.set(url, fetch(url).then((answer) => answer.arrayBuffer()).then((bytes) => gzipSync(bytes).length));
  return weights.get(url);
};

for (const name of LANDINGS) {
  test(`on a telephone, the first view of ${name}`, async (about) => {
    const page = await held.visit(site.base + name, PHONE);
    await page.evaluate(() => document.fonts.ready);

    await about.test("shows a rule", async () => {
      const box = await page.locator(".rules li").first().boundingBox();
      assert.ok(box && box.y + box.height <= PHONE.height, JSON.stringify(box));
    });

    await about.test("is at most 80 kB on its way, in at most 10 requests", async () => {
      const sizes = await Promise.all(page.asked.map(weight));
      const total = sizes.reduce((a, b) => a + b, 0);
      assert.ok(total <= 80_000 && page.asked.length <= 10, `${total} bytes in ${page.asked.length} requests`);
    });

    await about.test("has help with a number to tap one tap away, whole on its line", async () => {
      await page.locator('header a[href="#_hulp"]').click();
      assert.ok((await page.locator("#_hulp").boundingBox()).y < PHONE.height);
      const numbers = await page
        .locator("#_hulp .tel")
        .evaluateAll((all) => all.map((a) => ({ text: a.textContent, href: a.getAttribute("href"), lines: a.getClientRects().length })));
      assert.ok(numbers.length > 0);
      for (const { text, href, lines } of numbers) {
        assert.match(href, /^tel:\+?\d{3,15}$/);
        assert.equal(lines, 1, text);
      }
    });
    await held.leave(page);
  });

  test(`with the keyboard the contents are behind somebody after forty steps: ${name}`, async () => {
    const page = await held.visit(onDisk(name));
    await page.evaluate(() => {
      document.activeElement.blur();
      const contents = [...document.querySelectorAll("nav.contents, .contents-folded")].find((one) => one.getClientRects().length);
      const isPast = (here) => !contents || (!contents.contains(here) && contents.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
      let steps = 0;
      addEventListener("keydown", () => (steps += 1), true);
      addEventListener("focusin", ({ target }) => isPast(target) && (window.steps ??= steps));
    });
    let steps;
    for (let pressed = 0; pressed < 60 && !steps; pressed += 1) {
      await page.keyboard.press("Tab");
      if (pressed % 10 === 0) steps = await page.evaluate(() => window.steps);
    }
    assert.ok(steps <= 41, `${steps} steps`); // the last one is past them
    await held.leave(page);
  });
}

for (const width of [360, 1280]) {
  test(`letters of twice the size ask nobody to scroll sideways (${width} px)`, async () => {
    for (const name of KINDS.filter((one) => one.startsWith(SCHOOL.split("/")[0]) && !/embed|rapport|schoolgids/.test(one))) {
      const page = await held.visit(onDisk(name), { width, height: 800 });
      const [wide, room] = await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
        return [document.documentElement.scrollWidth, document.documentElement.clientWidth];
      });
      assert.ok(wide <= room, `${name}: ${wide} px wide on ${room} px`);
      await held.leave(page);
    }
  });
}

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
  await held.leave(page);
});

test("every printed page has its number, and says which text it is", async () => {
  const page = await held.visit(`${site.base}${SCHOOL}/index.html`); // of a file, style sheets may not be read
  const rules = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap((rule) => (rule.media?.mediaText === "print" ? [...rule.cssRules] : [])).map((rule) => rule.cssText).filter((text) => text.startsWith("@page")).join("\n"),
  );
  assert.match(rules, /@bottom-right \{[^}]*counter\(page\)/);
  assert.match(rules, /@page protocol \{[^]*@bottom-left \{ content: "[^"]+versie/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).page), "protocol");
  await held.leave(page);
});

test("what was searched for is marked where a reader forces colours", async () => {
  const page = await held.visit(onDisk(`${SCHOOL}/search.html?q=school`), { forcedColors: "active" });
  const [mark, text] = await page.evaluate(() => {
    const found = document.querySelector("mark");
    return [found, found.parentElement].map((one) => getComputedStyle(one).backgroundColor);
  });
  assert.notEqual(mark, text);
  await held.leave(page);
});

test("on a telephone the field to search with takes the room that there is", async () => {
  for (const name of HOMES.map((one) => `${one}/index.html`)) {
    const page = await held.visit(onDisk(name), { width: 360 });
    const [form, all] = [await page.locator(".find").boundingBox(), await page.locator("header nav").boundingBox()];
    assert.ok(Math.abs(form.x + form.width - all.x - all.width) <= 1, name);
    await held.leave(page);
  }
});

test("whoever seeks a school among all finds it by its name, or by what it has, whatever the capitals", async () => {
  const page = await held.visit(onDisk("index.html"));
  const [rows, status] = [page.locator("tbody tr:visible"), page.locator(".shown")];
  const all = await rows.count();
  const first = page.locator("section .school").first();
  const name = (await first.textContent()).trim();
  await page.getByLabel("Zoek een school of een protocol").fill(`  ${name.toUpperCase()} `);
  const found = await rows.count();
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  assert.match(await status.textContent(), /^1 van de \d+ scholen$/);
  const shown = await page.locator("section:visible .school:visible").allTextContents();
  assert.deepEqual([...new Set(shown.map((one) => one.trim()))], [name]);
  await page.keyboard.press("Enter"); // asks for no other page
  await page.getByLabel("Zoek een school of een protocol").fill("bestaat niet");
  assert.equal(await page.locator("section:visible").count(), 0);
  assert.match(await status.textContent(), /^0 van de /);
  await page.getByLabel("Zoek een school of een protocol").fill("");
  assert.equal(await rows.count(), all);
  assert.match(await status.textContent(), /^\d+ scholen$/);
  assert.deepEqual(page.faults, []);
  await held.leave(page);
});

test("without scripts all schools are there, and no field that does nothing", async () => {
  const page = await held.visit(onDisk("index.html"), { javaScriptEnabled: false });
  assert.equal(await page.locator("tbody tr:visible").count(), await page.locator("tbody tr").count());
  assert.equal(await page.locator(".seek").isVisible(), false);
  await held.leave(page);
});

for (const list of [".pages", ".contents"]) {
  test(`where a reader forces colours only the link to where they are is marked: ${list}`, async () => {
    const page = await held.visit(onDisk(`${SCHOOL}/index.html`), { forcedColors: "active", width: 1440 });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
    await page.waitForSelector(".contents a[aria-current]");
    const [here, other, ground] = await page.evaluate((name) => {
      const ruled = (link) => getComputedStyle(link, null)[name === ".pages" ? "borderBottomColor" : "borderLeftColor"];
      const links = [`${name} a[aria-current]`, `${name} a:not([aria-current])`].map((one) => ruled(document.querySelector(one)));
      return [...links, getComputedStyle(document.body).backgroundColor];
    }, list);
    assert.notEqual(here, ground);
    assert.equal(other, ground);
    await held.leave(page);
  });
}

test("the mark that links to a clause shows when the clause is pointed at, and stops nobody", async () => {
  const page = await held.visit(onDisk(`${SCHOOL}/index.html`));
  const link = page.locator(".permalink").first();
  assert.equal(await link.evaluate((a) => getComputedStyle(a).opacity), "0");
  assert.equal(await link.evaluate((a) => a.tabIndex), -1);
  await page.locator(".clause").first().hover();
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".permalink")).opacity === "1");
  await held.leave(page);
});
