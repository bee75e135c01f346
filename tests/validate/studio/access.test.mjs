// Every page of the studio that a link leads to: axe finds nothing, nothing is wider than the screen, all of it by keyboard.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { press, run } from "./office.mjs";
import { begin, browse, opened, turned, violations } from "./studio.mjs";

const held = {};
const CLAUSE = "/document/noord/telefoons/clausule/tips.vraag";

/** Somebody who may do everything, with colleagues; gives their passwords. */
const accounts = (root) => {
  for (const [name, role] of [["anna", "beheerder"], ["bas", "schrijver"], ["cem", "lezer"]]) {
    held[name] = /\S+-\S+-\S+-\S+/.exec(run(root, "studio", "user", name, "--role", role).said)[0].replace(/\.$/, "");
  }
};

/** A browser of one of them. */
const entered = async (name) => {
  const context = await held.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" }); // so that no colour is half way when it is judged
  const page = await opened(context, held.studio.address);
  await page.getByLabel("Naam van uw account").fill(name);
  await page.getByLabel("Wachtwoord").fill(held[name]);
  await press(page, "Aanmelden");
  await page.close();
  return context;
};

/** What pages are about that somebody meets now and then: a link, a reaction, a form that came too late. */
const met = async () => {
  const page = await opened(held.context, `${held.studio.address}/bespreken/noord/telefoons/`);
  await page.getByLabel("Voor welk orgaan of welke functie?").fill("de MR");
  await press(page, "Maak de link");
  held.link = new URL(await page.locator("input[id^=adres-]").inputValue()).pathname;
  await page.goto(held.studio.address + CLAUSE);
  const csrf = await page.locator("input[name=csrf]").first().inputValue();
  const late = await fetch(held.studio.address + CLAUSE, { method: "POST", redirect: "manual", body: new URLSearchParams({ csrf, text: "Te laat verstuurd." }) });
  assert.equal(late.status, 303);
  await page.close();
};

before(async () => {
  held.studio = await begin("tests/roots/klein", ["--team"], accounts);
  held.browser = await browse();
  held.context = await entered("anna");
  await met();
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

/** What is wrong with a page, in light and dark, and on small screens. */
const looked = async (page, path, schemes = ["light", "dark"]) => {
  const found = [];
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: schemes[0], forcedColors: "none" });
  found.push(...(await violations(page)).map((one) => `${path}: ${one}`), ...page.faults.map((one) => `${path}: ${one}`));
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: schemes[1] });
  found.push(...(await violations(page)).map((one) => `${path} (360): ${one}`));
  const below = await page.evaluate(() => {
    const folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
    const found = [...document.querySelectorAll("label.choice:has(> input)")].filter((label) => label.getClientRects().length).filter((label) => {
      const words = document.createRange();
      words.setStartAfter(label.querySelector("input"));
      words.setEndAfter(label.lastChild);
      const lines = [...words.getClientRects()].filter((line) => line.width > 0);
      return lines.some((line) => line.left < label.querySelector("input").getBoundingClientRect().right);
    });
    for (const one of folded) one.open = false;
    return found.map((label) => label.textContent.trim());
  });
  if (below.length) found.push(`${path} (360): a line of a choice begins below its button: ${below}`);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (await wide() > 0) found.push(`${path}: ${await wide()} px wider than 360`);
  await page.setViewportSize({ width: 640, height: 800 }); // 1280 at 200%
  if (await wide() > 0) found.push(`${path}: ${await wide()} px wider than 640`);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%")); // the text only
  if (await wide() > 0) found.push(`${path}: ${await wide()} px too wide with letters twice as large`);
  await page.emulateMedia({ forcedColors: "active" });
  assert.ok(await page.locator("h1").first().isVisible(), path);
  const ruled = await page.evaluate(() => {
    const ground = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll(".tabs a")].filter((tab) => (getComputedStyle(tab).borderBottomColor !== ground) !== tab.hasAttribute("aria-current")).map((tab) => tab.textContent);
  });
  if (ruled.length) found.push(`${path}: in forced colours ${ruled} looks as if it were, or were not, where somebody is`);
  return found;
};
const SCHEMES = [["light", "dark"], ["dark", "light"]];

test("axe finds nothing on any page, in light and dark, and no page is wider than a telephone", async () => {
  const all = await paths();
  for (const path of ["/beheer/", "/beheer/logboek/", "/account/", "/publiceren/"]) assert.ok(all.includes(path), `${path} of ${all.join(" ")}`);
  assert.ok(all.some((path) => path.startsWith("/verder/")), all.join(" "));
  const found = [];
  const page = await opened(held.context, held.studio.address);
  for (const [turn, path] of all.entries()) {
    await turned(page, held.studio.address + path);
    found.push(...await looked(page, path, SCHEMES[turn % 2]));
  }
  await page.close();
  assert.deepEqual(found, []);
});

test("nor on what somebody sees who has no account, and who may only read", async () => {
  const found = [];
  const outside = await held.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  for (const [turn, path] of ["/aanmelden", held.link, `${held.link}x`].entries()) {
    const page = await opened(outside, held.studio.address + path);
    page.faults = page.faults.filter((one) => !/404/.test(one)); // a link that is none, as is meant
    found.push(...await looked(page, path, SCHEMES[turn % 2]));
    await page.close();
  }
  const reader = await entered("cem");
  for (const [turn, path] of ["/", "/document/noord/telefoons/", "/account/", "/beheer/"].entries()) {
    const page = await opened(reader, held.studio.address + path);
    page.faults = page.faults.filter((one) => !/403/.test(one)); // the page of who manages accounts
    found.push(...await looked(page, `cem ${path}`, SCHEMES[turn % 2]));
    await page.close();
  }
  await outside.close();
  await reader.close();
  assert.deepEqual(found, []);
});

test("nor where two people wrote one text, where something is wrong, and where a new password is shown", async () => {
  const found = [];
  const bas = await entered("bas");
  const [his, mine] = [await opened(bas, held.studio.address + CLAUSE), await opened(held.context, held.studio.address + CLAUSE)];
  for (const [page, text] of [[his, "Bas schrijft dit."], [mine, "Anna schrijft {{ bewaarplek }}."]]) await page.getByLabel("Tekst", { exact: true }).fill(text);
  await press(his, "Bewaar");
  await mine.getByRole("button", { name: "Bewaar", exact: true }).click();
  await mine.locator("[data-conflict]").waitFor();
  mine.faults = mine.faults.filter((one) => !/409/.test(one)); // that it is refused
  found.push(...await looked(mine, "conflict"));
  await mine.close();
  for (const [path, words] of [["/geschiedenis/1/", "Wat er veranderde"], ["/voorstel/noord/telefoons/voorleggen", "Wat niet meer terug kan"]]) {
    const one = await opened(held.context, held.studio.address + path);
    await one.getByRole("heading", { name: words }).waitFor();
    found.push(...await looked(one, path));
    await one.close();
  }
  const page = await opened(held.context, `${held.studio.address}/beheer/`);
  await press(page, "Nieuw wachtwoord voor cem");
  found.push(...await looked(page, "new password", SCHEMES[1]));
  const variant = join(held.studio.root, "policy_src/schools/zuid/telefoons.yaml");
  const whole = readFileSync(variant, "utf8");
  const { nu } = await (await page.request.get(`${held.studio.address}/-nieuws`)).json();
  writeFileSync(variant, `${whole}onbekend: veld\n`);
  await page.request.get(`${held.studio.address}/-nieuws?sinds=${nu}`); // waits until the studio has looked
  await page.goto(held.studio.address);
  await page.getByText("Voor wie de bestanden beheert").first().or(page.getByText("een bestand met fouten")).first().waitFor();
  const wrong = await opened(held.context, `${held.studio.address}/document/zuid/telefoons/`);
  wrong.faults = wrong.faults.filter((one) => !/422/.test(one));
  await wrong.getByText("Voor wie de bestanden beheert").first().click();
  found.push(...await looked(wrong, "faults"));
  writeFileSync(variant, whole);
  for (const one of [page, wrong]) await one.close();
  await bas.close();
  assert.deepEqual(found, []);
});

/** Where so many presses of Tab bring the focus, each element once: what it is, and whether one sees that it is there. */
const focused = async (page, presses) => {
  await page.evaluate(() => {
    const found = window.focused = new Map();
    document.addEventListener("focusin", ({ target: one }) => {
      const style = getComputedStyle(one);
      const isRinged = ["date", "file"].includes(one.type) || one.tagName === "IFRAME"; // the browser does, around a part of it
      found.set(one, { isSeen: style.outlineStyle !== "none" || style.boxShadow !== "none" || isRinged, what: one.outerHTML.slice(0, 90) });
    });
  });
  for (let press = 0; press < presses; press += 1) await page.keyboard.press("Tab");
  return page.evaluate(() => [...window.focused.values()]);
};

test("who has the same document open is seen, beside its title and without anything moving", async () => {
  const bas = await entered("bas"); // not the document of the tests before: who looked at it then still counts as there
  const mine = await opened(held.context, `${held.studio.address}/document/zuid/telefoons/`);
  const top = () => mine.locator("h1").evaluate((one) => one.getBoundingClientRect().top);
  const before = await top();
  const his = await opened(bas, `${held.studio.address}/besluiten/zuid/telefoons/`);
  await his.getByText("Nu ook in dit document: anna.").waitFor();
  await mine.getByText("Nu ook in dit document: bas.").waitFor({ timeout: 30_000 });
  assert.equal(await top(), before);
  assert.deepEqual(await violations(mine), []);
  await mine.close();
  await bas.close();
});

test("every page can be worked by keyboard: focus goes everywhere, is seen, and is never caught", async () => {
  const page = await opened(held.context, held.studio.address);
  for (const path of await paths()) {
    await turned(page, held.studio.address + path);
    const count = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
      .filter((one) => one.checkVisibility() && !one.disabled).length);
    const presses = Math.min(count, 60);
    const seen = await focused(page, presses);
    assert.deepEqual(seen.filter((one) => !one.isSeen), [], path);
    assert.ok(seen.length >= presses * 0.5, `${path}: ${seen.length} of ${count}`); // of radios with one name, one
  }
  await page.close();
});
