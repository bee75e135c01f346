// A whole year of a policy officer, in a browser only: from an empty folder to next year's library.
// After every step the files are looked at: what was meant has changed, and nothing else.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { begin, browse, opened } from "./studio.mjs";
import { differing, newerProgram, press, python, refusals, run, save, source, unfold, worked, write } from "./office.mjs";

const SCHOOLS = ["De Beuk", "De Eik", "De Els"];
const AT = "de-beuk/telefoons";
const VARIANT = (school) => `schools/${school}/telefoons.yaml`;
const TODAY = new Date(Date.now()).toISOString().slice(0, 10);
const held = {};

before(async () => {
  held.studio = await begin(null);
  held.browser = await browse();
  held.context = await held.browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  held.page = await opened(held.context, held.studio.door);
  held.page.setDefaultTimeout(30_000);
});

after(async () => {
  await held.browser?.close();
  await held.studio?.end();
});

const go = (path) => held.page.goto(held.studio.address + path, { waitUntil: "load" });

/** A step of the year: what it changed in the sources, by file. A fault of a script, or one of the check but `lacks`, ends it. */
const step = async (year, name, act, meant, lacks = []) => {
  await year.test(name, async () => {
    const earlier = existsSync(join(held.studio.root, "policy_src")) ? source(held.studio.root) : {};
    try {
      await act(held.page);
      assert.deepEqual(held.page.faults, []);
      const changed = differing(earlier, source(held.studio.root));
      meant?.(changed);
      const checked = run(held.studio.root, "check");
      assert.deepEqual([...new Set(checked.said.match(/(?<=: fout )SP\d+/g))], lacks, checked.said);
      python("tidy.py", join(held.studio.root, "policy_src"));
    } catch (error) {
      error.message += `\n--- ${held.page.url()}\n${(await held.page.locator("main").innerText().catch(() => "")).slice(0, 3000)}`;
      held.stopped = true;
      throw error;
    }
  });
  if (held.stopped) throw new Error(`the year ended at: ${name}`);
};

const only = (...names) => (changed) => assert.deepEqual(Object.keys(changed).sort(), [...names].sort());

/** Records a decision on the page of decisions. */
const decide = async (page, how) => {
  await go(`/besluiten/${AT}/`);
  await page.fill("#orgaan", "de MR");
  await page.fill("#dag", TODAY);
  await page.check(`[name=uitkomst][value=${how.outcome}]`);
  if (how.conditions) await page.fill("#voorwaarden", how.conditions);
  if (how.paper) await page.setInputFiles("#bestand", how.paper);
  await press(page, "Leg het besluit vast");
  assert.deepEqual(await refusals(page), []);
};

const adopt = async (page) => {
  await go(`/besluiten/${AT}/`);
  await page.fill("#vastdag", TODAY);
  await press(page, "Leg de vaststelling vast");
  assert.deepEqual(await refusals(page), []);
};

/** A file that a page offers, brought to this machine; gives where it is. */
const fetched = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name, exact: true }).click()]);
  const path = join(held.studio.base, name);
  await download.saveAs(path);
  return path;
};

const put = async (page) => {
  await go(`/voorstel/${AT}/`);
  await press(page, /Leg voor aan de raad/);
  await press(page, /Leg nu voor/);
  assert.match(await worked(page), /Klaar\./);
};

test("an officer's year, without a terminal and without YAML", { timeout: 900_000 }, async (year) => {
  await step(year, "the questionnaire makes a project of three schools", async (page) => {
    await press(page, "Beginnen", "link");
    for (let turn = 0; turn < 12 && await page.getByRole("button", { name: "Verder" }).count(); turn += 1) {
      const fill = async (name, value) => { if (await page.locator(`input[type=text][name="${name}"], input:not([type])[name="${name}"]`).count()) await page.fill(`[name="${name}"]:not([type=hidden])`, value); };
      await fill("board.name", "Stichting Proef");
      await fill("board.website", "proef.nl");
      for (const [at, name] of SCHOOLS.entries()) {
        await fill(`school.${at + 1}.name`, name);
        const more = page.locator(`[name="school.${at + 1}.more"][value="${at < SCHOOLS.length - 1 ? "ja" : "nee"}"]`);
        if (await more.count()) await more.check();
      }
      for (const box of await page.locator("[type=checkbox][name=protocols]").all()) await box.setChecked(await box.inputValue() === "telefoons");
      await press(page, "Verder");
      assert.equal(await page.locator(".refusal").count(), 0);
    }
    await press(page, "Project maken");
    for (const name of SCHOOLS) assert.ok(await page.getByRole("link", { name: new RegExp(name) }).count(), name);
  });

  await step(year, "a protocol that a school had in Word is taken over", async (page) => {
    const paper = join(held.studio.base, "Fietsprotocol De Beuk.docx");
    python("word.py", "maak", paper);
    await go("/importeren/");
    await page.setInputFiles("#document", paper);
    await press(page, "Lezen");
    await page.selectOption("#school", { label: "De Beuk" });
    await page.selectOption("#protocol", "+");
    await page.fill("#eigen", "fietsen");
    await press(page, /Laten zien/);
    await press(page, "Overnemen");
    await press(page, "Open het document", "link");
    await page.locator("#tekst .clause", { hasText: "stalling achter de school" }).first().waitFor();
  }, (changed) => {
    for (const name of Object.keys(changed)) assert.match(name, /^(protocols\/fietsen\/|schools\/de-beuk\/fietsen\.yaml$|references\.yaml$)/);
  });

  await step(year, "the first version goes to the council, is adopted and released", async (page) => {
    await put(page);
    await decide(page, { outcome: "positief" });
    await adopt(page);
    await page.getByText("Versie 1.0 is vastgesteld en uitgegeven.").waitFor();
  }, (changed) => {
    for (const name of Object.keys(changed)) assert.match(name, /^schools\/de-beuk\/(telefoons\.yaml|releases\/|proposals\/)/);
  });

  await step(year, "the next version is begun", async (page) => {
    await go(`/besluiten/${AT}/`);
    await press(page, "Begin versie 1.1");
  }, only(VARIANT("de-beuk")));

  await step(year, "one school gets a text of its own, with a reason", async (page) => {
    await go("/document/de-eik/telefoons/");
    const editor = await write(page, "gevolgen.vaker");
    await editor.getByLabel("Tekst", { exact: true }).fill("Gaat het vijf keer mis? Dan praat de mentor met de leerling en de ouders.");
    await editor.locator("[name=niveau][value='eigen:de-eik']").check();
    await editor.getByLabel("Waarom wijkt deze school af?").fill("De Eik werkt met mentoren.");
    assert.match(await save(page, editor), /Bewaard om .* Voor: De Eik/);
  }, only(VARIANT("de-eik")));

  await step(year, "a clause changes for all schools but that one", async (page) => {
    await go(`/document/${AT}/`);
    const editor = await write(page, "gevolgen.vaker");
    const box = editor.getByLabel("Tekst", { exact: true });
    await box.fill((await box.inputValue()).replace("drie keer", "twee keer"));
    await editor.locator("[name=niveau][value=basis]").check();
    const houden = editor.locator("[name=houden]");
    if (await houden.count()) await houden.check();
    const said = await save(page, editor);
    assert.match(said, /De Beuk/);
    assert.match(said, /De Els/);
    assert.doesNotMatch(said, /De Eik/);
    assert.match(await page.locator("#tekst .clause[id='gevolgen.vaker']").innerText(), /twee keer/);
  }, (changed) => assert.deepEqual(Object.keys(changed).filter((name) => !name.endsWith("clauses/gevolgen.yaml") && name !== VARIANT("de-eik")), []), ["SP510"]);

  await step(year, "the change is explained: motive, consequences, measures", async (page) => {
    await go(`/voorstel/${AT}/`);
    for (let turn = 0; turn < 6; turn += 1) {
      const change = page.locator("article.change", { has: page.locator(".needed") }).first();
      if (!await change.count()) break;
      const form = change.locator("form[action=toelichting]");
      await form.locator("[name=summary]").fill("Eerder een gesprek");
      await form.locator("[name=motive]").fill("Drie keer is lang.");
      await form.locator("[name=consequences]").fill("Ouders horen het eerder.");
      await form.locator("[name=measures]").fill("De mentor belt.");
      await press(page, "Bewaar toelichting");
      assert.deepEqual(await refusals(page), []);
    }
    assert.equal(await page.getByText("toelichting nodig").count(), 0);
  }, (changed) => { for (const name of Object.keys(changed)) assert.match(name, /^protocols\/telefoons\/changes\//); });

  await step(year, "the proposal is put to the council", put);

  await step(year, "a colleague without an account reacts by a link", async (page) => {
    await go(`/bespreken/${AT}/`);
    await page.fill("#voor", "de MR");
    await press(page, "Maak de link");
    const address = await page.locator("input[readonly]").first().inputValue();
    const stranger = await held.browser.newContext();
    const theirs = await opened(stranger, address);
    await unfold(theirs.locator("article.change").first(), "Reageren");
    const form = theirs.locator("article.change form").first();
    await form.getByLabel("vraag").check();
    await form.locator("textarea").fill("Belt de mentor of de leraar?");
    await press(theirs, "Verstuur reactie");
    await theirs.getByText("Uw reactie is bewaard.").waitFor();
    await theirs.goto(held.studio.address); // and nothing else is open to him
    assert.match(theirs.url(), /aanmelden/);
    await stranger.close();
  }, only());

  await step(year, "the reaction is answered and goes into the dossier", async (page) => {
    await go(`/bespreken/${AT}/`);
    await page.locator("textarea[name=antwoord]").first().fill("De mentor.");
    await press(page, "Bewaar antwoord");
    await press(page, /Neem 1 reactie over/);
    assert.equal(await page.getByText("De mentor.").count() > 0, true);
  });

  await step(year, "the council's Word file comes back, and what it proposes is taken over", async (page) => {
    await go(`/document/${AT}/`);
    await press(page, "PDF en Word", "link");
    await press(page, "Maak PDF en Word");
    assert.match(await worked(page), /Klaar\./);
    await press(page, "PDF en Word ophalen", "link");
    const paper = await fetched(page, "de-beuk-telefoons.docx");
    python("word.py", "verander", paper, "twee keer mis", "twee keer goed mis");
    await go(`/bespreken/${AT}/`);
    await page.setInputFiles("#bestand", paper);
    await page.fill("#van", "de MR");
    await press(page, "Lees het bestand");
    await page.getByText(/Voorstellen in het bestand|Proposals in the file/).waitFor();
    const one = page.locator("#word ~ article.change, section[aria-labelledby=word] article.change").first();
    await unfold(one, "Beslissen");
    await one.locator("[name=naar][value=basis]").check();
    await one.locator("[name=houden]").check(); // De Eik
    await one.locator("[name=reden]").fill("Duidelijker.");
    await press(page, "Neem over");
    assert.deepEqual(await refusals(page), []);
    await go(`/document/${AT}/`);
    assert.match(await page.locator("#tekst .clause[id='gevolgen.vaker']").innerText(), /twee keer goed mis/);
  }, undefined, ["SP522"]); // the council has to get the new text

  await step(year, "the council consents with a condition, to the new text", async (page) => {
    await put(page);
    const letter = join(held.studio.base, "besluit.docx");
    python("word.py", "maak", letter);
    await decide(page, { outcome: "met-voorwaarden", conditions: "Kijk na een jaar of het werkt.", paper: letter });
    await page.getByText("Nog open").waitFor();
  });

  await step(year, "it is adopted and released, and the condition is still to be met", async (page) => {
    await adopt(page);
    await page.getByText("Versie 1.1 is vastgesteld en uitgegeven.").waitFor();
    assert.equal(await page.getByText("Nog open").count(), 1);
  });

  await step(year, "it is published in a folder", async (page) => {
    await go("/publiceren/");
    await page.fill("#naam", "netwerkmap");
    await page.fill("#map", join(held.studio.base, "online"));
    await press(page, "Voeg toe");
    assert.deepEqual(await refusals(page), []);
    await go("/publiceren/");
    await press(page, "Maak de site");
    assert.match(await worked(page), /De site is gemaakt/);
    await go("/publiceren/");
    await press(page, "Kijk wat er zou veranderen");
    assert.match(await worked(page), /zouden veranderen/);
    await press(page, /Zet dit nu op/);
    assert.match(await worked(page), /gepubliceerd/);
    assert.match(readFileSync(join(held.studio.base, "online/de-beuk/telefoons/index.html"), "utf8"), /twee keer goed mis/);
  }, only("addresses.txt", "publishing.yaml")); // which pages were ever online, so that none of them gets lost

  await step(year, "the condition is met", async (page) => {
    await go(`/besluiten/${AT}/`);
    await unfold(page.locator("section[aria-labelledby=voorwaarden-kop]"), "Is hieraan voldaan?");
    await page.locator("[name=sinds]").fill(TODAY);
    await page.locator("[name=hoe]").fill("Besproken met de MR: het werkt.");
    await press(page, "Schrijf op dat eraan is voldaan");
    await page.getByText("Voldaan sinds").waitFor();
  }, only(VARIANT("de-beuk")));

  await step(year, "next year's program has a newer library, of which the board takes what it wants", async (page) => {
    await held.studio.kill();
    held.studio.env = newerProgram(held.studio.base);
    await held.studio.start();
    page.faults.length = 0; // that nobody answered for a moment
    await page.goto(held.studio.door);
    page.faults.length = 0;
    await go("/bibliotheek/");
    await page.getByText(/er is een versie 1\.1/).waitFor();
    await press(page, "Overnemen zoals gekozen");
    assert.deepEqual(await refusals(page), []);
    await page.getByText(/bij met versie 1\.1/).waitFor();
    await go(`/document/${AT}/`);
    assert.match(await page.locator("#tekst .clause[id='gevolgen.vaker']").innerText(), /twee keer goed mis/); // ours stays
  });
});
