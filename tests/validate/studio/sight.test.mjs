// What stands where somebody looks: a message above the window was not given.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { begin, browse, opened } from "./studio.mjs";
import { press, save, write } from "./office.mjs";

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
  await held.studio?.end();
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
  // The text is renewed once more when the studio tells that it changed: in the end both are seen.
  await page.waitForFunction((id) => {
    const box = document.getElementById("tekst")?.shadowRoot?.getElementById(id)?.querySelector(".clause-text")?.getBoundingClientRect();
    return box && box.top >= 0 && box.bottom <= innerHeight;
  }, ids.at(-1), { timeout: 20_000 });
  assert.ok(await isSeen(last.locator(".clause-text")));
  assert.ok(await isSeen(page.locator("[data-saved]")));
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

/** What a clause says after this is pasted in its empty box; gives its editor too. */
const pasting = async (page, html, plain) => {
  await page.goto(held.studio.address + AT);
  const editor = await write(page, "tips.vraag");
  const box = editor.getByLabel("Tekst", { exact: true });
  await box.fill("");
  await box.evaluate((it, [rich, bare]) => {
    const data = new DataTransfer();
    if (rich) data.setData("text/html", rich);
    data.setData("text/plain", bare);
    it.focus();
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    if (it.dispatchEvent(event)) document.execCommand("insertText", false, bare); // as a browser does
  }, [html, plain]);
  return { editor, text: await box.inputValue() };
};

test("what is pasted from Word keeps its paragraphs, lists and bold words", async () => {
  const word = `<html><head><style>p { margin: 0 }</style></head><body><!--StartFragment-->
    <p class=MsoNormal>Er zijn <b>drie “regels”</b> –&nbsp;let op:<o:p></o:p></p>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Eerst
    dit</p>
    <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>Dan dat</p>
    <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Ten slotte</p>
    <p class=MsoNormal>En <i>dan</i> een <a href="https://voorbeeld.nl/">bladzijde</a>.</p><!--EndFragment--></body></html>`;
  const { text } = await pasting(held.page, word, "zonder opmaak");
  assert.equal(text, "Er zijn **drie “regels”** – let op:\n\n- Eerst dit\n   - Dan dat\n1. Ten slotte\n\nEn *dan* een [bladzijde](https://voorbeeld.nl/).");
});

test("a list of a mail or a page is a list, and so is one of which only the bullets were copied", async () => {
  const list = "<p>Neem mee:</p><ul><li>een pen<ul><li>blauw</li></ul></li><li>papier</li></ul>";
  assert.equal((await pasting(held.page, list, "x")).text, "Neem mee:\n\n- een pen\n   - blauw\n- papier");
  assert.equal((await pasting(held.page, "", "Neem mee:\r\n•\teen pen\r\n•\tpapier\r\n")).text, "Neem mee:\n\n- een pen\n- papier");
  assert.equal((await pasting(held.page, "", "gewone woorden\nop twee regels")).text, "gewone woorden\nop twee regels");
});

test("a table becomes points, and that it did, and that a picture stayed behind, is said", async () => {
  const { editor, text } = await pasting(held.page, "<table><tr><th>Wie</th><th>Wat</th></tr><tr><td>leraar</td><td>belt</td></tr></table><p><img src='file:///c:/x.png'></p>", "x");
  assert.equal(text, "- Wie: Wat\n- leraar: belt");
  assert.match(await editor.locator("[data-said]").innerText(), /tabel kan niet.*plaatje kan niet/i);
});

test("the address of a link is copied with one click", async () => {
  const { page, studio, context } = held;
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: studio.address });
  await page.goto(`${studio.address}/bespreken/noord/telefoons/`);
  await page.fill("#voor", "de MR");
  await press(page, "Maak de link");
  await page.getByRole("button", { name: /Kopieer het adres/ }).click();
  await page.getByText("Gekopieerd.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.getByLabel("Adres om te sturen").inputValue());
});

test("who objects by a link without saying why is asked for it before anything is sent", async () => {
  const { page, studio, browser } = held;
  await page.goto(`${studio.address}/bespreken/noord/telefoons/`);
  const guest = await browser.newContext({ viewport: { width: 360, height: 780 } });
  const theirs = await opened(guest, await page.getByLabel("Adres om te sturen").first().inputValue());
  const form = theirs.locator("section[aria-labelledby=geheel] form");
  await form.getByLabel("Bezwaar").check();
  await form.getByRole("button", { name: "Verstuur reactie" }).click();
  assert.ok(await form.locator("textarea").evaluate((it) => it.validity.valueMissing && it === document.activeElement));
  await form.getByLabel("Akkoord").check();
  await press(theirs, "Verstuur reactie");
  assert.ok(await isSeen(theirs.getByText("Uw reactie is bewaard.")));
  await guest.close();
});

test("who went away in the middle of a sentence finds the clause marked where it stands", async () => {
  const { page, studio } = held;
  await page.goto(studio.address + AT);
  const editor = await write(page, "tips.vraag");
  await editor.getByLabel("Tekst", { exact: true }).fill("Half getypte");
  await editor.getByText(/klad is onthouden om/).waitFor();
  await page.goto(studio.address);
  await page.goBack();
  const mark = page.locator('#tekst .clause[id="tips.vraag"] > .schrijf');
  assert.match(await mark.innerText(), /Niet bewaard/);
  assert.equal(await mark.evaluate((it) => getComputedStyle(it).opacity), "1");
});

test("who moves a clause far down the outline sees what was moved, and for whom", async () => {
  const { page, studio } = held;
  await page.goto(`${studio.address}${AT}opbouw/`);
  await page.locator('.moves [aria-label$=" omhoog"]').filter({ visible: true }).nth(3).click();
  const said = page.locator("#opbouw .done");
  await said.filter({ hasText: "staat nu op een andere plaats" }).waitFor();
  await page.evaluate(() => scrollTo(0, document.querySelector("#opbouw").offsetHeight / 2));
  assert.ok(await isSeen(said));
});

test("on a telephone the menu takes one row, opens by keyboard, and shows every page; on a screen it stands open", async () => {
  const { page, studio } = held;
  const links = page.getByRole("navigation", { name: "Hoofdmenu" }).getByRole("link");
  await page.setViewportSize({ width: 1280, height: 500 });
  await page.goto(studio.address);
  const all = await links.count();
  assert.ok(all >= 10 && await links.first().isVisible());
  await page.setViewportSize({ width: 360, height: 780 });
  assert.ok(await page.locator("header.top").evaluate((one) => one.offsetHeight) < 70);
  assert.equal(await links.count(), 0);
  await page.locator("summary", { hasText: "Menu" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await links.count(), all);
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Overzicht/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  await page.setViewportSize({ width: 1280, height: 500 });
});

test("who looks back sees the words that changed, and the file only when he asks for it", async () => {
  const { page, studio } = held;
  await page.goto(studio.address + AT);
  const editor = await write(page, "tips.vraag");
  await editor.getByLabel("Tekst", { exact: true }).fill("Vraag het altijd eerst.");
  await save(page, editor);
  await page.goto(`${studio.address}/geschiedenis/`);
  await page.locator(".history a").first().click();
  await page.getByRole("heading", { name: "Wat er veranderde" }).waitFor();
  assert.ok(await page.locator("details.change ins").first().isVisible());
  assert.equal(await page.getByText("policy_src", { exact: false }).filter({ visible: true }).count(), 0);
  await page.getByText("Voor wie de bestanden beheert").click();
  assert.ok(await page.getByText("policy_src", { exact: false }).filter({ visible: true }).count() > 0);
});

test("who clicks twice sends once, and who goes back can send again", async () => {
  const { page, studio } = held;
  let sent = 0;
  page.on("request", (one) => { if (one.method() === "POST" && one.url().endsWith("/telefoons/link")) sent += 1; });
  await page.goto(`${studio.address}/bespreken/noord/telefoons/`);
  for (const turn of [1, 2]) {
    if (!await page.locator("#voor").isVisible()) await page.getByText("Nieuwe link").click();
    await page.fill("#voor", `de leerlingenraad ${turn}`);
    await page.getByRole("button", { name: "Maak de link" }).evaluate((it) => { it.click(); setTimeout(() => it.click(), 5); }); // by then the first is under way
    await page.getByText(`de leerlingenraad ${turn}`, { exact: true }).filter({ visible: true }).first().waitFor();
    assert.equal(sent, turn);
    await page.waitForLoadState();
    if (turn === 1) await page.goBack();
  }
});

test("on a telephone a name or an address of one long word asks nobody to scroll sideways", async () => {
  const long = "Scholengemeenschaps".repeat(5).slice(0, 80);
  const studio = await begin(undefined, [], (root) => {
    for (const [path, old, fresh] of [
      ["policy_src/schools/noord/school.yaml", /Basisschool Noord|de basisschool Noord/g, long],
      ["policy_src/protocols/telefoons/clauses/alles.yaml", "Vraag het eerst.", `Lees https://voorbeeld.example/${"heel-lang/".repeat(20)}.`],
    ]) writeFileSync(join(root, path), readFileSync(join(root, path), "utf8").replace(old, fresh));
  });
  const context = await held.browser.newContext({ viewport: { width: 320, height: 700 } });
  try {
    const page = await opened(context, studio.door);
    for (const path of ["/", AT, `${AT}opbouw/`, `${AT}gegevens/`, `${AT}clausule/tips.vraag`, "/voorstel/noord/telefoons/", "/bespreken/noord/telefoons/", "/besluiten/noord/telefoons/", "/publiceren/", "/nieuw/", "/instellingen/", "/instellingen/school/noord/"]) {
      const answer = await page.goto(studio.address + path);
      assert.ok(answer.ok(), path);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, path);
    }
  } finally {
    await context.close();
    await studio.end();
  }
});

test("who listens is told when a work is done and not each second before, and what is the same is not shown anew", async () => {
  const { page, studio } = held;
  let body, polls = 0, go;
  const seen = new Promise((resolve) => { go = resolve; });
  await page.route(/\/werk\/\d+\/$/, async (route) => {
    if (!route.request().headers()["hx-request"]) return route.continue();
    polls += 1;
    if (polls > 3) { await seen; return route.continue(); } // and then the work tells how it really stands
    body ??= await page.locator("#werk").evaluate((it) => it.outerHTML);
    await route.fulfill({ contentType: "text/html", body });
  });
  await page.goto(`${studio.address}/publiceren/`);
  await press(page, "Maak de site");
  const region = await page.locator("[role=status]:has(> #werk)").elementHandle();
  await page.waitForResponse(/\/werk\/\d+\/$/);
  await page.waitForFunction(() => document.querySelector("#werk[aria-live=off] progress"));
  const shown = await page.locator("#werk").elementHandle();
  await page.waitForResponse(/\/werk\/\d+\/$/);
  await page.waitForResponse(/\/werk\/\d+\/$/);
  assert.ok(await shown.evaluate((it) => it.isConnected));
  go();
  await page.locator("#werk").getByText("Klaar.").waitFor({ timeout: 120_000 });
  assert.equal(await page.locator("#werk").getAttribute("aria-live"), null);
  assert.ok(await region.evaluate((it) => it.isConnected && it.contains(document.getElementById("werk"))));
  await page.unroute(/\/werk\/\d+\/$/);
});
