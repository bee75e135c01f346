// What an officer does in the studio, as often as tests need it: each is what hands do on a page.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import assert from "node:assert/strict";
import { PYTHON } from "./studio.mjs";

const COMMAND = (process.env.SCHOOLPROTOCOL || ".venv/bin/schoolprotocol").split(" ");
export const LONG = 120_000; // ms: papers and sites are laid out by a process of their own

/** Runs a command on a folder; gives what it said and its exit code. */
export const run = (root, ...args) => {
  const done = spawnSync(COMMAND[0], [...COMMAND.slice(1), "--root", root, ...args], { encoding: "utf8", env: { ...process.env, COLUMNS: "200" } });
  return { code: done.status, said: done.stdout + done.stderr };
};

/** Runs a script of these tests. */
export const python = (script, ...args) => {
  const done = spawnSync(PYTHON, [`tests/validate/studio/${script}`, ...args], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
};

/** All files of a folder with their text, by path. */
export const files = (folder) => {
  const found = {};
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) found[name] = readFileSync(path, "latin1");
  }
  return found;
};

/** The sources, as they are now. */
export const source = (root) => files(join(root, "policy_src"));

/** Which files differ between two states, and by how many lines of the first and of the second. */
export const differing = (before, after) => {
  const found = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[name] === after[name]) continue;
    const base = mkdtempSync(join(tmpdir(), "studio-diff-"));
    writeFileSync(join(base, "a"), before[name] ?? "", "latin1");
    writeFileSync(join(base, "b"), after[name] ?? "", "latin1");
    const [plus, minus] = spawnSync("git", ["diff", "--no-index", "--numstat", "a", "b"], { cwd: base, encoding: "utf8" }).stdout.split(/\s/);
    rmSync(base, { recursive: true });
    found[name] = { plus: Number(plus), minus: Number(minus) };
  }
  return found;
};

/** A copy of a folder, beside it. */
export const copy = (root, name) => {
  const to = join(dirname(root), name);
  cpSync(root, to, { recursive: true });
  return to;
};

// -- pages ------------------------------------------------------------------------------------------------------------

/** Presses a button (or link) by its name, and waits for the page that follows. */
export const press = async (page, name, role = "button") => {
  const one = page.getByRole(role, { name, exact: typeof name === "string" }).filter({ visible: true }).first();
  await Promise.all([page.waitForNavigation({ waitUntil: "load", timeout: LONG }), one.click()]);
};

/** Opens the `details` with these words. */
export const unfold = async (within, words) => {
  const one = within.locator("summary", { hasText: words }).first();
  if (!(await one.locator("..").evaluate((it) => it.open))) await one.click();
};

/** The refusals on a page. */
export const refusals = (page) => page.locator("[role=alert]").filter({ visible: true }).allInnerTexts();

/** Opens a clause on its document's page, where it stands; gives its editor. */
export const write = async (page, clause) => {
  await page.locator(`#tekst .clause[id="${clause}"] > .schrijf`).click();
  const editor = page.locator(`.editor[data-clause="${clause}"]`);
  await editor.waitFor();
  return editor;
};

/** Saves what stands in an editor; gives what the page says then. */
export const save = async (page, editor) => {
  const address = new RegExp(`/clausule/${(await editor.getAttribute("data-clause")).replaceAll(".", "\\.")}$`);
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === "POST" && address.test(one.url()), { timeout: LONG }),
    editor.getByRole("button", { name: "Bewaar", exact: true }).click(),
  ]);
  const said = page.locator(answer.ok() ? "[data-saved]" : ".editor [role=alert]").filter({ visible: true }).first();
  await said.waitFor({ timeout: LONG });
  return said.innerText();
};

/** Waits for a work that takes its time; gives what its page says in the end. */
export const worked = async (page) => {
  await page.waitForURL(/\/werk\/\d+\/$/);
  await page.locator("#werk progress").waitFor({ state: "detached", timeout: 2 * LONG });
  return page.locator("#werk").innerText();
};

/** A program of next year, which has a newer library; gives what its process has to know. */
export const newerProgram = (base) => {
  const done = spawnSync(PYTHON, ["-m", "tests.library.newer_program", join(base, "programma")], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return { PYTHONPATH: join(base, "programma/generator") };
};
