/* Searching in Dutch: finds sections, clauses and notes in searchindex.js, also inside compounds, by other words for the
   same (window.searchSynonyms) and with one slip of the keys, and from disk. */
"use strict";

(() => {
  const WORD = /[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu;
  const WEIGHT = { number: 12, title: 8, titlePart: 4, section: 2, text: 3, textPart: 1.5, synonym: 0.8, slip: 0.6 };
  const SNIPPET = 220;
  const SHORTEST = 4; // letters of a word in which a slip is looked for
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
  const scoreOfWord = (term, entry) => {
    const number = entry.number && plain(entry.number) === plain(term.word) ? WEIGHT.number : 0;
    return (
      number +
      fit(term, entry.titleWords, WEIGHT.title, WEIGHT.titlePart) +
      fit(term, entry.sectionWords, WEIGHT.section, WEIGHT.section / 2) +
      fit(term, entry.textWords, WEIGHT.text, WEIGHT.textPart)
    );
  };
  /** What somebody asked for in one word, in each of the ways to say it; of several words all have to be there. */
  const score = (asked, entry) =>
    Math.max(
      ...asked.ways.map(({ terms, weight }) => {
        const each = terms.map((term) => scoreOfWord(term, entry));
        return each.every((s) => s > 0) ? (weight * each.reduce((a, b) => a + b, 0)) / each.length : 0;
      }),
    );

  const groups = (window.searchSynonyms || []).map((group) => group.map(words));
  const isWord = (phrase, term) => phrase.length === 1 && phrase[0].stem === term.stem;
  const synonyms = (term) => groups.filter((group) => group.some((phrase) => isWord(phrase, term))).flat();

  /** Whether two words differ by one letter: another, one more, one less, or two that changed places. */
  const isSlip = (one, other) => {
    if (Math.abs(one.length - other.length) > 1) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [a, b] = [one.slice(at), other.slice(at)];
    return a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };
  /** The words that somebody may have meant who typed one that nothing has. */
  const meant = (term, known) => {
    const typed = plain(term.word);
    if (typed.length < SHORTEST) return [];
    return [...known].filter(([word]) => word.length >= SHORTEST && isSlip(typed, word)).map(([, found]) => found);
  };
  /** A word of the question with all that it is looked for by; `instead` where it is there in no way itself. */
  const understood = (term, entries, known) => {
    const said = (found, weight) => [
      { terms: [found], weight },
      ...synonyms(found).map((terms) => ({ terms, weight: weight * WEIGHT.synonym })),
    ];
    const asked = { term, ways: said(term, 1), instead: "" };
    if (synonyms(term).length || entries.some((entry) => score(asked, entry) > 0)) return asked;
    const others = meant(term, known);
    if (!others.length) return asked;
    return { term, ways: others.flatMap((other) => said(other, WEIGHT.slip)), instead: others[0].word.toLowerCase() };
  };

  const prepare = (entry) => ({
    ...entry,
    titleWords: words(entry.title),
    sectionWords: words(entry.section || ""),
    textWords: words(entry.text),
  });

  /** The entries that hold all words of the question; where there are none, those that hold any. */
  const find = (question) => {
    const typed = words(question);
    const telling = typed.filter((term) => !window.stopwords.has(term.word.toLowerCase()));
    const entries = window.searchIndex.map(prepare);
    const every = [...entries.flatMap((e) => [...e.titleWords, ...e.sectionWords, ...e.textWords]), ...groups.flat(2)];
    const known = new Map(every.map((word) => [plain(word.word), word]));
    const asked = (telling.length ? telling : typed).map((term) => understood(term, entries, known));
    const scored = entries.map((entry) => ({ entry, scores: asked.map((one) => score(one, entry)) }));
    const all = scored.filter(({ scores }) => scores.length && scores.every((s) => s > 0));
    const found = all.length ? all : scored.filter(({ scores }) => scores.some((s) => s > 0));
    const sum = ({ scores }) => scores.reduce((a, b) => a + b, 0);
    found.sort((a, b) => sum(b) - sum(a)); // stable: what is equal stays in reading order
    return { asked, complete: all.length > 0, entries: found.map(({ entry }) => entry) };
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

  const count = (number, complete, asked) => {
    if (!number) return "Niets gevonden. Probeer een ander of een korter woord, of stel uw vraag.";
    const what = number === 1 ? "1 plaats" : `${number} plaatsen`;
    const said = complete ? `${what} gevonden.` : `Geen plaats met al deze woorden; ${what} met een deel ervan.`;
    const slips = asked.filter((one) => one.instead).map((one) => `Gezocht naar ‘${one.instead}’ in plaats van ‘${one.term.word}’. `);
    return slips.join("") + said;
  };

  const question = (new URLSearchParams(window.location.search).get("q") || "").trim();
  const input = document.getElementById("_zoek");
  input.value = question;
  if (!question) {
    input.focus();
    return;
  }
  const { asked, complete, entries } = find(question);
  const terms = asked.flatMap((one) => one.ways.flatMap((way) => way.terms));
  document.getElementById("_telling").textContent = count(entries.length, complete, asked);
  document.getElementById("_resultaten").append(...entries.map((entry) => item(entry, terms)));
  document.title = `${question} – ${document.title}`;
})();
