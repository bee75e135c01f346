// The register for a board: what it shows of what is chosen, on the day of the reader, with and without scripts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { MISSING, REGISTER, onDisk, serve, useBrowser } from "./browser.mjs";

const held = useBrowser();
let site;
before(async () => {
  site = await serve();
});
after(() => site.server.close());

/** The register on a day, `2028-10-31`. */
const on = async (day) => {
  const page = await held.visit("about:blank", { own: true });
  await page.clock.setFixedTime(new Date(`${day}T12:00:00`));
  await page.goto(onDisk(REGISTER));
  return page;
};
const rows = (page) => page.locator(".register tr[data-protocol]:visible").count();
const days = (page) => page.locator("[data-review]").evaluateAll((all) => all.map((one) => one.dataset.review).sort());
/** So many days before or after a day. */
const beside = (day, n) => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);

test("a review is late from its own day on, and comes soon three months before", async () => {
  const first = await on("2000-01-01");
  const [review] = await days(first);
  assert.ok(review, "no document of the site is looked at again on a day that is known");
  await held.leave(first);
  for (const [day, late, soon] of [
    [beside(review, -100), 0, 0],
    [beside(review, -80), 0, 1],
    [beside(review, -1), 0, 1],
    [review, 1, 0],
  ]) {
    const page = await on(day);
    const one = page.locator(`[data-review="${review}"]`).first();
    assert.equal(await one.locator(".late").count(), late, day);
    assert.equal(await one.locator(".soon").count(), soon, day);
    await held.leave(page);
  }
});

test("three months after the last day of a long month is the last day of a short one", async () => {
  for (const [review, soon] of [
    ["2027-02-28", 1],
    ["2027-03-01", 0],
  ]) {
    const page = await held.visit("about:blank", { own: true });
    await page.clock.setFixedTime(new Date("2026-11-30T12:00:00"));
    const text = readFileSync(new URL(onDisk(REGISTER)), "utf8").replaceAll(/data-review="[^"]+"/g, `data-review="${review}"`);
    await page.context().route(`${site.base}${REGISTER}`, (route) => route.fulfill({ contentType: "text/html", body: text }));
    await page.goto(`${site.base}${REGISTER}`);
    assert.equal(await page.locator("[data-review] .soon").count(), soon * (await days(page)).length, review);
    await held.leave(page);
  }
});

test("what is chosen is shown, and told, and printed", async () => {
  const page = await on("2100-01-01");
  const all = await rows(page);
  const known = (await days(page)).length;
  await page.selectOption("#_wat", "late");
  assert.equal(await rows(page), known);
  assert.match(await page.locator(".shown").textContent(), new RegExp(`^Op 1 januari 2100: ${known === all ? "" : `${known} van `}${all} protocol`));
  const school = await page.locator("tbody[data-school]:visible").first().getAttribute("data-school");
  await page.selectOption("#_wat", "");
  await page.fill("#_school", school.toUpperCase());
  assert.ok((await rows(page)) >= 1);
  assert.deepEqual(await page.locator("tbody[data-school]:visible").evaluateAll((seen) => seen.map((one) => one.dataset.school)), [school]);
  const shown = await rows(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await rows(page), shown);
  assert.equal(await page.locator(".choose").isVisible(), false);
  await held.leave(page);
});

test("without scripts every row and every day is there, and no field that does nothing", async () => {
  const page = await held.visit(onDisk(REGISTER), { javaScriptEnabled: false });
  assert.ok((await rows(page)) > 0);
  assert.equal(await page.locator(".choose").isVisible(), false);
  assert.equal(await page.locator(".late, .soon").count(), 0);
  await held.leave(page);
});

test("the page for addresses that lead nowhere looks the same at any depth", async () => {
  const looks = [];
  for (const depth of ["", "een/", "een/twee/drie/"]) {
    const page = await held.visit("about:blank", { own: true });
    await page.context().route(`${site.base}**`, async (route) => route.fulfill({ status: 404, path: new URL(onDisk(MISSING)).pathname }));
    await page.goto(`${site.base}${depth}weg.html`);
    looks.push(await page.evaluate(() => [getComputedStyle(document.querySelector("h1")).fontSize, ...[...document.links].map((a) => a.href)].join()));
    assert.deepEqual(page.faults.filter((fault) => !fault.includes("404")), []);
    await held.leave(page);
  }
  assert.equal(new Set(looks).size, 1);
});
