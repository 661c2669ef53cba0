// SPDX-License-Identifier: MIT
// What Pagefind's boxes load as pagefind.js, answered by blogsearch: the same exports, our own code.
// Where it was loaded from says whom to ask: .../pagefind/pagefind.js, or .../pagefind/SITE/pagefind.js for one of
// several sites.

const pageSize = 20;
const mostResults = 1000; // that can be asked for one by one
const facetNames = ["tag", "category", "author", "lang", "year"];

function placeOf(bundle) {
  const url = new URL("pagefind.js", new URL(bundle, location.href));
  const found = /^(.*\/)pagefind\/(?:([^/]+)\/)?pagefind\.js$/.exec(url.pathname);
  if (!found) throw new Error(`blogsearch: ${bundle} is no .../pagefind/ path`);
  return { root: new URL(found[1], url).href, site: found[2] && decodeURIComponent(found[2]) };
}

// Pagefind's Default UI takes what it shows in its filters for HTML, so no "<" may be in it. What was shown for a value
// comes back as a filter, and is the value again.
const valueShownAs = new Map();
function harmless(value) {
  const shown = value.replaceAll("<", "\u2039");
  if (shown !== value) valueShownAs.set(shown, value);
  return shown;
}
const meant = (shown) => valueShownAs.get(shown) ?? shown;

const quoted = (value) => `"${String(value).replaceAll('"', " ")}"`;
const condition = (name, value) => name === "year" ? `date:${parseInt(value, 10) || 0}` : `${name}:${quoted(meant(value))}`;
const asList = (value) => value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

// Pagefind's filters for one name, as a query: a list wants all of its values; {any, all, none, not} as they say.
function conditions(name, wanted) {
  if (typeof wanted !== "object" || Array.isArray(wanted)) return asList(wanted).map((value) => condition(name, value));
  const all = asList(wanted.all).map((value) => condition(name, value));
  const any = asList(wanted.any).map((value) => condition(name, value));
  const none = [...asList(wanted.none), ...asList(wanted.not)].map((value) => "-" + condition(name, value));
  return [...all, ...(any.length ? [`(${any.join(" OR ")})`] : []), ...none];
}

// {tag: [...], any: [{...}], none: [...]}: names beside groups of names.
function filterQuery(filters) {
  const parts = [];
  for (const [name, wanted] of Object.entries(filters ?? {})) {
    if (facetNames.includes(name)) parts.push(...conditions(name, wanted));
    else if (name === "all") parts.push(...asList(wanted).map(filterQuery));
    else if (name === "any") parts.push(`(${asList(wanted).map((one) => `(${filterQuery(one)})`).join(" OR ")})`);
    else if (name === "none" || name === "not") parts.push(...asList(wanted).map((one) => `-(${filterQuery(one)})`));
    else console.warn(`blogsearch: there is no filter "${name}"; there are: ${facetNames.join(", ")}`);
  }
  return parts.filter(Boolean).join(" ");
}

function sortOf(sort) {
  const [[name, order] = []] = Object.entries(sort ?? {});
  if (name === undefined) return {};
  if (name === "date") return { sort: order === "asc" ? "date" : "-date" };
  console.warn(`blogsearch: posts are sorted by date only, not by "${name}"`);
  return {};
}

// "OR" binds less than what stands beside it.
const grouped = (term) => /\bOR\b/.test(term) ? `(${term})` : term;

const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

// One place that is asked.
class Source {
  constructor(bundle, options) {
    Object.assign(this, placeOf(bundle));
    this.options = options;
  }

  async ask(parameters) {
    const url = new URL("search", this.root);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    if (this.site) url.searchParams.set("site", this.site);
    const headers = this.options.apiKey ? { authorization: `Bearer ${this.options.apiKey}` } : {};
    const response = await fetch(url, { headers, credentials: "omit" });
    const answer = await response.json();
    if (!response.ok) throw new Error(`blogsearch: ${answer.error?.message ?? response.status}`);
    return answer;
  }

  // The pages of one search, each asked for once and when it is needed.
  pages(parameters, first) {
    const pages = new Map([[0, first]]);
    return (index) => {
      const page = Math.floor(index / pageSize);
      if (!pages.has(page))
        pages.set(page, this.ask({ ...parameters, limit: pageSize, offset: page * pageSize }));
      return pages.get(page).then((answer) => answer.hits[index % pageSize]);
    };
  }

  async search(term, { filters, sort } = {}) {
    const filter = filterQuery({ ...this.options.filters, ...filters });
    const asked = { q: [filter, grouped(term)].filter(Boolean).join(" "), prefix: 1, ...sortOf(sort) };
    const counted = { facets: facetNames.join(",") };
    const first = this.ask({ ...asked, ...counted, limit: pageSize });
    const [answer, all] = await Promise.all([
      first,
      filter ? this.ask({ q: term, prefix: 1, ...counted, limit: 0 }) : first,
    ]);
    const hitAt = this.pages(asked, first);
    const weight = this.options.indexWeight ?? 1;
    const results = Array.from({ length: Math.min(answer.total, mostResults) }, (_, index) => {
      const known = answer.hits[index];
      return {
        id: `${this.root}${this.site ?? ""}#${known?.url ?? index}`,
        score: (known?.score ?? 0) * weight,
        words: [],
        data: () => hitAt(index).then((hit) => resultOf(hit, this.options)),
      };
    });
    return { results, count: all.total, filters: answer.facets, totalFilters: all.facets };
  }
}

function resultOf(hit, { highlightParam }) {
  const link = (address) => {
    if (!highlightParam || !hit.matched.length) return address;
    const url = new URL(address, location.href);
    for (const word of hit.matched) url.searchParams.append(highlightParam, word);
    return url.href;
  };
  const part = (title, url, html) => ({
    title, url: link(url), excerpt: html, plain_excerpt: textOf(html), locations: [], weighted_locations: [],
  });
  const root = part(hit.title, hit.url, hit.snippet_html);
  const sections = hit.sections.map((section) => ({
    ...part(section.heading, section.url, section.snippet_html),
    anchor: { element: "h2", id: new URL(section.url, location.href).hash.slice(1), text: section.heading, location: 0 },
  }));
  const meta = { title: hit.title };
  if (hit.date) meta.date = hit.date;
  if (hit.author) meta.author = hit.author;
  return {
    url: root.url, raw_url: hit.url, content: root.plain_excerpt, raw_content: root.plain_excerpt,
    word_count: root.plain_excerpt.split(/\s+/).filter(Boolean).length,
    excerpt: root.excerpt, plain_excerpt: root.plain_excerpt, meta,
    filters: {
      tag: hit.tags, category: hit.categories, author: hit.author ? [hit.author] : [],
      lang: hit.lang ? [hit.lang] : [], year: hit.date ? [hit.date.slice(0, 4)] : [],
    },
    locations: [], weighted_locations: [],
    anchors: sections.map((section) => section.anchor),
    sub_results: [root, ...sections],
  };
}

function addCounts(sum, facets) {
  for (const [name, counts] of Object.entries(facets ?? {})) {
    sum[name] ??= {};
    for (const [value, posts] of Object.entries(counts)) {
      const shown = harmless(value);
      sum[name][shown] = (sum[name][shown] ?? 0) + posts;
    }
  }
  return sum;
}

// One language alone is nothing to choose from.
function worthChoosing(facets) {
  return Object.fromEntries(Object.entries(facets).filter(([name, counts]) =>
    Object.keys(counts).length > (name === "lang" ? 1 : 0)));
}

const sumOfFacets = (all) => worthChoosing(all.reduce(addCounts, {}));

export function createInstance(options = {}) {
  const settings = { ...options };
  const sources = [new Source(import.meta.url, settings)];
  let newest = 0;

  async function search(term, searchOptions) {
    const start = performance.now();
    const found = await Promise.all(sources.map((source) => source.search((term ?? "").trim(), searchOptions)));
    const results = found.flatMap((one) => one.results);
    if (found.length > 1) results.sort((a, b) => b.score - a.score);
    const total = performance.now() - start;
    return {
      results,
      unfilteredResultCount: found.reduce((sum, one) => sum + one.count, 0),
      filters: sumOfFacets(found.map((one) => one.filters)),
      totalFilters: sumOfFacets(found.map((one) => one.totalFilters)),
      timings: { preload: 0, search: total, total },
    };
  }

  return {
    async options(more) { Object.assign(settings, more); },
    async init() {},
    async destroy() { sources.length = 1; },
    async preload() {}, // one request brings all that a search needs
    async mergeIndex(bundle, more = {}) { sources.push(new Source(bundle, { ...more })); },
    async filters() {
      const answers = await Promise.all(sources.map((source) => source.ask({ facets: facetNames.join(","), limit: 0 })));
      return sumOfFacets(answers.map((answer) => answer.facets));
    },
    search,
    async debouncedSearch(term, searchOptions, wait = 300) {
      const mine = ++newest;
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (mine !== newest) return null;
      const answer = await search(term, searchOptions);
      return mine === newest ? answer : null;
    },
  };
}

const shared = createInstance();
export const { options, init, destroy, preload, mergeIndex, filters, search, debouncedSearch } = shared;
