/* Searching in Dutch: finds sections, clauses and notes in searchindex.js, also inside compounds, and from disk. */
"use strict";

(() => {
  const WORD = /[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu;
  const WEIGHT = { number: 12, title: 8, titlePart: 4, section: 2, text: 3, textPart: 1.5 };
  const SNIPPET = 220;
  const stemmer = new window.Stemmer();
  const stems = new Map();

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const stem = (word) => {
    const lower = plain(word);
    if (!stems.has(lower)) stems.set(lower, stemmer.stemWord(lower));
    return stems.get(lower);
  };
  const words = (text) => [...text.matchAll(WORD)].map((m) => ({ word: m[0], at: m.index, stem: stem(m[0]) }));

  /** How well one word of the question fits a list of words: whole, as part of a longer word, or not. */
  const fit = (term, list, whole, part) => {
    if (list.some((word) => word.stem === term.stem)) return whole;
    return term.stem.length > 2 && list.some((word) => plain(word.word).includes(term.stem)) ? part : 0;
  };
  const score = (term, entry) => {
    const number = entry.number && plain(entry.number) === plain(term.word) ? WEIGHT.number : 0;
    return (
      number +
      fit(term, entry.titleWords, WEIGHT.title, WEIGHT.titlePart) +
      fit(term, entry.sectionWords, WEIGHT.section, WEIGHT.section / 2) +
      fit(term, entry.textWords, WEIGHT.text, WEIGHT.textPart)
    );
  };

  const prepare = (entry) => ({
    ...entry,
    titleWords: words(entry.title),
    sectionWords: words(entry.section || ""),
    textWords: words(entry.text),
  });

  /** The entries that hold all words of the question; where there are none, those that hold any. */
  const find = (question) => {
    const asked = words(question);
    const telling = asked.filter((term) => !window.stopwords.has(term.word.toLowerCase()));
    const terms = telling.length ? telling : asked;
    const scored = window.searchIndex.map(prepare).map((entry) => ({ entry, scores: terms.map((t) => score(t, entry)) }));
    const all = scored.filter(({ scores }) => scores.length && scores.every((s) => s > 0));
    const found = all.length ? all : scored.filter(({ scores }) => scores.some((s) => s > 0));
    const sum = ({ scores }) => scores.reduce((a, b) => a + b, 0);
    found.sort((a, b) => sum(b) - sum(a)); // stable: what is equal stays in reading order
    return { terms, complete: all.length > 0, entries: found.map(({ entry }) => entry) };
  };

  /** Text with the words that were found in `mark`, cut around the first of them. */
  const snippet = (entry, terms) => {
    const hits = entry.textWords.filter((word) => terms.some((term) => fit(term, [word], 1, 1)));
    const text = entry.text;
    let start = hits.length ? Math.max(0, hits[0].at - SNIPPET / 3) : 0;
    if (start) start = text.indexOf(" ", start) + 1;
    let end = Math.min(text.length, start + SNIPPET);
    if (end < text.length) end = text.lastIndexOf(" ", end);
    const line = document.createElement("p");
    line.className = "snippet";
    line.append(start ? "… " : "");
    let at = start;
    for (const hit of hits.filter((h) => h.at >= start && h.at + h.word.length <= end)) {
      const mark = document.createElement("mark");
      mark.textContent = hit.word;
      line.append(text.slice(at, hit.at), mark);
      at = hit.at + hit.word.length;
    }
    line.append(text.slice(at, end), end < text.length ? " …" : "");
    return line;
  };

  const item = (entry, terms) => {
    const li = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.url;
    link.textContent = entry.section || !entry.number ? entry.title : `${entry.number} ${entry.title}`;
    li.append(link);
    if (entry.section) {
      const where = document.createElement("p");
      where.className = "where";
      where.textContent = entry.number ? `${entry.section} · ${entry.number}` : entry.section;
      li.append(where);
    }
    if (entry.text) li.append(snippet(entry, terms));
    return li;
  };

  const count = (number, complete) => {
    if (!number) return "Niets gevonden. Probeer een ander of een korter woord.";
    const what = number === 1 ? "1 plaats" : `${number} plaatsen`;
    return complete ? `${what} gevonden.` : `Geen plaats met al deze woorden; ${what} met een deel ervan.`;
  };

  const question = (new URLSearchParams(window.location.search).get("q") || "").trim();
  const input = document.getElementById("_zoek");
  input.value = question;
  if (!question) {
    input.focus();
    return;
  }
  const { terms, complete, entries } = find(question);
  document.getElementById("_telling").textContent = count(entries.length, complete);
  document.getElementById("_resultaten").append(...entries.map((entry) => item(entry, terms)));
  document.title = `${question} – ${document.title}`;
})();
