// A Chromium for one test file, and the sites that `run` built: from disk, and over HTTP in a subfolder.

import { createReadStream, existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const HTML = join(process.env.MADE, "site");
const SITES = JSON.parse(readFileSync(join(HTML, "manifest.json"), "utf8")).documents.map(({ site }) => site);
/** The pages of a working text: of a proposal, where another version is in force. */
const working = (site) => (existsSync(join(HTML, site, "voorstel", "index.html")) ? `${site}/voorstel` : site);
export const SCHOOLS = SITES.map(working);
const NAMES = ["index", "leerlingen", "ouders", "medewerkers", "wijzigingen", "versies", "search"];
const versions = (site) => (existsSync(join(HTML, site, "versies")) ? readdirSync(join(HTML, site, "versies")) : []);
const hasEveryKind = (site) =>
  [...NAMES.map((name) => `${name}.html`), "rapport/index.html"].every((file) => existsSync(join(HTML, working(site), file))) && versions(site).length > 0;
/** The first document that has every kind of page. */
const HOME = SITES.find(hasEveryKind);
export const SCHOOL = HOME && working(HOME);
if (!SCHOOL) throw new Error("Geen school heeft elk soort bladzijde: een versie en een rapport van wat sindsdien veranderde.");
export const EMBED = `${HOME}/embed.html`;
export const REPORT = `${SCHOOL}/rapport/index.html`;
/** A page to copy a text for the schoolgids from: of a proposal, so that its warning is looked at too. */
export const GUIDE = readdirSync(HTML, { recursive: true }).find((name) => name.endsWith("-schoolgids.html") && !/versies/.test(name));
export const REGISTER = "register.html";
/** What a server shows at an address that leads nowhere. */
export const MISSING = "404.html";
export const KINDS = [
  "index.html",
  "afwijkingen.html",
  REGISTER,
  MISSING,
  ...NAMES.map((n) => `${SCHOOL}/${n}.html`),
  `${SCHOOL}/search.html?q=school`,
  EMBED,
  REPORT,
  GUIDE,
  `${HOME.split("/")[0]}/index.html`,
  `${HOME.split("/")[0]}/zoeken.html`,
  `${HOME.split("/")[0]}/zoeken.html?q=school`,
  `${HOME}/index.html`,
  `${HOME}/versies.html`,
  `${HOME}/versies/${versions(HOME)[0]}/index.html`,
];

/** Address of a page on disk. */
export const onDisk = (name) => {
  const [path, query] = name.split("?");
  return pathToFileURL(join(HTML, path)).href + (query ? `?${query}` : "");
};

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const PREFIX = "/sub/folder/";

/** Serves the sites below a subfolder; resolves to the server and the address of that folder. */
export const serve = async () => {
  const server = createServer((request, response) => {
    const path = join(HTML, decodeURIComponent(new URL(request.url, "http://localhost").pathname.slice(PREFIX.length)));
    if (!request.url.startsWith(PREFIX) || !extname(path) || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(path)] || "application/octet-stream" });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, base: `http://127.0.0.1:${server.address().port}${PREFIX}` };
};

/** Whether a page kept something for the next visit. */
const hasKept = () => {
  try {
    return localStorage.length + sessionStorage.length > 0;
  } catch {
    return false;
  }
};

/** No other host is found: cheaper than to have each request pass by here. */
const ELSEWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/** Opens and closes the browser around the tests of a file; the value has `visit` and `leave`. */
export const useBrowser = () => {
  const held = {};
  const free = [];
  before(async () => {
    held.browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--process-per-site", ELSEWHERE] });
  });
  after(() => held.browser?.close());

  const opened = async (options) => {
    const context = await held.browser.newContext(options);
    const page = await context.newPage();
    context.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol !== "file:" && hostname !== "127.0.0.1") page.faults.push(`asked ${request.url()}`);
    });
    page.on("request", (request) => page.asked.push(request.url()));
    page.on("requestfailed", (request) => page.faults.push(`not found: ${request.url()}`));
    page.on("pageerror", (error) => page.faults.push(`script: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) page.faults.push(`console: ${message.text()}`);
    });
    return page;
  };

  /**
   * A page, until `leave`. What it asked of other hosts, what its policy refused, and faults of its scripts are in
   * `page.faults`; `page.asked` has the requests. With options of a context, or `own` where a test changes more than the
   * page (its clock, its routes, what runs before its scripts), it is one that nobody else had: that takes three times as long.
   */
  held.visit = async (address, { width = 1280, height = 900, scheme = "light", forcedColors = "none", reducedMotion = "no-preference", ...options } = {}) => {
    const { own = Object.keys(options).length > 0, ...ofContext } = options;
    const page = (!own && free.pop()) || (await opened(ofContext));
    Object.assign(page, { own, faults: [], asked: [] });
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ media: null, colorScheme: scheme, forcedColors, reducedMotion });
    await page.goto(address, { waitUntil: "load" });
    return page;
  };

  /** Closes a page, or leaves it to the next visit, without a trace of this one. */
  held.leave = async (page) => {
    if (page.own || (await page.evaluate(hasKept))) return page.context().close();
    await page.goto("about:blank"); // what it still asked for ends here
    await page.mouse.move(-1, -1);
    free.push(page);
  };
  return held;
};
