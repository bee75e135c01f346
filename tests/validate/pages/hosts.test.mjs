// A page asks nothing of other hosts, keeps to its own policy, is small, and works from disk and in a subfolder.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EMBED, GUIDE, KINDS, MISSING, SCHOOL, SCHOOLS, onDisk, serve, useBrowser } from "./browser.mjs";

const LIMIT = 165_000; // bytes of a first view, uncompressed, without the logo; of which 5 kB lead to the history of clauses
const held = useBrowser();
let site;
before(async () => {
  site = await serve();
});
after(() => site.server.close());

for (const name of KINDS) {
  for (const place of ["from disk", "in a subfolder"]) {
    test(`${name} ${place}: no other host, nothing that its policy refuses, no fault`, async () => {
      const page = await held.visit(place === "from disk" ? onDisk(name) : site.base + name);
      const letters = await page.evaluate(() => document.fonts.ready.then((fonts) => [...fonts].some((f) => f.status === "loaded")));
      assert.equal(letters, ![EMBED, GUIDE, MISSING].includes(name), "letters"); // what stands alone takes those of the reader
      await page.evaluate(() => scheduler.postTask(() => {}, { priority: "background" })); // behind all that it still had to do
      assert.deepEqual(page.faults, []);
      await held.leave(page);
    });
  }
}

test("what asks something of another host would be told, by name or by number", async () => {
  const page = await held.visit("about:blank");
  const [name, number] = ["http://ergens.example/a.png", "http://192.0.2.1/a.png"];
  for (const url of [name, number]) await page.evaluate((address) => fetch(address).catch(() => {}), url);
  assert.ok([name, number].every((url) => page.faults.includes(`asked ${url}`)), page.faults.join());
  assert.ok([name, number].every((url) => page.faults.includes(`not found: ${url}`)), "and got it");
  await held.leave(page);
});

test("what a page asked is told again of a page that was there before", async () => {
  const counts = [];
  for (let visit = 0; visit < 2; visit += 1) {
    const page = await held.visit(`${site.base}${SCHOOL}/index.html`);
    await page.evaluate(() => document.fonts.ready);
    counts.push([...page.asked].sort());
    await held.leave(page);
  }
  assert.deepEqual(counts[0], counts[1]);
});

test("a script in the page would be refused", async () => {
  const page = await held.visit(site.base + `${SCHOOL}/index.html`);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.ran === undefined), true);
  assert.match(page.faults.join(), /Content Security Policy/);
  await held.leave(page);
});

for (const school of SCHOOLS) {
  test(`the first view of ${school} is small`, async () => {
    const page = await held.visit(`${site.base}${school}/index.html`);
    const asked = page.asked.filter((url) => !/logo\.|\/merk\.svg/.test(url));
    const sizes = await Promise.all(asked.map(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength));
    const total = sizes.reduce((a, b) => a + b, 0);
    assert.ok(total > 50_000 && total < LIMIT, `${total} bytes: ${asked.map((url, i) => `${url.split("/").at(-1)} ${sizes[i]}`).join(", ")}`);
    await held.leave(page);
  });
}

test("searching finds clauses, each once, in the whole protocol", async () => {
  const whole = await held.visit(site.base + `${SCHOOL}/index.html`);
  const text = await whole.locator(".clause").first().textContent();
  await held.leave(whole);
  const word = text.match(/\p{L}{8,}/u)[0]; // long enough to be no word that a search leaves out
  const page = await held.visit(site.base + `${SCHOOL}/search.html?q=${encodeURIComponent(word)}`);
  const found = await page.locator("#_resultaten a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.ok(found.length > 0);
  assert.equal(new Set(found).size, found.length);
  assert.ok(found.every((href) => href.startsWith("index.html#")));
  await held.leave(page);
});

test("all protocols of a school are searched at once, from disk too, and nothing is loaded before somebody asks", async () => {
  const school = SCHOOL.split("/")[0];
  for (const address of [onDisk(`${school}/zoeken.html?q=school`), `${site.base}${school}/zoeken.html?q=school`]) {
    const page = await held.visit(address);
    const links = await page.locator("#_resultaten a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.ok(links.length > 0, address);
    assert.ok(links.every((href) => /^[a-z0-9-]+\/index\.html/.test(href)), links[0]);
    assert.deepEqual(page.faults, []);
    await held.leave(page);
  }
  const page = await held.visit(onDisk(`${school}/zoeken.html`));
  assert.ok(page.asked.length <= 10, page.asked.join());
  await held.leave(page);
});

test("without a script the search page leads to the protocols", async () => {
  const page = await held.visit(onDisk(`${SCHOOL.split("/")[0]}/zoeken.html?q=foto`), { javaScriptEnabled: false });
  assert.match(await page.locator("noscript").textContent(), /Ctrl \+ F/);
  assert.ok((await page.locator(".searched a").count()) > 0);
  await held.leave(page);
});

const found = async (question) => {
  const page = await held.visit(site.base + `${SCHOOL}/search.html?q=${encodeURIComponent(question)}`);
  const [told, hrefs, groups] = await page.evaluate(() => [
    document.getElementById("_telling").textContent,
    [...document.querySelectorAll("#_resultaten a")].map((a) => a.getAttribute("href")),
    window.searchSynonyms,
  ]);
  await held.leave(page);
  return { told, hrefs, groups };
};

test("searching finds what is said in another word for the same, and in another form of it", async () => {
  const { groups, hrefs } = await found("telefoon");
  assert.ok(hrefs.length > 0);
  assert.ok(groups.some((group) => group.includes("telefoon") && group.includes("mobieltje")));
  for (const other of ["mobieltje", "mobieltjes", "GSM", "smartphones"]) {
    assert.deepEqual(new Set((await found(other)).hrefs), new Set(hrefs), other);
  }
});

test("searching forgives one slip of the keys, and says so", async () => {
  const { hrefs } = await found("telefoon");
  for (const slip of ["telfoon", "tellefoon", "teleffon", "telefono"]) {
    const { told, hrefs: others } = await found(slip);
    assert.deepEqual(new Set(others), new Set(hrefs), slip);
    assert.match(told, new RegExp(`^Gezocht naar ‘telefoon’ in plaats van ‘${slip}’\\.`));
  }
  assert.deepEqual((await found("tlfn")).hrefs, [], "two letters less is another word");
});

test("where nothing is found stands whom to ask", async () => {
  const page = await held.visit(site.base + `${SCHOOL}/search.html?q=zwembadzzz`);
  assert.match(await page.locator("#_telling").textContent(), /^Niets gevonden/);
  assert.match(await page.locator(".ask").textContent(), /Stel uw vraag aan/);
  await held.leave(page);
});

test("what machines read of a page is valid data about that page", async () => {
  for (const name of ["index", "leerlingen", "ouders", "medewerkers", "versies", "wijzigingen"]) {
    const page = await held.visit(onDisk(`${SCHOOL}/${name}.html`));
    const told = await page.evaluate(() => ({
      data: JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent),
      canonical: document.querySelector('link[rel="canonical"]').href,
      og: document.querySelector('meta[property="og:url"]').content,
    }));
    assert.equal(told.data["@context"], "https://schema.org");
    assert.equal(told.data.url, told.canonical);
    assert.equal(told.og, told.canonical);
    await held.leave(page);
  }
});
