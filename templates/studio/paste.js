// Plakken uit Word, een mail of een bladzijde: alinea's, lijsten en vette woorden worden wat een clausule daarvoor heeft.

const SKIPPED = /^(style|script|title|meta|link|head|template|button)$/i;
const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, li, table, blockquote, pre, section, article";
const SIGN = /^\s*(?:[·•▪◦‣●○■]|o(?=\s{2}))\s*/u; // what stands for a bullet where a list is only drawn
const NUMBER = /^\s*\d{1,3}[.)]\s*/;
const DEEPEST = 3;

/** What is on the clipboard as text of a clause, and what of it a clause cannot have; null where the browser does it well itself. */
export function pasted(clipboard) {
  const html = clipboard.getData("text/html"), plain = clipboard.getData("text/plain");
  if (!html) return plain.split("\n").some((line) => SIGN.test(line)) ? { text: signs(plain), tables: 0, pictures: 0 } : null;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const found = { lines: [], tables: 0, pictures: body.querySelectorAll("img").length };
  walk(body, found, 0);
  return { text: joined(found.lines), tables: found.tables, pictures: found.pictures };
}

/** Blocks below each other, with an empty line between them, but not between the points of a list. */
const joined = (lines) => lines.map(({ text, depth }, at) => {
  const isNext = at && depth && lines[at - 1].depth;
  return `${at ? (isNext ? "\n" : "\n\n") : ""}${text}`;
}).join("");

/** A point of a list, at its depth. */
const point = (words, depth, sign) => ({ text: `${"   ".repeat(Math.min(depth, DEEPEST) - 1)}${sign} ${words}`, depth });

/** Lines of plain text: those with a drawn bullet are points, the others are paragraphs as they were. */
function signs(plain) {
  const lines = plain.split(/\r?\n/).filter((line) => line.trim());
  return joined(lines.map((line) => (SIGN.test(line) ? point(line.replace(SIGN, "").trim(), 1, "-") : { text: line.trim(), depth: 0 })));
}

function walk(node, found, depth) {
  let loose = []; // words that stand in no block of their own
  const flush = () => {
    const words = tidy(loose.map(inline).join(""));
    if (words) found.lines.push({ text: words, depth: 0 });
    loose = [];
  };
  for (const one of node.childNodes) {
    if (SKIPPED.test(one.nodeName)) continue;
    const isBlock = one.nodeType === Node.ELEMENT_NODE && (one.matches(`${BLOCKS}, ul, ol`) || one.querySelector(BLOCKS));
    if (!isBlock) { loose.push(one); continue; }
    flush();
    if (one.matches("ul, ol")) list(one, found, depth + 1);
    else if (one.matches("table")) table(one, found);
    else if (one.querySelector(`${BLOCKS}, ul, ol`)) walk(one, found, depth);
    else block(one, found);
  }
  flush();
}

/** A paragraph; of Word, one that is drawn as a point of a list is a point. */
function block(one, found) {
  const style = one.getAttribute("style") ?? "", drawn = one.querySelector('[style*="mso-list:Ignore" i]');
  const sign = drawn?.textContent ?? "";
  drawn?.remove();
  const words = tidy(inline(one));
  if (!words) return;
  const isPoint = drawn || /mso-list:\s*l\d/i.test(style) || SIGN.test(words);
  if (!isPoint) { found.lines.push({ text: words, depth: 0 }); return; }
  const level = Number(/level(\d)/i.exec(style)?.[1] ?? 1);
  const isNumbered = NUMBER.test(sign) || (!drawn && NUMBER.test(words));
  found.lines.push(point(words.replace(SIGN, "").replace(drawn ? /^$/ : NUMBER, ""), level, isNumbered ? "1." : "-"));
}

function list(one, found, depth) {
  const sign = one.matches("ol") ? "1." : "-";
  for (const item of one.children) {
    if (item.matches("ul, ol")) { list(item, found, depth + 1); continue; }
    const within = [...item.querySelectorAll("ul, ol")].filter((inner) => !inner.parentElement.closest("ul, ol") || inner.parentElement.closest("li") === item);
    for (const inner of within) inner.remove();
    const words = tidy(inline(item));
    if (words) found.lines.push(point(words, depth, sign));
    for (const inner of within) list(inner, found, depth + 1);
  }
}

/** A clause has no tables: each row is a point. */
function table(one, found) {
  found.tables += 1;
  for (const row of one.rows) {
    const cells = [...row.cells].map((cell) => tidy(inline(cell))).filter(Boolean);
    if (cells.length) found.lines.push(point(cells.length > 1 ? `${cells[0]}: ${cells.slice(1).join("; ")}` : cells[0], 1, "-"));
  }
}

const tidy = (words) => words.replace(/[\s\u00a0]+/g, " ").replace(/\u00ad/g, "").trim();

/** Words with what a clause has for bold, emphasis and links. */
function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.test(node.nodeName)) return "";
  if (node.matches("br")) return " ";
  const words = [...node.childNodes].map(inline).join(node.matches("td, th, li, div") ? " " : "");
  const weight = node.style?.fontWeight ?? "", isPlain = weight === "normal" || weight === "400";
  if ((node.matches("b, strong") && !isPlain) || /^(bold|[6-9]00)$/.test(weight)) return marked(words, "**");
  if ((node.matches("i, em") && node.style?.fontStyle !== "normal") || node.style?.fontStyle === "italic") return marked(words, "*");
  const href = node.matches("a") ? node.getAttribute("href") ?? "" : "";
  return /^https?:/.test(href) && words.trim() && words.trim() !== href ? `[${words.trim()}](${href})` : words;
}

/** A mark around words, and not around the spaces at their ends. */
function marked(words, mark) {
  const [, before, within, after] = /^([\s\u00a0]*)(.*?)([\s\u00a0]*)$/s.exec(words);
  return within && !within.includes("*") ? `${before}${mark}${within}${mark}${after}` : words;
}
