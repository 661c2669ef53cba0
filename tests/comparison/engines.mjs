// SPDX-License-Identifier: GPL-3.0-or-later
// The engines under one table: `index(site)` gives { ready, bytes, search }:
//   site     what measure.py --write wrote: { folder, posts: [{ path, url, title, language, sections }] }
//   bytes    of the index and of the code that the reader loads before the first answer, gzipped; `search` may add to it
//   ready    loads the index again, as a reader's browser does
//   search   (query, limit, unfinished) -> [path], best first
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import FlexSearch from 'flexsearch';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { indexBlogsearch } from './blogsearch.mjs';
import { indexPagefind } from './pagefind.mjs';

// As each engine's documentation shows it, and `tuned`: the best that we found for the queries here.
export const engines = {
  'blogsearch': indexBlogsearch,
  'pagefind': indexPagefind,
  'minisearch': indexMiniSearch({ boost: { title: 2 }, fuzzy: 0.2, prefix: true }),
  'flexsearch': indexFlexSearch('forward'),
  'lunr': indexLunr(typedByReader),
  'pagefind-tuned': (site) => indexPagefind(site, { includeCharacters: '+#' }),
  'minisearch-tuned': indexMiniSearch({
    boost: { title: 10 },
    combineWith: 'AND',
    fuzzy: (word) => (word.length > 5 ? 0.2 : false),
    prefix: (word, at, all) => at === all.length - 1,
  }),
  'flexsearch-tuned': indexFlexSearch('tolerant'),
  'lunr-tuned': indexLunr(wordByWord),
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

function indexMiniSearch(searchOptions) {
  return async (site) => {
    const options = { fields: ['title', 'headings', 'text'], searchOptions };
    const built = new MiniSearch(options);
    built.addAll(fields(site));
    const json = JSON.stringify(built);
    let loaded;
    return {
      bytes: gzipped('minisearch/dist/umd/index.js', json, site),
      ready: () => { loaded = MiniSearch.loadJSON(json, options); },
      search: (query, limit) => loaded.search(query).slice(0, limit).map(({ id }) => site.posts[id].path),
    };
  };
}

function indexLunr(ask) {
  return async (site) => {
    const json = JSON.stringify(lunr(function () {
      this.ref('id');
      this.field('title', { boost: 10 });
      this.field('headings', { boost: 2 });
      this.field('text');
      fields(site).forEach((post) => this.add(post));
    }));
    let loaded;
    return {
      bytes: gzipped('lunr/lunr.min.js', json, site),
      ready: () => { loaded = lunr.Index.load(JSON.parse(json)); },
      search: (query, limit, unfinished) =>
        ask(loaded, query, unfinished).slice(0, limit).map(({ ref }) => site.posts[ref].path),
    };
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

function indexFlexSearch(tokenize) {
  return async (site) => {
    const { Charset, Document } = FlexSearch;
    const create = () => new Document({
      tokenize,
      encoder: isCjk(site) ? Charset.CJK : Charset.LatinBalance,
      document: { id: 'id', index: ['title', 'headings', 'text'] },
    });
    const built = create();
    fields(site).forEach((post) => built.add(post));
    const parts = new Map();
    await built.export((key, data) => { if (data) parts.set(key, data); });
    let loaded;
    return {
      bytes: gzipped('flexsearch/dist/flexsearch.bundle.min.js', JSON.stringify([...parts]), site),
      ready() {
        loaded = create();
        for (const [key, data] of parts) loaded.import(key, data);
      },
      search: (query, limit) => loaded.search(query, { limit, suggest: true, merge: true }).slice(0, limit)
        .map(({ id }) => site.posts[id].path),
    };
  };
}

function isCjk({ posts }) {
  const some = posts.filter(({ title }) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(title));
  return some.length > posts.length / 2;
}
