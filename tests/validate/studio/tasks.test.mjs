// The ten tasks of an officer, each in a browser on the small project, without a terminal and without YAML.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { begin, browse, opened, warm } from "./studio.mjs";
import { differing, press, python, refusals, run, save, source, worked, write } from "./office.mjs";

const held = {};
const CATALOGUE = "protocols/telefoons/clauses/alles.yaml";
const NOORD = "schools/noord/telefoons.yaml";

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
  held.context = await held.browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  held.context.setDefaultTimeout(40_000);
  held.page = await opened(held.context, held.studio.door);
  held.earlier = source(held.studio.root);
});

afterEach(async () => {
  try {
    await held.context?.close();
  } finally {
    await held.studio?.end();
  }
});

const go = async (path) => {
  await held.page.goto(held.studio.address + path, { waitUntil: "load" });
  return held.page;
};

/** What changed since the studio began: only these files, and the check refuses nothing but what is told. */
const changed = (names, lacks = []) => {
  assert.deepEqual(Object.keys(differing(held.earlier, source(held.studio.root))).sort(), [...names].sort());
  const { said } = run(held.studio.root, "check");
  assert.deepEqual(said.match(/(?<=: fout )SP\d+/g) ?? [], lacks, said);
  assert.deepEqual(held.page.faults.filter((one) => !one.includes("status of 422")), []);
};

const read = () => held.page.locator("#tekst .reading").innerText();

const text = (name) => readFileSync(join(held.studio.root, "policy_src", name), "utf8");

test("1. change a clause", async () => {
  const page = await go("/document/noord/telefoons/");
  const editor = await write(page, "tips.vraag");
  await editor.getByLabel("Tekst", { exact: true }).fill("Vraag het eerst aan wie erop staat.");
  await editor.locator("[name=niveau][value=basis]").check();
  assert.match(await save(page, editor), /Bewaard om/);
  assert.match(await page.locator("#tekst .clause[id='tips.vraag']").innerText(), /aan wie erop staat/);
  changed([CATALOGUE], ["SP526"]); // of `zuid`, that it adopted another text
  assert.match(text(CATALOGUE), /Vraag het eerst aan wie erop staat\./);
});

test("2. let a school deviate, with a reason", async () => {
  const page = await go("/document/noord/telefoons/");
  const editor = await write(page, "tips.vraag");
  await editor.getByLabel("Tekst", { exact: true }).fill("Bij ons vraag je het altijd twee keer.");
  await editor.locator("[name=niveau][value='eigen:noord']").check();
  await editor.getByRole("button", { name: "Bewaar", exact: true }).click();
  await editor.getByRole("alert").waitFor(); // without a reason it is not
  await editor.getByLabel("Waarom wijkt deze school af?").fill("Zo leerden wij het.");
  assert.match(await save(page, editor), /Bewaard om/);
  changed([NOORD]);
});

test("3. fill in a value of a school", async () => {
  const page = await go("/document/noord/telefoons/gegevens/");
  await page.locator("[name='waarde.bewaarplek']").fill("in de telefoontas");
  await page.getByRole("button", { name: "Bewaar", exact: true }).click();
  await page.waitForURL(/bewaard=/);
  await go("/document/noord/telefoons/");
  assert.match(await read(), /in de telefoontas/);
  changed([NOORD]);
});

test("4. move a clause, by keyboard and by dragging", async () => {
  const page = await go("/document/noord/telefoons/opbouw/");
  const order = () => page.locator("[data-section=afspraken] > li").evaluateAll((all) => all.map((one) => one.dataset.clause));
  const first = await order();
  const down = page.locator(`[data-clause="${first[0]}"] button[value=omlaag]`);
  await down.focus();
  await page.keyboard.press("Enter");
  await page.getByText("staat nu op een andere plaats").waitFor();
  const second = await order();
  assert.deepEqual(second, [first[1], first[0], ...first.slice(2)]);
  await page.locator(`[data-clause="${second[1]}"] .grip`).hover();
  await page.mouse.down();
  await page.locator(`[data-clause="${second[0]}"]`).hover();
  await page.mouse.up();
  await page.waitForFunction((wanted) => document.querySelector("[data-section=afspraken] > li").dataset.clause === wanted, first[0]);
  assert.deepEqual(await order(), first);
});

test("5. add a clause", async () => {
  const page = await go("/document/noord/telefoons/opbouw/");
  await page.fill("#nieuw-titel", "Oplader");
  await page.fill("#nieuw-tekst", "De school leent geen opladers uit.");
  await page.getByRole("button", { name: "Voeg toe" }).click();
  await page.getByText("is toegevoegd").waitFor();
  await go("/document/noord/telefoons/");
  assert.match(await read(), /leent geen opladers uit/);
  const names = Object.keys(differing(held.earlier, source(held.studio.root)));
  assert.deepEqual(names.filter((name) => !name.startsWith("protocols/telefoons/")), []);
});

test("6. add a school", async () => {
  const page = await go("/nieuw/school/");
  await page.fill("[name=name]:not([type=hidden])", "Daltonschool Oost");
  for (let turn = 0; turn < 8 && await page.getByRole("button", { name: "Verder" }).count(); turn += 1) await press(page, "Verder");
  await press(page, "School toevoegen");
  assert.deepEqual(await refusals(page), []);
  await page.getByRole("link", { name: /Daltonschool Oost/ }).first().waitFor();
  const names = Object.keys(differing(held.earlier, source(held.studio.root)));
  assert.ok(names.length > 0);
  for (const name of names) assert.match(name, /^schools\/daltonschool-oost\//);
});

const inTheMaking = () => {
  python("making.py", held.studio.root);
  held.earlier = source(held.studio.root);
};

test("7, 8, 9. propose, collect reactions, adopt", { timeout: 300_000 }, async () => {
  inTheMaking();
  const page = await go("/voorstel/noord/telefoons/");
  const change = page.locator("article.change").first();
  const form = change.locator("form[action=toelichting]");
  if (!await form.locator("[name=summary]").isVisible()) await change.locator("details.explain > summary").click();
  for (const name of ["summary", "motive", "consequences", "measures"]) await form.locator(`[name=${name}]`).fill(`Daarom ${name}.`);
  await press(page, "Bewaar toelichting");
  assert.deepEqual(await refusals(page), []);
  await press(page, /Leg voor aan de raad/);
  await press(page, /Leg nu voor/);
  assert.match(await worked(page), /Klaar\./);

  await go("/bespreken/noord/telefoons/");
  await page.fill("#voor", "de leerlingenraad");
  await press(page, "Maak de link");
  const stranger = await held.browser.newContext({ javaScriptEnabled: false }); // who reacts needs no script
  const theirs = await stranger.newPage();
  await theirs.goto(await page.locator("input[readonly]").first().inputValue());
  await theirs.locator("article.change summary", { hasText: "Reageren" }).first().click();
  const reaction = theirs.locator("article.change form").first();
  await reaction.getByLabel("akkoord").check();
  await reaction.locator("textarea").fill("Goed plan.");
  await reaction.getByRole("button", { name: "Verstuur reactie" }).click();
  await theirs.getByText("Uw reactie is bewaard.").waitFor();
  await stranger.close();
  await go("/bespreken/noord/telefoons/");
  await page.getByText("Goed plan.").first().waitFor();

  const today = new Date().toISOString().slice(0, 10);
  await go("/besluiten/noord/telefoons/");
  await page.fill("#orgaan", "de MR");
  await page.fill("#dag", today);
  await page.check("[name=uitkomst][value=positief]");
  await press(page, "Leg het besluit vast");
  assert.deepEqual(await refusals(page), []);
  await go("/besluiten/noord/telefoons/");
  await page.fill("#vastdag", today);
  await press(page, "Leg de vaststelling vast");
  await page.getByText("is vastgesteld en uitgegeven").waitFor();
  assert.doesNotMatch(run(held.studio.root, "check").said, /: fout SP/);
});

test("10. get the PDF", { timeout: 180_000 }, async () => {
  const page = await go("/document/noord/telefoons/");
  await press(page, "PDF en Word", "link");
  await press(page, "Maak PDF en Word");
  assert.match(await worked(page), /Klaar\./);
  await press(page, "PDF en Word ophalen", "link");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "noord-telefoons.pdf" }).click()]);
  const path = join(held.studio.base, "tekst.pdf");
  await download.saveAs(path);
  assert.equal(readFileSync(path).subarray(0, 5).toString(), "%PDF-");
  changed([]);
});
