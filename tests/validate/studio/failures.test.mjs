// What goes wrong elsewhere, one test each: nothing that somebody typed is lost, and nothing is called saved that is not.

import assert from "node:assert/strict";
import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { begin, browse, opened, warm } from "./studio.mjs";
import { run, save, source, write } from "./office.mjs";

const held = {};
const AT = "/document/noord/telefoons/";
const CLAUSE = "tips.vraag";
const CATALOGUE = "policy_src/protocols/telefoons/clauses/alles.yaml";

before(async () => {
  held.warm = warm();
  held.browser = await browse();
});

after(async () => {
  await held.browser?.close();
  await held.warm?.end();
});

beforeEach(async () => {
  held.studio = await begin(undefined, [], undefined, held.warm);
  held.context = await held.browser.newContext({ viewport: { width: 1280, height: 900 } });
  held.context.setDefaultTimeout(20_000);
  held.page = await opened(held.context, held.studio.door);
});

afterEach(async () => {
  try {
    await held.context?.close();
  } finally {
    await held.studio?.end();
  }
});

const tab = async (path = AT) => opened(held.context, held.studio.address + path);
const catalogue = () => readFileSync(join(held.studio.root, CATALOGUE), "utf8");
const box = (editor) => editor.getByLabel("Tekst", { exact: true });

/** Opens the clause, and types; gives the editor. */
const typed = async (page, text, { isKept = true } = {}) => {
  const editor = await write(page, CLAUSE);
  await editor.locator("[name=niveau][value=basis]").check();
  await box(editor).fill(text);
  if (isKept) await editor.getByText(/klad is onthouden om/).waitFor();
  return editor;
};

const conflict = (page) => page.locator("[data-conflict]");

test("a second author: both texts are shown, and neither is lost", async () => {
  const [anna, bert] = [await tab(), await tab()];
  const first = await typed(anna, "Anna schrijft dit.");
  const second = await typed(bert, "Bert schrijft dat.");
  assert.match(await save(anna, first), /Bewaard om/);
  await second.getByRole("button", { name: "Bewaar", exact: true }).click();
  await conflict(bert).waitFor();
  assert.match(catalogue(), /Anna schrijft dit\./);
  assert.doesNotMatch(catalogue(), /Bert/);
  assert.equal(await box(bert.locator(".editor")).inputValue(), "Bert schrijft dat.");
});

test("a conflict is solved in the page: his own, the other's, or both in one text", async () => {
  for (const [how, wanted] of [["own", "Bert 1."], ["theirs", "Anna 2."], ["both", "Anna en Bert 3."]]) {
    const number = wanted.match(/\d/)[0];
    const [anna, bert] = [await tab(), await tab()];
    const first = await typed(anna, `Anna ${number}.`);
    const second = await typed(bert, `Bert ${number}.`);
    await save(anna, first);
    await second.getByRole("button", { name: "Bewaar", exact: true }).click();
    await conflict(bert).waitFor();
    if (how === "theirs") {
      await conflict(bert).getByRole("button", { name: "Houd wat er nu staat" }).click();
      await bert.locator(".editor").waitFor({ state: "detached" });
    } else {
      if (how === "both") {
        await conflict(bert).getByText("Voeg samen in het vak hieronder").click();
        await box(bert.locator(".editor")).fill(wanted);
      }
      await bert.locator(".editor").getByRole("button", { name: "Bewaar", exact: true }).click();
      await bert.locator("[data-saved]").waitFor();
    }
    assert.ok(catalogue().includes(wanted), `${how}: ${wanted}`);
    await anna.close();
    await bert.close();
  }
});

test("a button that somebody presses does not slide away: what comes in meanwhile costs him no click", async () => {
  const [anna, bert] = [await tab(), await tab()];
  await bert.setViewportSize({ width: 1280, height: 1600 }); // so tall that nothing above it is out of sight
  const editor = await typed(bert, "Bert schrijft dat.");
  await editor.getByRole("button", { name: "Bewaar", exact: true }).hover();
  await bert.mouse.down();
  await save(anna, await typed(anna, "Anna schrijft dit."));
  await editor.getByText("Dit is intussen veranderd").waitFor();
  await bert.mouse.up();
  await conflict(bert).waitFor();
});

test("nor does what a check and other schools say of it cost him one", async () => {
  const page = await tab();
  const answers = {};
  for (const [what, path] of [["preview", /\/voorbeeld$/], ["elsewhere", /\/overal$/]]) {
    const asked = new Promise((resolve) => { answers[what] = resolve; });
    await page.route(path, async (route) => { await asked; await route.continue(); }); // these take their time
  }
  const editor = await typed(page, "Wat anderen ervan zien, komt later.");
  await editor.getByRole("button", { name: "Bewaar", exact: true }).hover();
  await page.mouse.down();
  answers.preview();
  await page.locator("#tekst .clause-text").getByText("Wat anderen ervan zien").waitFor();
  answers.elsewhere();
  await editor.locator("[data-everywhere] > *").first().waitFor();
  await page.waitForFunction(() => { // and its style sheets, which move it once more
    const sheets = [...document.querySelectorAll("[data-html]")].map((one) => [...one.shadowRoot.querySelectorAll("link[rel=stylesheet]")]);
    return sheets.length && sheets.every((all) => all.length && all.every((one) => one.sheet));
  });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.mouse.up();
  await page.locator("[data-saved]").waitFor();
});

test("nor does a preview that comes meanwhile: a value that is pressed goes into the text, and the page stays", async () => {
  const page = await tab();
  const editor = await write(page, "afspraken.opbergen");
  const [value, text] = [editor.locator("[data-used] button").first(), box(editor)];
  const previews = () => page.waitForResponse(/\/voorbeeld$/);
  await Promise.all([previews(), text.fill("Een telefoon ligt {{ bewaarplek }}.")]);
  let answers;
  const asked = new Promise((resolve) => { answers = resolve; });
  await page.route(/\/voorbeeld$/, async (route) => { await asked; await route.continue(); });
  await text.fill("Elke telefoon ligt {{ bewaarplek }}.");
  await value.hover();
  const place = await page.evaluate(() => scrollY);
  await page.mouse.down();
  const shown = previews();
  answers();
  await shown;
  await page.locator("#tekst").getByText("Elke telefoon ligt").waitFor();
  assert.equal(await page.evaluate(() => scrollY), place);
  await page.mouse.up();
  await page.waitForFunction((field) => field.value.match(/bewaarplek/g)?.length === 2, await text.elementHandle());
});

test("nor does news of what he presses itself: the line of a fault is shown though the list of faults came anew meanwhile", async () => {
  const page = await tab();
  const editor = await write(page, "afspraken.opbergen");
  const text = box(editor), line = editor.getByRole("button", { name: "Regel 3" });
  await text.fill("Een.\n\nTwee {{ bestaat.niet }}.");
  await line.waitFor();
  let answers;
  const asked = new Promise((resolve) => { answers = resolve; });
  await page.route(/\/(voorbeeld|overal)$/, async (route) => { await asked; await route.continue(); });
  await text.fill("Een.\n\nTwee {{ bestaat.niet }}.\n\nDrie {{ ook.niet }}.");
  await line.hover();
  await page.mouse.down();
  answers();
  await editor.locator("[data-used]").getByText("ook niet").waitFor(); // so the preview is there
  await page.mouse.up();
  await page.waitForFunction((field) => field.value.slice(field.selectionStart, field.selectionEnd) === "Twee {{ bestaat.niet }}.", await text.elementHandle());
  await editor.getByRole("button", { name: "Regel 5" }).waitFor(); // and then so are the faults that came
});

test("nor does news of a text that nobody writes in: the clause that he presses is opened", async () => {
  const [anna, bert] = [await tab(), await tab()];
  await bert.locator('#tekst .clause[id="afspraken.opbergen"] > .schrijf').hover();
  await bert.mouse.down();
  const news = bert.waitForResponse((answer) => answer.url().endsWith(AT) && answer.request().headers()["hx-request"]);
  await save(anna, await typed(anna, "Anna schrijft dit.", { isKept: false }));
  await (await news).finished();
  await bert.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await bert.mouse.up();
  await bert.locator('.editor[data-clause="afspraken.opbergen"]').waitFor();
});

test("nor does what the overview tells of other documents: the link that he presses is followed", async () => {
  const page = held.page;
  await page.setViewportSize({ width: 360, height: 780 }); // one card above the other
  let answers;
  const asked = new Promise((resolve) => { answers = resolve; });
  await page.route(/\/overzicht\//, async (route) => { await asked; await route.fulfill({ contentType: "text/html", body: "<p>Er wacht iets.</p>".repeat(5) }); });
  await page.goto(held.studio.address);
  const link = page.locator(".cards h3 a").nth(1);
  await link.scrollIntoViewIfNeeded();
  await link.hover();
  await page.mouse.down();
  const told = page.waitForResponse(/\/overzicht\//);
  answers();
  await (await told).finished();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const wanted = await link.getAttribute("href");
  await page.mouse.up();
  await page.waitForURL(`**${wanted}`);
  await page.goBack();
  await page.locator(".state").getByText("Er wacht iets.").first().waitFor(); // and what came is told after all
});

test("an edit beside the program appears, and what is being typed stays", async () => {
  const page = await tab();
  const editor = await typed(page, "Getypt in de studio.");
  const before = catalogue();
  const old = /id: tips\.vraag[\s\S]*?text: (?:>-\n\s+)?(.+)/.exec(before)[1];
  writeFileSync(join(held.studio.root, CATALOGUE), before.replace(old, "Geschreven met een editor."));
  await editor.getByText("Dit is intussen veranderd").waitFor({ timeout: 60_000 });
  assert.equal(await box(editor).inputValue(), "Getypt in de studio.");
  await editor.getByRole("button", { name: "Bewaar", exact: true }).click();
  await conflict(page).waitFor();
  assert.match(catalogue(), /Geschreven met een editor\./);
  const other = await tab(); // and a page that is read only shows it
  assert.match(await other.locator(`#tekst .clause[id="${CLAUSE}"]`).innerText(), /Geschreven met een editor/);
});

test("a draft of somebody is never joined unknowingly: a second tab has its own, and is offered the first", async () => {
  const [one, two] = [await tab(), await tab()];
  await typed(one, "Van het eerste venster.");
  const editor = await write(two, CLAUSE);
  assert.doesNotMatch(await box(editor).inputValue(), /eerste venster/);
  await editor.getByText(/U typte hier om .* iets dat niet is bewaard/).waitFor();
  await box(editor).fill("Van het tweede venster.");
  await editor.getByText(/klad is onthouden om/).waitFor();
  assert.equal(await box(one.locator(".editor")).inputValue(), "Van het eerste venster.");
  assert.match(await save(two, editor), /Bewaard om/);
  await one.locator(".editor").getByText("Dit is intussen veranderd").waitFor({ timeout: 60_000 });
});

test("“bewaard” that was not: after a power cut before the save the text is offered again", async () => {
  const page = await tab();
  await typed(page, "Bijna bewaard.");
  await held.studio.kill();
  await page.locator(".editor").getByRole("button", { name: "Bewaar", exact: true }).click();
  await page.locator(".editor [role=alert]").getByText("Nog niet bewaard.").waitFor();
  assert.equal(await page.locator("[data-saved]").count(), 0);
  assert.doesNotMatch(catalogue(), /Bijna bewaard/);
  await held.studio.start();
  const later = await opened(held.context, held.studio.door);
  await later.goto(held.studio.address + AT);
  await later.getByText("U typte iets dat niet is bewaard").waitFor();
  const editor = await write(later, CLAUSE);
  await editor.getByText("Ga hiermee verder").click();
  await later.waitForFunction(() => document.querySelector(".editor textarea")?.value === "Bijna bewaard.");
  assert.match(await save(later, later.locator(".editor")), /Bewaard om/);
  assert.match(catalogue(), /Bijna bewaard\./);
});

test("a disk that refuses: it is said, nothing is called saved, and the text stays in its box", async () => {
  const page = await tab();
  const editor = await typed(page, "Past niet meer.");
  const folder = join(held.studio.root, "policy_src");
  renameSync(folder, `${folder}-weg`); // as a network drive that is gone: also for who may write everywhere
  writeFileSync(folder, "");
  chmodSync(folder, 0o400);
  assert.doesNotMatch(await save(page, editor), /Bewaard om/);
  assert.equal(await page.locator("[data-saved]").count(), 0);
  assert.equal(await box(page.locator(".editor")).inputValue(), "Past niet meer.");
  renameSync(folder, `${folder}-leeg`);
  renameSync(`${folder}-weg`, folder);
  await page.locator(".editor").getByRole("button", { name: "Bewaar", exact: true }).click();
  await page.locator("[data-saved]").waitFor();
  assert.match(catalogue(), /Past niet meer\./);
});

/** What can come back in the place of an answer of ours. */
const ODD = {
  "nobody answers": (route) => route.abort("connectionrefused"),
  "the connection breaks": (route) => route.abort("connectionreset"),
  "a proxy answers, with a page": (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" }),
  "a proxy answers, with a word": (route) => route.fulfill({ status: 503, contentType: "text/plain", body: "busy" }),
  "nothing at all comes back": (route) => route.fulfill({ status: 500, body: "" }),
  "the page to log in of a network comes back": (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<main><h1>Wifi</h1></main>" }),
  "an answer never comes": async (_route, page) => page.clock.runFor(31_000),
};

test("whatever comes back from a save, its button can be used again, it says what to do, and nothing typed is lost", async () => {
  const page = await tab();
  await page.clock.install();
  const editor = await typed(page, "Blijft staan.");
  const button = editor.getByRole("button", { name: "Bewaar", exact: true });
  const isSave = (url) => url.pathname.endsWith(`/clausule/${CLAUSE}`);
  for (const [what, act] of Object.entries(ODD)) {
    await page.route(isSave, (route) => act(route, page));
    await button.click();
    await editor.locator("[role=alert]").getByText("Nog niet bewaard.").waitFor();
    assert.match(await editor.locator("[role=alert]").innerText(), /Probeer het|probeer het/, what);
    assert.ok(await button.isEnabled(), what);
    assert.equal(await box(editor).inputValue(), "Blijft staan.", what);
    assert.equal(await page.locator("[data-saved]").count(), 0, what);
    await page.unroute(isSave);
    await editor.locator("[data-said]").evaluate((one) => one.replaceChildren());
  }
  await button.click();
  await page.locator("[data-saved]").waitFor();
  assert.match(catalogue(), /Blijft staan\./);
});

test("what is kept nowhere yet is not closed, and the clause that was asked for waits", async () => {
  const page = await tab();
  const editor = await typed(page, "Nergens onthouden.", { isKept: false });
  await page.route(/\/concept$/, ODD["nobody answers"]);
  await box(editor).fill("Nog steeds nergens onthouden.");
  await box(editor).press("Escape");
  await editor.getByText("nog niet onthouden").waitFor();
  assert.equal(await box(editor).inputValue(), "Nog steeds nergens onthouden.");
  await page.unroute(/\/concept$/);
  await editor.getByText(/klad is onthouden om/).waitFor();
  await box(editor).press("Escape");
  await editor.waitFor({ state: "detached" });
});

test("a form of data and a new clause say what to do, whatever comes back", async () => {
  for (const [path, label, button, sends] of [["gegevens/", "Titel", "Bewaar", /\/gegevens\/$/], ["opbouw/", "Titel", "Voeg toe", /\/toevoegen$/]]) {
    const page = await tab(AT + path);
    await page.clock.install();
    const field = page.getByLabel(label, { exact: true });
    await field.fill("Blijft staan");
    for (const [what, act] of Object.entries(ODD)) {
      await page.route(sends, (route) => route.request().method() === "POST" ? act(route, page) : route.fallback());
      await page.getByRole("button", { name: button, exact: true }).click();
      await page.locator("[data-refused]").getByText(/robeer het/).waitFor();
      assert.equal(await field.inputValue(), "Blijft staan", what);
      await page.unroute(sends);
      await page.locator("[data-refused]").evaluate((one) => one.remove());
    }
    await page.close();
  }
});

test("a session that ends while somebody types: he logs in elsewhere, and goes on here", async () => {
  const page = await tab();
  const editor = await typed(page, "Vóór het einde.");
  await held.context.clearCookies();
  await box(editor).fill("Na het einde.");
  await page.locator("#nieuws").getByText("U bent niet meer aangemeld").waitFor();
  await editor.getByRole("button", { name: "Bewaar", exact: true }).click();
  await editor.getByText("Nog niet bewaard.").waitFor();
  assert.equal(await box(editor).inputValue(), "Na het einde.");
  await held.studio.kill();
  await held.studio.start(); // the address of a studio works once: another one is a new start
  await opened(held.context, held.studio.door);
  await editor.getByRole("button", { name: "Bewaar", exact: true }).click();
  await page.locator("[data-saved]").waitFor();
  assert.match(catalogue(), /Na het einde\./);
});

test("an error page that eats the text: what was refused comes back with all that was typed, also without scripts", async () => {
  const plain = await held.browser.newContext({ javaScriptEnabled: false, storageState: await held.context.storageState() });
  const page = await plain.newPage();
  await page.goto(`${held.studio.address}${AT}clausule/${CLAUSE}`);
  await page.fill("#schrijf-tekst", "Zie {{ waarde.die.er.niet.is }} en {clause}`weg.is-weg`.");
  await page.locator("[name=niveau][value=basis]").check();
  await page.getByRole("button", { name: "Bewaar", exact: true }).click();
  await page.getByText("Niet bewaard.").first().waitFor();
  assert.equal(await page.locator("#schrijf-tekst").inputValue(), "Zie {{ waarde.die.er.niet.is }} en {clause}`weg.is-weg`.");
  assert.doesNotMatch(catalogue(), /waarde\.die/);
  await plain.close();
});

test("recovery that overwrites: an old draft says what changed since, and is no save by itself", async () => {
  const page = await tab();
  await typed(page, "Oud concept.");
  await page.close();
  const other = await tab();
  assert.match(await save(other, await typed(other, "Nieuwe tekst.", { isKept: false })), /Bewaard om/);
  const again = await tab();
  const editor = await write(again, CLAUSE);
  await editor.getByText("De tekst is daarna veranderd.").waitFor();
  await editor.getByText("Ga hiermee verder").click();
  await again.getByText("De tekst is veranderd sinds u begon.").waitFor();
  assert.match(catalogue(), /Nieuwe tekst\./);
  assert.doesNotMatch(catalogue(), /Oud concept/);
});

test("drafts do not clutter the history: only what was saved stands there", async () => {
  const page = await tab();
  const editor = await typed(page, "Eén.");
  for (const text of ["Twee.", "Drie.", "Vier."]) {
    await Promise.all([page.waitForResponse((answer) => answer.url().endsWith("/concept") && answer.ok()), box(editor).fill(text)]);
  }
  assert.match(await save(page, editor), /Bewaard om/);
  await page.goto(`${held.studio.address}${AT}bewaard/`);
  assert.equal(await page.locator("section.field").count(), 1);
});

test("a text that is taken over while somebody edits it: he sees it, and his own stays", async () => {
  const page = await tab();
  const editor = await typed(page, "Wat ik vind.");
  const done = run(held.studio.root, "check"); // somebody else has the command line
  assert.doesNotMatch(done.said, /Traceback/);
  const other = await tab();
  await save(other, await typed(other, "Wat de raad vindt.", { isKept: false }));
  await editor.getByText("Dit is intussen veranderd").waitFor({ timeout: 60_000 });
  assert.equal(await box(editor).inputValue(), "Wat ik vind.");
  await editor.getByRole("button", { name: "Bewaar", exact: true }).click();
  await conflict(page).getByText("Wat de raad vindt.").first().waitFor();
});

test("the preview is the built page, to the letter", { timeout: 180_000 }, async () => {
  const page = await tab();
  const editor = await typed(page, "Vraag het **altijd** eerst: zie {clause}`inleiding.doel` en {{ bewaarplek }}.");
  const html = () => page.evaluate((id) => {
    const one = document.getElementById("tekst").shadowRoot.getElementById(id).cloneNode(true);
    one.querySelectorAll(".schrijf, slot").forEach((each) => each.remove());
    return one.outerHTML;
  }, CLAUSE);
  await page.waitForFunction((id) => document.getElementById("tekst").shadowRoot.getElementById(id).querySelector("strong"), CLAUSE);
  const shown = await html();
  await save(page, editor);
  assert.equal(run(held.studio.root, "build", "html", "--school", "noord").code, 0);
  const built = readFileSync(join(held.studio.root, "build/html/noord/telefoons/index.html"), "utf8");
  const same = await page.evaluate(([text, id]) => new DOMParser().parseFromString(text, "text/html").getElementById(id).outerHTML, [built, CLAUSE]);
  assert.equal(shown, same);
});

test("comments in the source are kept, and bytes that nobody meant to change", async () => {
  const path = join(held.studio.root, CATALOGUE);
  const before = `# Bovenaan: van de jurist.\n${catalogue().replace(/(- id: tips\.vraag\n)/, "# Hiervoor: let op.\n$1  # en hierin\n")}# Onderaan.\n`;
  writeFileSync(path, before);
  const page = await tab();
  await page.locator(`#tekst .clause[id="${CLAUSE}"]`).waitFor();
  const elsewhere = source(held.studio.root);
  assert.match(await save(page, await typed(page, "Een andere zin.", { isKept: false })), /Bewaard om/);
  const after = catalogue();
  for (const one of ["# Bovenaan: van de jurist.", "# Hiervoor: let op.", "# en hierin", "# Onderaan."]) assert.ok(after.includes(one), one);
  const kept = before.split("\n").filter((line) => !after.includes(line));
  assert.ok(kept.length <= 3, kept.join("\n")); // the lines of the text itself
  const now = source(held.studio.root);
  for (const [name, text] of Object.entries(elsewhere)) if (!name.endsWith("telefoons/clauses/alles.yaml")) assert.equal(now[name], text, name);
});
