// A studio of a project of one's own, and browsers of the people who work in it.

import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
/** Milliseconds for a studio to begin, of which most are imports, and to end, on a machine with much to do. */
const [BEGINNING, ENDING] = [120_000, 30_000];
const COMMAND = (process.env.SCHOOLPROTOCOL || ".venv/bin/schoolprotocol").split(" ");
export const PYTHON = COMMAND.length > 1 ? COMMAND[0] : join(dirname(COMMAND[0]), "python");

// The key of the studios of these tests is none of who runs them.
process.env.SCHOOLPROTOCOL_STATE ??= mkdtempSync(join(tmpdir(), "studio-state-"));

/** Starts a command as people do; its environment has more than ours. */
const commanded = (args, env) =>
  spawn(COMMAND[0], [...COMMAND.slice(1), ...args], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...env } });

/** A warm process of which studios are forked, for tests that begin one each; see warm.py. */
export const warm = () => {
  const parent = spawn(PYTHON, ["-m", "tests.validate.studio.warm"], { stdio: ["pipe", "pipe", "inherit"] });
  const folder = mkdtempSync(join(tmpdir(), "studio-warm-"));
  const [waiting, running] = [new Map(), new Map()];
  createInterface({ input: parent.stdout }).on("line", (line) => {
    const { out, pid, code = null, signal = null } = JSON.parse(line);
    if (out) {
      waiting.get(out)(pid);
      running.set(pid, waiting.get(out).studio);
    } else {
      const ended = running.get(pid);
      Object.assign(ended, { exitCode: code, signalCode: signal });
      ended.emit("exit", code, signal);
    }
  });
  parent.once("exit", (code) => {
    for (const one of waiting.values()) one.studio.emit("exit", code ?? 1);
  });
  let count = 0;
  /** As `commanded`; what it gives is as a process of Node, as far as these tests ask. */
  const forked = (arguments_, environment) => {
    const out = join(folder, String(count++));
    const studio = Object.assign(new EventEmitter(), { stdout: new EventEmitter(), exitCode: null, signalCode: null });
    const begun = new Promise((resolve) => waiting.set(out, Object.assign(resolve, { studio })));
    studio.kill = async (signal) => {
      const pid = await begun;
      if (studio.exitCode === null && studio.signalCode === null) process.kill(pid, signal);
    };
    const listening = createServer((said) => said.on("data", (piece) => studio.stdout.emit("data", piece)).on("error", () => {}));
    studio.once("exit", () => listening.close());
    listening.listen(out, () => parent.stdin.write(`${JSON.stringify({ out, arguments: arguments_, environment })}\n`));
    return studio;
  };
  forked.end = async () => {
    parent.stdin.end();
    if (parent.exitCode === null) await once(parent, "exit");
    rmSync(folder, { recursive: true, force: true });
  };
  return forked;
};

/**
 * Starts a studio on a copy of a folder (or on an empty one), and gives its address with the token; `prepare` is done on
 * the folder first, and `command` begins its process.
 */
export const begin = async (from = "tests/roots/klein", args = [], prepare = () => {}, command = commanded) => {
  const base = mkdtempSync(join(tmpdir(), "studio-"));
  const root = join(base, "school");
  if (from) cpSync(from, root, { recursive: true });
  else mkdirSync(root);
  prepare(root);
  const studio = { root, base };
  studio.start = async () => {
    const asked = ["--root", root, "studio", "--port", String(studio.port ?? 0), "--no-browser", ...args];
    studio.server = command(asked, { COLUMNS: "500", ...studio.env });
    studio.door = await new Promise((resolve, reject) => {
      let said = "";
      studio.server.stdout.on("data", (piece) => {
        said += piece;
        const found = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(said);
        if (found && /\s/.test(said.slice(found.index + found[0].length, found.index + found[0].length + 1))) resolve(found[0].replace(/\.$/, ""));
      });
      studio.server.once("exit", (code) => reject(new Error(`studio: ${code}`)));
      setTimeout(() => reject(new Error(`studio: no address; it said: ${said}`)), BEGINNING).unref();
    });
    studio.address = new URL(studio.door).origin;
    studio.port = Number(new URL(studio.door).port);
  };
  /** Stops it as a power cut would. */
  studio.kill = () => stopped(studio.server, "SIGKILL");
  /** Stops it as who manages the machine does; one that goes on is a fault. */
  studio.end = async () => {
    try {
      await stopped(studio.server, "SIGTERM");
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  };
  try {
    await studio.start();
  } catch (error) {
    await studio.kill();
    throw error;
  }
  return studio;
};

/** Ends a process, and waits until it is gone. */
const stopped = async (process, signal) => {
  if (!process || process.exitCode !== null || process.signalCode !== null) return;
  process.removeAllListeners("exit");
  const gone = once(process, "exit");
  process.kill(signal);
  const late = AbortSignal.timeout(ENDING);
  try {
    await Promise.race([gone, once(late, "abort").then(() => { throw new Error(`studio goes on after ${signal}`); })]);
  } finally {
    process.kill("SIGKILL");
  }
};

/** A Chromium; the pages of a person share a process, which is begun once, and has read axe already. */
export const browse = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--process-per-site"] });

/** A page of a context; faults of its scripts and policy are in `page.faults`. */
export const opened = async (context, address) => {
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`script: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && page.faults.push(`console: ${message.text()} ${message.location().url}`));
  await page.goto(address, { waitUntil: "load" });
  return page;
};

/** Goes on to another address in a page, which takes a third of the time of a new one; what its scripts did before is forgotten. */
export const turned = async (page, address) => {
  await page.goto("about:blank"); // what it still asked for ends here
  page.faults = [];
  await page.goto(address, { waitUntil: "load" });
};

/** What axe finds on a page. */
export const violations = async (page) => {
  // By the debugger: the policy of the page refuses a script that is not its own. To read it takes as long as to look.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(`${AXE};0`);
  // Without `preload`: of the sheets of a shadow tree axe would make inline ones, and the policy of the page refuses these.
  const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ["violations"], preload: false }), TAGS);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary ?? ""}`));
};
