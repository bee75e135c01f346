/* Searching in Dutch, also from disk: finds sections, clauses and notes, also inside compounds, by other words for the same
   (window.searchSynonyms) and with one slip of the keys. Which texts are searched, a page says with data-index: the address
   of an index (searchindex.js). They are loaded when somebody asks something. */
"use strict";

/** What looks through texts: it knows no page. */
const searcher = (() => {
  const WORD = /[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu;
  const FIELDS = [
    { name: "title", whole: 8, part: 2 },
    { name: "section", whole: 2, part: 1 },
    { name: "text", whole: 3, part: 1 },
  ]; // what a word counts for there, and what as a part of a longer one
  const WEIGHT = { number: 12, synonym: 0.8, slip: 0.6 };
  const SHORTEST = 4; // letters of a word in which a slip is looked for, or which is looked for in a longer one
  const MOST = 24; // words of a question
  const ASKING = new Set("hoe kunnen mag mogen moet moeten waar waarom wanneer welk welke wil wilt willen zal".split(" "));
  const BEFORE_NUMBER = /^(art|artt|artikel|artikelen|lid|punt|hoofdstuk|paragraaf|bijlage|nr|nummer)\.?$/;
  const NUMBER = /^\d+(\.\d+)*[a-z]?$/;

  /** The word without what people type in more than one way: marks, apostrophes, hyphens. */
  const plain = (word) => {
    const lower = word.toLowerCase();
    if (/^[a-z0-9]*$/.test(lower)) return lower;
    const bare = lower.normalize("NFD").replace(/\p{M}/gu, "");
    return bare.replace(/['’]s$/, "").replace(/['’-]/g, "");
  };

  /** Whether two words differ by one letter: another (but not the first), one more, one less, or two that changed places. */
  const isSlip = (one, other) => {
    if (Math.abs(one.length - other.length) > 1) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [a, b] = [one.slice(at), other.slice(at)];
    return (at > 0 && a.slice(1) === b.slice(1)) || a === b.slice(1) || a.slice(1) === b || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };

  /**
   * @param entries what can be found: title, text; number and section where there are.
   * @param synonyms groups of words and phrases for the same.
   * @param language `stem` of a word, and `stopwords`.
   */
  return (entries, synonyms, { stem, stopwords }) => {
    const words = new Map(); // by what was typed
    const known = new Map(); // those of the texts and synonyms, by what they are without marks

    const wordOf = (typed) => {
      let word = words.get(typed);
      if (!word) words.set(typed, (word = { typed, plain: plain(typed), places: [] }));
      return word;
    };
    const wordsOf = (text) => (text.match(WORD) || []).map(wordOf);
    // Where a word stands: three numbers of each entry, one for each of its fields.
    for (let n = 0; n < entries.length; n += 1) {
      for (let f = 0; f < FIELDS.length; f += 1) {
        const place = n * FIELDS.length + f;
        for (const typed of (entries[n][FIELDS[f].name] || "").match(WORD) || []) {
          const { places } = wordOf(typed);
          if (places[places.length - 1] !== place) places.push(place);
        }
      }
    }
    const inTexts = [...words.values()];
    /** To take it of every word would cost more than all the rest. The stemmer leaves an s after a vowel: selfies, nudes. */
    const stemOf = (word) => (word.stem ??= stem(word.plain.replace(/(?<=..[eo])s$/, "")));
    /** Stems begin as their words do, but for double letters: maan, manen. */
    const beginOf = (word) => (word.begin ??= word.plain.slice(0, 6).replace(/(.)\1/g, "$1").slice(0, 3));
    const mayBeSame = (word, other) => word.plain[0] === other.plain[0] && (beginOf(word).startsWith(beginOf(other)) || beginOf(other).startsWith(beginOf(word)));
    const isSameWord = (word, other) => mayBeSame(word, other) && stemOf(word) === stemOf(other);
    const numbers = new Map();
    entries.forEach(({ number }, n) => number && numbers.set(plain(number), [...(numbers.get(plain(number)) || []), n]));
    const groups = synonyms.map((group) => group.map(wordsOf));
    for (const word of [...inTexts, ...groups.flat(2)]) if (!known.has(word.plain)) known.set(word.plain, word);
    const isLong = (word) => word.plain.length >= SHORTEST && !stopwords.has(word.plain);
    const [guesses, chosen] = [[...known.values()].filter(isLong), groups.flat(2).filter(isLong)];

    /** How a word of a text fits one that is looked for: `whole`, as a `part` of a longer word, or not at all. */
    const fitting = (term) => {
      const sought = NUMBER.test(term.plain) ? [] : [term.plain, stemOf(term)].filter((one, n) => one.length > (n ? SHORTEST - 1 : 2));
      const isPart = (word) => sought.some((one) => word.plain.includes(one));
      return (word) => (isSameWord(word, term) ? "whole" : isPart(word) ? "part" : "");
    };
    const scoresOf = new Map();
    /** The entries that one word fits, and how well. */
    const scores = (term) => {
      const there = scoresOf.get(term.plain);
      if (there) return there;
      const best = new Map();
      const fitOf = fitting(term);
      for (const word of inTexts) {
        const fit = fitOf(word);
        if (fit) for (const place of word.places) best.set(place, Math.max(best.get(place) || 0, FIELDS[place % FIELDS.length][fit]));
      }
      const sum = new Map();
      const add = (n, weight) => sum.set(n, (sum.get(n) || 0) + weight);
      for (const [place, weight] of best) add(Math.floor(place / FIELDS.length), weight);
      for (const n of numbers.get(term.plain) || []) add(n, WEIGHT.number);
      scoresOf.set(term.plain, sum);
      return sum;
    };
    /** The entries that fit what somebody asked, in the best of the ways to say it; all words of a way count. */
    const scoresOfAsked = ({ ways }) => {
      const best = new Map();
      for (const { terms, weight } of ways) {
        const each = terms.map(scores);
        for (const n of each[0].keys()) {
          if (!each.every((one) => one.has(n))) continue;
          const sum = each.reduce((total, one) => total + one.get(n), 0);
          best.set(n, Math.max(best.get(n) || 0, (weight * sum) / each.length));
        }
      }
      return best;
    };

    const isSame = (phrase, other) => phrase.length === other.length && phrase.every((word, n) => isSameWord(word, other[n]));
    const others = (phrase) => groups.filter((group) => group.some((one) => isSame(one, phrase))).flat();
    const said = (terms, weight) => [
      { terms, weight },
      ...others(terms).map((other) => ({ terms: other, weight: weight * WEIGHT.synonym })),
    ];
    const isThere = (ways) => scoresOfAsked({ ways }).size > 0;
    /** The words that somebody may have meant who typed one that nothing has: by a slip, or as part of a longer one. */
    const meant = ({ plain: typed }) => {
      if (typed.length < SHORTEST || NUMBER.test(typed)) return [];
      const slips = guesses.filter((word) => isSlip(typed, word.plain) && isThere(said([word], 1)));
      if (slips.length) return slips;
      const begins = guesses.filter((word) => word.plain.length > SHORTEST && typed.startsWith(word.plain));
      const ends = chosen.filter((word) => typed.endsWith(word.plain) || (stemOf(word).length >= SHORTEST && typed.startsWith(stemOf(word))));
      const within = [...begins, ...ends].filter((word) => isThere(said([word], 1)));
      const longest = Math.max(...within.map((word) => word.plain.length));
      return within.filter((word) => word.plain.length === longest).slice(0, 1);
    };
    /** A word or phrase of the question with all that it is looked for by; `instead` where nothing has it itself. */
    const understood = (terms) => {
      const asked = { typed: terms.map((term) => term.typed).join(" "), ways: said(terms, 1), instead: [] };
      const instead = terms.length > 1 || isThere(asked.ways) ? [] : meant(terms[0]);
      if (!instead.length) return asked;
      return { ...asked, ways: instead.flatMap((other) => said([other], WEIGHT.slip)), instead: [...new Set(instead.map((other) => other.plain))] };
    };

    /** The words of a question, each once: “artikel 3” asks for a number, “tik tok” for what is one word. */
    const termsOf = (question) => {
      const typed = (question.match(WORD) || []).slice(0, 9 * MOST).map((word) => word.replace(/^art(ikel)?\.(?=\d)/i, ""));
      const isKnown = (word) => known.has(plain(word));
      const isChosen = (word) => chosen.some((one) => one.plain === plain(word));
      const terms = [];
      for (let n = 0; n < typed.length; n += 1) {
        const [word, next] = [typed[n], typed[n + 1] || ""];
        if (BEFORE_NUMBER.test(word.toLowerCase()) && NUMBER.test(plain(next))) continue;
        const isOne = next && isKnown(word + next) && (isChosen(word + next) || !(isKnown(word) && isKnown(next)));
        terms.push(isOne ? known.get(plain(word + next)) : wordOf(word));
        if (isOne) n += 1;
      }
      return terms.filter((term, n) => terms.findIndex((other) => isSameWord(other, term)) === n).slice(0, MOST);
    };
    const phrasesOf = (question) => {
      const terms = termsOf(question);
      const counting = terms.filter((term) => !stopwords.has(term.plain) && !ASKING.has(term.plain));
      const left = counting.length ? counting : terms;
      const phrases = [];
      while (left.length) {
        const longest = groups.flat().filter((phrase) => phrase.length > 1 && isSame(phrase, left.slice(0, phrase.length)));
        phrases.push(left.splice(0, Math.max(1, ...longest.map((phrase) => phrase.length))));
      }
      return phrases;
    };

    /** The entries that hold all that was asked, the best first; where there are none, those that hold any of it. */
    const find = (question) => {
      const asked = phrasesOf(question).map(understood);
      const each = asked.map(scoresOfAsked);
      // What few places have tells more than what many have.
      const rare = each.map((one) => Math.log(1 + entries.length / (1 + one.size)));
      const any = [...new Set(each.flatMap((one) => [...one.keys()]))];
      const all = any.filter((n) => each.every((one) => one.has(n)));
      const sum = (n) => each.reduce((total, one, i) => total + (one.get(n) || 0) * rare[i], 0);
      const found = (all.length ? all : any).map((n) => ({ n, sum: sum(n) }));
      found.sort((a, b) => b.sum - a.sum || a.n - b.n); // what is equal stands in reading order
      const fits = asked.flatMap(({ ways }) => ways.flatMap((way) => way.terms)).map(fitting);
      /** Where in a text stands what was found: the first and last letter of each word. */
      const hits = (text) =>
        [...text.matchAll(WORD)]
          .filter(([typed]) => fits.some((fitOf) => fitOf(wordOf(typed))))
          .map(({ 0: typed, index }) => ({ from: index, to: index + typed.length }));
      const nowhere = asked.filter((_one, i) => !each[i].size).map((one) => one.typed);
      return { asked, nowhere, isWhole: all.length > 0, entries: found.map(({ n }) => entries[n]), hits };
    };
    return { find };
  };
})();

if (typeof document !== "undefined") {
  (() => {
    const SNIPPET = 220;
    const AT_ONCE = 25; // results that are shown before somebody asks for more
    const here = document.currentScript.src;

    /** Text with what was found in `mark`, cut around the first of it. */
    const snippet = (text, found) => {
      let start = found.length ? Math.max(0, found[0].from - SNIPPET / 3) : 0;
      if (start) start = text.indexOf(" ", start) + 1;
      let end = Math.min(text.length, start + SNIPPET);
      if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
      const line = document.createElement("p");
      line.className = "snippet";
      line.append(start ? "… " : "");
      let at = start;
      for (const { from, to } of found.filter((hit) => hit.from >= start && hit.to <= end)) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(from, to);
        line.append(text.slice(at, from), mark);
        at = to;
      }
      line.append(text.slice(at, end), end < text.length ? " …" : "");
      return line;
    };

    const item = (entry, hits) => {
      const li = document.createElement("li");
      const link = document.createElement("a");
      link.href = entry.folder + entry.url;
      link.textContent = entry.number ? `${entry.number} ${entry.title}` : entry.title;
      li.append(link);
      const places = [entry.name, entry.section].filter(Boolean);
      if (places.length) {
        const where = document.createElement("p");
        where.className = "where";
        where.textContent = places.join(" · ");
        li.append(where);
      }
      if (entry.text) li.append(snippet(entry.text, hits(entry.text)));
      return li;
    };

    const show = ({ entries, hits }) => {
      const list = document.getElementById("_resultaten");
      const add = (some) => {
        const items = some.map((entry) => item(entry, hits));
        list.append(...items);
        return items[0];
      };
      add(entries.slice(0, AT_ONCE));
      if (entries.length <= AT_ONCE) return;
      const more = document.createElement("button");
      more.type = "button";
      more.className = "more-results";
      more.textContent = `Toon ook de andere ${entries.length - AT_ONCE} plaatsen`;
      more.addEventListener("click", () => {
        more.remove();
        add(entries.slice(AT_ONCE)).querySelector("a").focus();
      });
      list.after(more);
    };

    const told = ({ asked, nowhere, isWhole, entries }, missing) => {
      const quoted = (words) => words.map((word) => `‘${word}’`).join(" of ");
      const slips = asked.filter(({ instead }) => instead.length);
      const instead = slips.map((one) => `Gezocht naar ${quoted(one.instead)} in plaats van ‘${one.typed}’. `);
      const not = missing.length ? ` Niet doorzocht, want dat lukte niet: ${missing.join(", ")}.` : "";
      const proposed = document.querySelector(".searched a[data-search]") ? " Er ligt ook een voorstel: daarin zoekt u onderaan deze pagina." : "";
      if (!entries.length) return `Niets gevonden. Probeer een ander of een korter woord, of stel uw vraag.${proposed}${not}`;
      const what = entries.length === 1 ? "1 plaats" : `${entries.length} plaatsen`;
      const without = nowhere.length ? ` Niet gevonden: ${quoted(nowhere)}.` : "";
      const found = isWhole ? `${what} gevonden.` : `Geen plaats met al deze woorden; ${what} met een deel ervan.${without}`;
      return instead.join("") + found + not;
    };

    /** Load a script; what it leaves behind is taken before the next one runs. */
    const load = (src, take) =>
      new Promise((done) => {
        const script = document.createElement("script");
        script.async = false;
        script.addEventListener("load", () => done(take()));
        script.addEventListener("error", () => done(null));
        script.src = src;
        document.head.append(script);
      });
    const taken = (name) => {
      const value = window[name];
      delete window[name];
      return value;
    };
    const loadIndex = (place) =>
      load(place.dataset.index, () => {
        const [found, synonyms] = [taken("searchIndex"), window.searchSynonyms || []];
        if (!found) return null;
        const folder = place.dataset.index.replace(/[^/]*$/, "");
        const whole = place.href ? [{ title: place.dataset.name, text: "", url: "index.html", folder }] : [];
        return { synonyms, entries: [...whole, ...found.map((entry) => ({ ...entry, folder, name: place.dataset.name || "" }))] };
      });

    const answer = async (question) => {
      const language = load(new URL("language_data.js", here).href, () => {
        const stemmer = new window.Stemmer();
        return { stem: (word) => stemmer.stemWord(word), stopwords: window.stopwords };
      });
      const places = [...document.querySelectorAll("[data-index]")];
      const indexes = await Promise.all(places.map(loadIndex));
      const there = indexes.filter(Boolean);
      const missing = places.filter((_place, n) => !indexes[n]).map((place) => place.dataset.name || "deze tekst");
      const groups = new Map(there.flatMap(({ synonyms }) => synonyms).map((group) => [group.join("\n"), group]));
      const { find } = searcher(
        there.flatMap(({ entries }) => entries),
        [...groups.values()],
        (await language) || { stem: (word) => word, stopwords: new Set() },
      );
      const found = find(question);
      show(found);
      document.getElementById("_telling").textContent = told(found, missing);
    };

    const question = (new URLSearchParams(window.location.search).get("q") || "").trim();
    const input = document.getElementById("_zoek");
    input.value = question;
    if (!question) {
      input.focus();
      return;
    }
    document.title = `${question.slice(0, 60)} – ${document.title}`;
    for (const link of document.querySelectorAll("a[data-search]")) link.search = new URLSearchParams({ q: question });
    answer(question);
  })();
}
