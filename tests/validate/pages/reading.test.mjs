// Keyboard, narrow screens, enlarged text, forced colours, print, and no scripts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EMBED, GUIDE, KINDS, REPORT, SCHOOL, onDisk, useBrowser } from "./browser.mjs";

const held = useBrowser();
const PROTOCOL = `${SCHOOL}/index.html`;
const HAS_HEAD = KINDS.filter((name) => name.startsWith(SCHOOL) && !name.includes("search") && ![EMBED, GUIDE, REPORT].includes(name));

/** What has the focus: its text and place, and how its outline shows. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const shown = element.matches(".audience input") ? element.nextElementSibling : element;
    const style = getComputedStyle(shown);
    const box = element.getBoundingClientRect();
    return {
      tag: element.tagName,
      class: element.className,
      href: element.getAttribute("href"),
      outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
      opacity: Number(getComputedStyle(element).opacity),
      isField: element.matches(".audience input"),
      inView: box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth,
      order: [...document.querySelectorAll("*")].indexOf(element),
    };
  });

for (const name of KINDS) {
  test(`whoever uses the keyboard sees where they are, in the order of the page: ${name}`, async () => {
    const page = await held.visit(onDisk(name));
    await page.evaluate(() => document.activeElement.blur());
    let last = -1;
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press("Tab");
      const now = await focused(page);
      if (now.tag === "BODY" || now.order <= last) break; // past the end
      if (last === -1 && HAS_HEAD.includes(name)) assert.equal(now.class, "skip-link");
      assert.ok(now.outline >= 2, `no outline: ${JSON.stringify(now)}`);
      assert.ok(now.inView, `not in view: ${JSON.stringify(now)}`);
      if (!now.isField && now.opacity <= 0.95) await page.waitForFunction(() => Number(getComputedStyle(document.activeElement).opacity) > 0.95);
      last = now.order;
    }
    assert.ok(last > 0);
    assert.deepEqual(page.faults, []);
    await held.leave(page);
  });
}

test("the skip link leads past the head of the page", async () => {
  const page = await held.visit(onDisk(PROTOCOL));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest("#_tekst") !== null), true);
  await held.leave(page);
});

for (const name of KINDS) {
  test(`nothing is cut off or scrolls sideways at 400% (320 px): ${name}`, async () => {
    const page = await held.visit(onDisk(name), { width: 320, height: 256 });
    const size = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(size[0] <= size[1], `${size[0]} px wide on ${size[1]} px`);
    await held.leave(page);
  });
}

for (const name of KINDS) {
  test(`on a dark screen the page is dark, and on paper it is white: ${name}`, async () => {
    const page = await held.visit(onDisk(name), { scheme: "dark" });
    const lightest = () => page.evaluate(() => Math.max(...getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3)));
    assert.ok((await lightest()) < 64);
    await page.emulateMedia({ media: "print" });
    assert.equal(await lightest(), 255);
    await held.leave(page);
  });
}

for (const [width, letters] of [[320, "100%"], [390, "100%"], [800, "200%"], [1440, "100%"]]) {
  test(`in the list of all schools no word of a name is broken, and no line begins with a point (${width} px, letters ${letters})`, async () => {
    const page = await held.visit(onDisk("index.html"), { width });
    const broken = await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
      const lines = (node, from, to) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
      };
      const words = [...document.querySelectorAll("section .school > :last-child")].flatMap((name) =>
        [...name.firstChild.data.matchAll(/[^\s/-]+/g)].filter((word) => lines(name.firstChild, word.index, word.index + word[0].length) > 1).map((word) => word[0]),
      );
      const points = [...document.querySelectorAll(".documents li:not(:last-child)")].filter((one) => one.getBoundingClientRect().height > one.querySelector("a").getBoundingClientRect().height + 12);
      return [...words, ...points.map((one) => one.textContent)];
    }, letters);
    assert.deepEqual(broken, []);
    await held.leave(page);
  });
}

for (const width of [320, 768]) {
  test(`a school whose name is one word of eighty letters asks nobody to scroll sideways (${width} px)`, async () => {
    for (const name of KINDS.filter((one) => !/embed|rapport|schoolgids/.test(one))) {
      const page = await held.visit(onDisk(name), { width });
      const [wide, room] = await page.evaluate(() => {
        for (const school of document.querySelectorAll(".school > :last-child")) school.textContent = "Scholengemeenschaps".repeat(5).slice(0, 80);
        return [document.documentElement.scrollWidth, document.documentElement.clientWidth];
      });
      assert.ok(wide <= room, `${name}: ${wide} px wide on ${room} px`);
      await held.leave(page);
    }
  });
}

test("a table of nine columns scrolls by itself, and not the page", async () => {
  for (const width of [640, 768, 1280]) {
    const page = await held.visit(onDisk(PROTOCOL), { width });
    const [wide, room] = await page.evaluate(() => {
      const cells = (kind) => `<tr>${`<${kind}>Verantwoordelijkheid</${kind}>`.repeat(9)}</tr>`;
      const table = `<table class="rows"><thead>${cells("th")}</thead><tbody>${cells("td")}</tbody></table>`;
      document.querySelector("#_tekst").insertAdjacentHTML("beforeend", `<div class="control" tabindex="0">${table}</div>`);
      return [document.documentElement.scrollWidth, document.documentElement.clientWidth];
    });
    assert.ok(wide <= room, `${wide} px wide on ${room} px`);
    await held.leave(page);
  }
});

test("with wider spacing of text (WCAG 1.4.12) nothing scrolls sideways or is cut off", async () => {
  for (const width of [320, 768, 1280]) {
    const page = await held.visit(onDisk(PROTOCOL), { width, bypassCSP: true });
    await page.addStyleTag({
      content: "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
    });
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= room, `${wide} px wide on ${room} px`);
    await held.leave(page);
  }
});

for (const scripts of [true, false]) {
  test(`a note opens beside its call and closes again, ${scripts ? "with" : "without"} scripts`, async () => {
    const page = await held.visit(onDisk(PROTOCOL), { javaScriptEnabled: scripts });
    const open = page.locator(".notes > li:popover-open");
    const call = page.locator(".note-call").first();
    await call.scrollIntoViewIfNeeded();
    await call.locator("button").focus();
    await page.keyboard.press("Enter");
    assert.equal(await open.count(), 1);
    const [note, mark] = [await open.boundingBox(), await call.boundingBox()];
    assert.ok(note.y >= 0 && note.y + note.height <= 900 && note.x >= 0 && note.x + note.width <= 1280, JSON.stringify(note));
    assert.ok(Math.min(Math.abs(note.y - mark.y - mark.height), Math.abs(mark.y - note.y - note.height)) < 60, JSON.stringify([note, mark]));
    await page.keyboard.press("Escape");
    assert.equal(await open.count(), 0);
    await call.locator("button").click();
    await page.locator(".note-close:visible").click();
    assert.equal(await open.count(), 0);
    await held.leave(page);
  });
}

test("without scripts the text is there, can be sifted, and offers no button that does nothing", async () => {
  const page = await held.visit(onDisk(PROTOCOL), { javaScriptEnabled: false });
  const all = await page.locator(".clause:visible").count();
  assert.equal(await page.locator("button.print:visible").count(), 0);
  await page.locator("label", { hasText: "leerlingen" }).click();
  const sifted = await page.locator(".clause:visible").count();
  assert.ok(sifted > 0 && sifted < all, `${sifted} of ${all}`);
  await held.leave(page);
});

test("what is sifted and what has a page of its own are the same clauses, in the same order, with the same numbers", async () => {
  const shown = (page) => page.locator(".clause:visible").evaluateAll((all) => all.map((c) => [c.id, c.querySelector(":scope > .number")?.textContent ?? ""]));
  for (const [audience, name] of [["leerling", "leerlingen"], ["ouder", "ouders"], ["medewerker", "medewerkers"]]) {
    const sifted = await held.visit(onDisk(`${PROTOCOL}?doelgroep=${audience}`));
    const own = await held.visit(onDisk(`${SCHOOL}/${name}.html`));
    assert.deepEqual(await shown(own), await shown(sifted), name);
    await held.leave(sifted);
    await held.leave(own);
  }
});

test("a link to a clause can be copied", async () => {
  const page = await held.visit(onDisk(PROTOCOL));
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: (text) => ((window.copied = text), Promise.resolve()) } });
  });
  const link = page.locator(".permalink").first();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.locator(".copied").waitFor();
  assert.equal(await page.evaluate(() => window.copied), await link.evaluate((a) => a.href));
  await held.leave(page);
});

test("on paper there is the text and nothing to press", async () => {
  const page = await held.visit(onDisk(PROTOCOL));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("button:visible, input:visible, nav:visible, .permalink:visible").count(), 0);
  assert.equal(await page.locator(".note-call a:visible").count(), await page.locator(".note-call").count());
  assert.equal(await page.locator(".notes > li:visible").count(), await page.locator(".notes > li").count());
  await held.leave(page);
});

test("who comes for a clause that a page lacks is told where it is, and comes to it", async () => {
  const part = await held.visit(onDisk(`${SCHOOL}/leerlingen.html`));
  const here = await part.locator(".clause").evaluateAll((all) => all.map((clause) => clause.id));
  await held.leave(part);
  const whole = await held.visit(onDisk(PROTOCOL));
  const lacks = (await whole.locator(".clause").evaluateAll((all) => all.map((clause) => clause.id))).find((id) => !here.includes(id));
  await held.leave(whole);

  const page = await held.visit(`${onDisk(`${SCHOOL}/leerlingen.html`)}#${lacks}`);
  const said = page.locator("[data-lacks]");
  assert.match(await said.textContent(), /niet op deze bladzijde/);
  assert.equal(await page.evaluate(() => document.activeElement.hasAttribute("data-lacks")), true, "who listens hears it");
  assert.ok((await said.boundingBox()).y < 300);
  await said.locator("a").click();
  await page.waitForURL(`**/index.html#${lacks}`);
  assert.ok(await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top < innerHeight, lacks));
  assert.equal(await page.locator("[data-lacks]").isVisible(), false);
  assert.deepEqual(page.faults, []);
  await held.leave(page);
});

test("who comes for a clause that no text has any more is told so, until they go on", async () => {
  const page = await held.visit(`${onDisk(PROTOCOL)}#weg.%E0%A4%A`);
  const said = page.locator("[data-lacks]");
  assert.match(await said.textContent(), /niet in deze tekst/);
  await page.evaluate(() => (location.hash = document.querySelector(".clause").id));
  await said.waitFor({ state: "hidden" });
  await page.evaluate(() => (location.hash = "weg"));
  await said.waitFor({ state: "visible" });
  assert.deepEqual(page.faults, []);
  await held.leave(page);
});

test("where a reader forces colours, what is chosen can still be told apart", async () => {
  const page = await held.visit(onDisk(PROTOCOL), { forcedColors: "active" });
  const width = (selector) => page.locator(selector).first().evaluate((e) => parseFloat(getComputedStyle(e).borderTopWidth));
  assert.ok((await width(".audience input:checked + span")) > (await width(".audience input:not(:checked) + span")));
  await held.leave(page);
});

test("who wants no motion gets none", async () => {
  const page = await held.visit(onDisk(PROTOCOL), { reducedMotion: "reduce" });
  const moving = await page.evaluate(
    () => [...document.querySelectorAll("*")].filter((e) => getComputedStyle(e).transitionDuration !== "0s" || getComputedStyle(e).animationName !== "none").length,
  );
  assert.equal(moving, 0);
  await held.leave(page);
});
