// Looks through indexes with the script of the pages: what Python hands over on stdin, and what is found on stdout.
//
// in: { language, search, indexes: [paths], questions: [texts] }
// out: [{ whole, nowhere, instead, urls }]

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const asked = JSON.parse(readFileSync(0, "utf8"));
const window = {};
const context = createContext({ window });
const run = (path) => runInContext(readFileSync(path, "utf8"), context);

run(asked.language);
const stemmer = new window.Stemmer();
const language = { stem: (word) => stemmer.stemWord(word), stopwords: window.stopwords };
const entries = asked.indexes.flatMap((path) => {
  run(path);
  const folder = path.replace(/[^/]*$/, "");
  return window.searchIndex.map((entry) => ({ ...entry, url: folder + entry.url }));
});
const searcher = runInContext(`${readFileSync(asked.search, "utf8")}; searcher`, context);

const answers = asked.questions.map((question) => {
  const found = searcher(entries, window.searchSynonyms, language).find(question);
  return {
    whole: found.isWhole,
    nowhere: found.nowhere,
    instead: found.asked.flatMap(({ instead }) => instead),
    urls: found.entries.map(({ url }) => url),
  };
});
process.stdout.write(JSON.stringify(answers));
