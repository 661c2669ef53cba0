// SPDX-License-Identifier: GPL-3.0-or-later
// The engines of the reader's browser under one table:
//   index(site)        the text of the index; Pagefind has a program of its own for that
//   load(index, site)  what a reader's browser does with it (Pagefind: with its folder), to
//     search           (query, limit, unfinished) -> [number of the post], best first
//     bytes            of index and code that the reader loads before the first answer, gzipped
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import FlexSearch from 'flexsearch';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { loadPagefind } from './pagefind.mjs';

// As each engine's documentation shows it, and `tuned`: the best that we found for the queries here.
export const engines = {
  'pagefind': { load: loadPagefind },
  'pagefind-tuned': { load: loadPagefind },
  'minisearch': miniSearch({ boost: { title: 2 }, fuzzy: 0.2, prefix: true }),
  'flexsearch': flexSearch('forward'),
  'lunr': lunrWith(typedByReader),
  'minisearch-tuned': miniSearch({
    boost: { title: 10 },
    combineWith: 'AND',
    fuzzy: (word) => (word.length > 5 ? 0.2 : false),
    prefix: (word, at, all) => at === all.length - 1,
  }),
  'flexsearch-tuned': flexSearch('tolerant'),
  'lunr-tuned': lunrWith(wordByWord),
};

function fields({ posts }) {
  return posts.map((post, id) => ({
    id,
    title: post.title,
    headings: post.sections.map((section) => section.heading).join('\n'),
    text: post.sections.map((section) => section.text).join('\n'),
  }));
}

// What the reader loads: the library, the index, and titles and links to show.
function gzipped(library, index, { posts }) {
  const code = readFileSync(new URL(`node_modules/${library}`, import.meta.url));
  const shown = JSON.stringify(posts.map(({ url, title }) => [url, title]));
  return [code, index, shown].reduce((sum, part) => sum + gzipSync(part).length, 0);
}

function miniSearch(searchOptions) {
  const options = { fields: ['title', 'headings', 'text'], searchOptions };
  return {
    index(site) {
      const built = new MiniSearch(options);
      built.addAll(fields(site));
      return JSON.stringify(built);
    },
    load(json, site) {
      const loaded = MiniSearch.loadJSON(json, options);
      return {
        search: (query, limit) => loaded.search(query).slice(0, limit).map(({ id }) => id),
        get bytes() { return gzipped('minisearch/dist/umd/index.js', json, site); },
      };
    },
  };
}

function lunrWith(ask) {
  return {
    index: (site) => JSON.stringify(lunr(function () {
      this.ref('id');
      this.field('title', { boost: 10 });
      this.field('headings', { boost: 2 });
      this.field('text');
      fields(site).forEach((post) => this.add(post));
    })),
    load(json, site) {
      const loaded = lunr.Index.load(JSON.parse(json));
      return {
        search: (query, limit, unfinished) =>
          ask(loaded, query, unfinished).slice(0, limit).map(({ ref }) => Number(ref)),
        get bytes() { return gzipped('lunr/lunr.min.js', json, site); },
      };
    },
  };
}

// Lunr's own query language; what it takes for a mistake finds nothing.
function typedByReader(loaded, query, unfinished) {
  try {
    return loaded.search(unfinished ? `${query}*` : query);
  } catch (error) {
    if (error instanceof lunr.QueryParseError) return [];
    throw error;
  }
}

// Whole words first, then the last one as a beginning, then slips.
function wordByWord(loaded, query, unfinished) {
  const words = lunr.tokenizer(query).map(String);
  return loaded.query((asked) => {
    words.forEach((word, at) => {
      asked.term(word, { boost: 100 });
      if (unfinished && at === words.length - 1) {
        asked.term(word, { boost: 10, wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
      }
      if (word.length > 5) asked.term(word, { editDistance: 1 });
    });
  });
}

function flexSearch(tokenize) {
  const create = (site) => {
    const { Charset, Document } = FlexSearch;
    return new Document({
      tokenize,
      encoder: isCjk(site) ? Charset.CJK : Charset.LatinBalance,
      document: { id: 'id', index: ['title', 'headings', 'text'] },
    });
  };
  return {
    async index(site) {
      const built = create(site);
      fields(site).forEach((post) => built.add(post));
      const parts = [];
      await built.export((key, data) => { if (data) parts.push([key, data]); });
      return JSON.stringify(parts);
    },
    load(json, site) {
      const loaded = create(site);
      for (const [key, data] of JSON.parse(json)) loaded.import(key, data);
      return {
        search: (query, limit) =>
          loaded.search(query, { limit, suggest: true, merge: true }).slice(0, limit).map(({ id }) => id),
        get bytes() { return gzipped('flexsearch/dist/flexsearch.bundle.min.js', json, site); },
      };
    },
  };
}

function isCjk({ posts }) {
  const some = posts.filter(({ title }) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(title));
  return some.length > posts.length / 2;
}
