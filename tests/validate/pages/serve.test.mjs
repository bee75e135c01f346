// What `schoolprotocol serve` shows follows what is saved, keeps the place, and tells what is wrong, also on a telephone.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = mkdtempSync(join(tmpdir(), "serve-"));
const clauses = join(root, "policy_src/protocols/telefoons/clauses/alles.yaml");
const variant = join(root, "policy_src/schools/zuid/telefoons.yaml");
const held = {};

/** Saves a file with other words, and gives what it said. */
const save = (file, old, fresh) => {
  const text = readFileSync(file, "utf8");
  assert.ok(text.includes(old), `${file}: ${old}`);
  writeFileSync(file, text.replaceAll(old, fresh));
  return () => writeFileSync(file, text);
};

before(async () => {
  cpSync("tests/roots/klein", root, { recursive: true });
  const command = process.env.SCHOOLPROTOCOL || ".venv/bin/schoolprotocol";
  held.server = spawn(command, ["--root", root, "serve", "--port", "0", "--no-browser"], { stdio: ["ignore", "pipe", "inherit"] });
  held.base = await new Promise((resolve) =>
    held.server.stdout.once("data", (said) => resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(String(said))[0])),
  );
  held.browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  held.context = await held.browser.newContext({ viewport: { width: 1280, height: 500 } });
});

after(async () => {
  await held.browser?.close();
  held.server?.kill("SIGTERM");
  rmSync(root, { recursive: true, force: true });
});

const visit = async (path) => {
  const page = await held.context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(held.base + path);
  return { page, errors };
};

const seen = (page, text) => page.getByText(text).first().waitFor({ state: "attached", timeout: 60_000 });

test("a page follows what is saved and stays where it was", async () => {
  const { page, errors } = await visit("/zuid/telefoons/");
  const clause = page.locator("[id='gevolgen.aangifte']");
  await clause.evaluate((one) => one.scrollIntoView({ block: "start" }));
  const place = () => clause.evaluate((one) => Math.round(one.getBoundingClientRect().top));
  const where = await place();
  const back = save(clauses, "leggen hun telefoon", "leggen, zoals nu is afgesproken, hun telefoon");
  await seen(page, "zoals nu is afgesproken");
  await page.waitForLoadState("load");
  const isBack = async () => Math.abs((await place()) - where) <= 2;
  for (const end = Date.now() + 10_000; Date.now() < end && !(await isBack()); ) await page.waitForTimeout(50);
  assert.ok(await isBack(), `${where} → ${await place()}`);
  assert.deepEqual(errors, []);
  back();
  await page.close();
});

test("more tabs than a browser has connections all follow", async () => {
  const tabs = [];
  for (let n = 0; n < 12; n += 1) tabs.push((await visit("/noord/telefoons/")).page);
  const back = save(clauses, "leggen hun telefoon", "leggen steeds hun telefoon");
  for (const tab of tabs) {
    await tab.bringToFront();
    await seen(tab, "leggen steeds hun telefoon");
  }
  back();
  await Promise.all(tabs.map((tab) => tab.close()));
});

test("a fault stands above the last good text, for everybody, on every width", async () => {
  const { page, errors } = await visit("/zuid/telefoons/");
  const back = save(variant, "title: ", "titel: ");
  await page.locator(".kijken-fouten").waitFor({ timeout: 60_000 });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 740 });
    assert.ok(await page.getByText("policy_src/schools/zuid/telefoons.yaml:3").isVisible(), `${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${width}: ${wide}`);
  }
  await page.evaluate(AXE); // by the debugger: the policy of the page refuses a script that is not its own
  const found = await page.evaluate(() => window.axe.run(".kijken"));
  assert.deepEqual(found.violations.map((one) => one.id), []);
  assert.deepEqual(errors, []);
  back();
  await page.locator(".kijken-fouten").waitFor({ state: "detached", timeout: 60_000 });
  await page.close();
});

test("a server that stops is told, and a page comes back with it", async () => {
  const { page } = await visit("/zuid/telefoons/");
  held.server.kill("SIGTERM");
  await seen(page, "Geen verbinding");
  await page.close();
});
