// SPDX-License-Identifier: MIT
// <search-box>: search for a blog, answered by its searchd. Attributes, parts, variables, texts: docs/search-box.md.
// Nothing is fetched before it is used. What a post says goes in as text, and links lead to http(s) only.

const here = new URL(".", import.meta.url);

// The closed box; the styles of what opens are in search-box.css.
const closed = new CSSStyleSheet();
closed.replaceSync(`
:host{display:block;position:relative}
:host([hidden]),[hidden]{display:none!important}
*{box-sizing:border-box;font:inherit;color:inherit}
.field{display:flex;align-items:center;gap:.6em;width:100%;min-height:44px;padding:0 .8em;background:none;
border:1px solid #888;border-radius:var(--search-box-radius,.6em);text-align:start}
.field:focus-within{outline:2px solid var(--search-box-accent,#48f)}
.glass{flex:none;direction:ltr;width:.7em;height:.7em;margin:0 .25em .25em 0;border:.13em solid;border-radius:50%;opacity:.75}
.glass::after{content:"";display:block;width:.4em;margin:.55em;border-top:.14em solid;rotate:45deg;transform-origin:0 0}
input,.label{flex:1;min-width:0}
input{height:42px;padding:0;border:0;outline:0;background:none;font-size:max(1em,16px)}
input::placeholder,.label{color:inherit;opacity:.75}
kbd{flex:none;padding:0 .4em;border:1px solid #888;border-radius:.35em;font-size:.75em;opacity:.75}
@media(pointer:coarse){kbd{display:none}}`);

const english = {
  hint: "Results appear as you type. Arrow keys choose, Enter opens.",
  count: "{n} result|{n} results",
  none: "No results for {q}",
  tip: "Check the spelling, or try fewer words.",
  corrected: "Showing results for {q}",
  missing: "No post has all words. Left out: {q}",
  without: "without {q}",
  all: "All results",
  recent: "Recent searches",
  forget: "Forget recent searches",
  related: "More like this page",
  latest: "Latest posts",
  slow: "Still searching…",
  error: "The search does not answer.",
  titles: "The search does not answer. Only titles were searched.",
  retry: "Try again",
  clear: "Clear",
  close: "Close",
};
// The word on the closed box, in each language that has a file of texts.
const words = Object.fromEntries(
  "ar بحث,de Suchen,es Buscar,fr Rechercher,it Cerca,ja 検索,ko 검색,nl Zoeken,pl Szukaj,pt Pesquisar,ru Поиск,tr Ara,uk Пошук,zh 搜索"
    .split(",").map((entry) => entry.split(" ")));
// What attributes may say, the default first.
const allowed = { form: "inline,dialog", theme: "auto,light,dark", limit: "8,1,2,3,4,5,6,7,9,10", recent: "on,off", url: "on,off", keys: "on,off" };
const isMac = /Mac|iP/.test(navigator.platform);

// "div.note id=hint": a tag, its classes, which are its parts, too, and attributes. Children: nodes, text, lists of these, or nothing.
const make = (markup, attributes, ...children) => {
  const [kind, ...fixed] = markup.split(" ");
  const [tag, ...names] = kind.split(".");
  const made = document.createElement(tag);
  const name = names.join(" ");
  for (const [key, value] of [...fixed.map((pair) => pair.split("=")), ...Object.entries({ class: name, part: name, ...attributes })])
    if (value) made.setAttribute(key, value);
  made.append(...children.flat().filter(Boolean));
  return made;
};
// Escaped text with <mark>, as searchd sends it, to nodes: nothing else can become an element.
const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const marked = (html) => html.split(/<\/?mark>/).map((piece, i) => {
  const text = piece.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]);
  return i % 2 ? make("mark.mark", 0, text) : text;
});
const read = async (url, settings) => (await fetch(url, settings)).json();
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

customElements.define("search-box", class extends HTMLElement {
  #root; #is; #texts; #input; #list; #panel; #note; #foot; #live; #clear; #close; #dialog; #asking; #used; #at; #typing; #telling;
  #cache = new Map();

  connectedCallback() {
    if (!this.#root) this.#build();
    document.addEventListener("keydown", this.#hotkey);
    addEventListener("popstate", this.#restore);
    this.#restore();
  }
  disconnectedCallback() {
    document.removeEventListener("keydown", this.#hotkey);
    removeEventListener("popstate", this.#restore);
  }
  open() {
    if (this.#dialog && !this.#dialog.open) this.#dialog.showModal();
    this.#input.focus();
    this.#input.select();
    this.#use();
  }
  close() {
    this.#dialog?.close();
    this.#hide();
  }

  #fault(message) {
    console.error("<search-box>: " + message, this);
  }
  #settings() {
    const site = this.getAttribute("site") ?? "";
    this.#is = { site, key: "search-box " + site };
    for (const name in allowed) {
      const values = allowed[name].split(",");
      let value = this.getAttribute(name) ?? values[0];
      if (!values.includes(value)) {
        this.#fault(`${name} must be one of ${values}, not '${value}'`);
        value = values[0];
      }
      this.#is[name] = value !== "off" && value;
    }
    try {
      this.#is.server = new URL((this.getAttribute("server") ?? here.href).replace(/\/?$/, "/"), document.baseURI);
    } catch {
      this.#fault("server must be a URL");
      this.#is.server = here;
    }
    const tag = this.closest("[lang]")?.lang || "en";
    this.#is.lang = tag.slice(0, 2).toLowerCase();
    try {
      this.#is.day = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" });
    } catch {
      this.#fault(`lang must be a language tag, not '${tag}'`);
    }
  }
  #phrase(key, words) {
    const [before, after] = this.#texts[key].split("{q}");
    return [before, make("b", 0, words), after];
  }

  #build() {
    this.#settings();
    const { form, keys, lang } = this.#is;
    const isDialog = form === "dialog";
    this.#root = this.attachShadow({ mode: "open", delegatesFocus: true });
    this.#root.adoptedStyleSheets = [closed];
    this.#texts = { ...english, search: words[lang] ?? "Search", ...this.dataset };
    const name = this.#texts.search;
    const placeholder = this.getAttribute("placeholder") ?? name;
    const key = keys && make("kbd.key aria-hidden=true", 0, isMac ? "⌘K" : "Ctrl K");
    const label = { "aria-label": name };
    const keyed = { "aria-keyshortcuts": key && "Control+K Meta+K /" };
    this.#input = make("input.input role=combobox aria-autocomplete=list aria-expanded=false aria-controls=list aria-describedby=hint " +
      "autocomplete=off spellcheck=false enterkeyhint=search", { ...label, ...keyed, placeholder });
    this.#clear = make("button.clear type=button hidden=hidden", 0, "×");
    this.#close = isDialog ? make("button.close type=button") : key;
    this.#list = make("div.list id=list role=listbox", label);
    this.#panel = make("div.panel hidden=hidden", 0, this.#note = make("div.note"), this.#list, this.#foot = make("div.foot"));
    this.#live = make("div.hint role=status");
    const box = make("div.box role=search", label, make("div.field", 0, make("span.glass"), this.#input, this.#clear, this.#close),
      this.#panel, make("div.hint id=hint"), this.#live);
    if (isDialog) {
      this.#dialog = make("dialog.dialog", label, box);
      const button = make("button.field type=button aria-haspopup=dialog", keyed, make("span.glass"), make("span.label", 0, placeholder), key);
      button.onclick = () => this.open();
      this.#close.onclick = () => this.close();
      this.#dialog.onclick = (event) => event.target === this.#dialog && this.close();
      this.#dialog.onclose = () => this.#hide();
      this.#root.append(button, this.#dialog);
    } else {
      this.#root.append(box);
      this.addEventListener("focusout", () => this.#hide());
    }
    this.#input.onfocus = () => this.#use();
    this.#input.onkeydown = (event) => this.#key(event);
    this.#input.oninput = (event) => event.isComposing || this.#typed();
    this.#input.addEventListener("compositionend", () => this.#typed());
    this.#clear.onclick = () => this.#set("");
    this.#panel.onmousedown = (event) => event.preventDefault();
    this.#list.onclick = (event) => this.#chosen(event.target.closest("[role=option]"));
  }

  // At the first use, the styles and the page's language are fetched.
  #use() {
    this.#used ??= this.#prepare();
    if (this.#panel.hidden && !this.#asking) this.#search();
  }
  async #prepare() {
    const { lang } = this.#is;
    this.#root.append(make("link rel=stylesheet", { href: new URL("search-box.css", here) }));
    if (words[lang]) {
      const texts = read(new URL(`search-box.${lang}.json`, here), { signal: AbortSignal.timeout(4e3) });
      this.#texts = { ...this.#texts, ...await texts.catch(() => {}), ...this.dataset };
    }
    this.#root.getElementById("hint").textContent = this.#texts.hint;
    this.#clear.ariaLabel = this.#texts.clear;
    if (this.#dialog) this.#close.textContent = this.#texts.close;
  }

  #hotkey = (event) => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.defaultPrevented || !this.#is.keys || altKey) return;
    const isWriting = event.composedPath()[0].closest?.("input,textarea,select,[contenteditable]");
    if ((isMac ? metaKey : ctrlKey) ? key.toLowerCase() !== "k" || shiftKey : key !== "/" || ctrlKey || metaKey || isWriting) return;
    event.preventDefault();
    this.open();
  };
  #key(event) {
    // 229: the key belongs to an input method.
    if (event.keyCode === 229) return;
    const { key } = event;
    const held = event.ctrlKey || event.metaKey || event.shiftKey;
    const options = this.#options;
    const at = options.findIndex((option) => option.ariaSelected === "true");
    // The input itself is a stop, too.
    const stops = options.length + 1;
    const step = { ArrowDown: 2, ArrowUp: stops }[key];
    if (step && !held) {
      if (this.#panel.hidden) this.#search();
      else this.#pick(options[(at + step) % stops - 1]);
    } else if (key === "Enter") {
      if (at < 0) this.#submit();
      else if (held && options[at].href) open(options[at].href, "_blank", "noopener");
      else options[at].click();
    } else if (key === "Escape") {
      if (this.#dialog && this.#query) this.#set("");
      else if (this.#dialog || !this.#panel.hidden) this.close();
      else this.#input.value = "";
    } else return;
    event.preventDefault();
  }
  #pick(option) {
    for (const one of this.#options) one.ariaSelected = one === option;
    this.#input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }
  #chosen(option) {
    if (!option?.href) return;
    this.#remember();
    if (option.pathname === location.pathname) this.close();
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }
  get #query() {
    return this.#input.value.trim();
  }
  #set(value) {
    this.#input.value = value;
    this.#input.focus();
    this.#typed(0);
  }
  #typed(wait = 100) {
    this.#pick();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#search(), wait);
  }
  async #submit() {
    if (!this.#query) return;
    clearTimeout(this.#typing);
    this.#remember();
    this.#write(this.#query, true);
    await this.#search(true);
    this.#pick(this.#options[0]);
  }
  // What is being asked ends here, and is never shown.
  #stop(next = null) {
    this.#asking?.abort();
    this.#asking = next;
    this.#list.ariaBusy = !!next;
  }
  async #ask(path, parameters) {
    const asking = this.#asking;
    const url = new URL(path, this.#is.server);
    if (this.#is.site) parameters.site = this.#is.site;
    url.search = new URLSearchParams(parameters);
    const answer = this.#cache.get(url.href) ?? await read(url, asking).catch((error) => ({ error }));
    await this.#used;
    // Overtaken: what waits for this one waits for ever.
    if (asking !== this.#asking) return new Promise(() => {});
    if (answer.error) throw Error(`${url}: ${answer.error.message}`);
    this.#cache.set(url.href, answer);
    return answer;
  }
  async #search(isWhole) {
    const query = this.#query;
    const asking = new AbortController();
    this.#stop(asking);
    this.#clear.hidden = !query;
    setTimeout(() => asking === this.#asking && this.#tell(this.#texts.slow), 2e3);
    setTimeout(() => asking.abort(Error("no answer in 9 s")), 9e3);
    if (!isWhole) this.#write(query);
    if (!query) await this.#idle();
    else try {
      this.#panel.hidden = false;
      this.#answer(await this.#ask("search", { q: query, prefix: isWhole ? 0 : 1, limit: this.#is.limit, fragment: 1 }), query);
    } catch (error) {
      await this.#failed(error, query);
    }
    this.#stop();
  }
  // Nothing typed: what was searched for before, and posts like this page, or the newest.
  async #idle() {
    const recent = this.#recent.map((text) => this.#action(text, () => this.#set(text)));
    const past = recent.length && this.#group(this.#texts.recent, true, recent, this.#action(this.#texts.forget, () => {
      delete localStorage[this.#is.key];
      this.#search();
    }));
    this.#show([], [past], []);
    const posts = async (key, path, parameters) => {
      const { hits } = await this.#ask(path, { ...parameters, limit: 5 });
      return hits.length && this.#group(this.#texts[key], true, hits.map(({ url, title, date }) => this.#hit({ url, title, date })));
    };
    const list = await posts("related", "related", { url: location.pathname }).catch(() => 0) ||
      await posts("latest", "search", { q: "" }).catch(() => 0);
    this.#show([], [past, list], []);
  }
  async #failed(error, query) {
    this.#fault(error.message);
    const retry = make("button.retry type=button", 0, this.#texts.retry);
    retry.onclick = () => this.#set(query);
    const from = this.getAttribute("titles");
    this.#stop(new AbortController());
    const { titles } = from ? await this.#ask(new URL(from, document.baseURI), {}).catch(() => 0) : 0;
    const words = fold(query).split(/\s+/);
    const hits = titles?.filter(([title]) => words.every((word) => fold(title).includes(word))).slice(0, this.#is.limit) ?? [];
    const key = titles ? "titles" : "error";
    this.#show([this.#texts[key]], hits.map(([title, url]) => this.#hit({ title, url })), [retry, this.#link()]);
    this.#tell(this.#texts[key]);
  }

  #answer({ total, hits, corrected, missing }, query) {
    const notes = [corrected && this.#phrase("corrected", corrected), total && missing[0] && this.#phrase("missing", missing.join(" ")),
      !total && this.#phrase("none", query), !total && this.#texts.tip].filter(Boolean).map((note) => make("p", 0, note));
    const [one, many = one] = this.#texts.count.split("|");
    const count = (total === 1 ? one : many).replace("{n}", total);
    this.#show(notes, hits.map((hit) => this.#hit(hit)), total ? [count, this.#link()] : []);
    this.#tell(this.#note.innerText + " " + (total ? count : ""));
  }
  #show(note, options, foot) {
    this.#note.replaceChildren(...note);
    this.#list.replaceChildren(...options.filter(Boolean));
    this.#foot.replaceChildren(...foot);
    this.#options.forEach((option, i) => (option.id = "option" + i));
    this.#pick();
    const isEmpty = this.#list.hidden = !this.#list.firstChild;
    this.#panel.hidden = isEmpty && !note.length;
    this.#input.ariaExpanded = !isEmpty;
    if (this.#dialog) return;
    this.#panel.style.translate = 0;
    const { left, right } = this.#panel.getBoundingClientRect();
    this.#panel.style.translate = Math.max(9 - left, Math.min(0, innerWidth - 9 - right)) + "px";
  }
  #hide() {
    clearTimeout(this.#typing);
    this.#stop();
    this.#tell("");
    this.#write("");
    this.#show([], [], []);
  }
  #tell(text) {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => (this.#live.textContent = text), 900);
  }
  #group(name, isShown, ...options) {
    return make("div.group role=group", { "aria-label": name }, isShown && make("div.heading aria-hidden=true", 0, name), ...options);
  }
  #action(text, run) {
    const option = make("div.option role=option aria-selected=false", 0, text);
    option.onclick = run;
    return option;
  }
  #option(name, url, ...children) {
    const link = make(`a.${name} role=option aria-selected=false tabindex=-1`, { href: url }, ...children);
    return /^https?:/.test(link.protocol) && link;
  }
  #hit({ site, url, title, title_html, snippet_html, date, tags = [], missing = [], sections = [] }) {
    const about = [site, date && this.#is.day?.format(new Date(date)), ...tags.slice(0, 3)].filter(Boolean).join(" · ");
    const told = sections.some((section) => section.snippet_html === snippet_html);
    const post = this.#option("option", url, make("div.title", 0, title_html ? marked(title_html) : title), about && make("div.about", 0, about),
      snippet_html && !told && make("div.snippet", 0, marked(snippet_html)), missing[0] && make("div.about", 0, this.#phrase("without", missing.join(" "))));
    return sections[0] ? this.#group(title, false, post, sections.map((section) =>
      this.#option("option.section", section.url, make("div.title", 0, marked(section.heading_html)), make("div.snippet", 0, marked(section.snippet_html))))) : post;
  }
  // The page with all results: the form's inside the box, or that of searchd.
  #link() {
    const form = this.querySelector("form");
    const url = new URL(form?.action ?? this.#is.server);
    url.search = new URLSearchParams(form ? new FormData(form) : this.#is.site && { site: this.#is.site });
    url.searchParams.set("q", this.#query);
    return make("a.more", { href: url }, this.#texts.all);
  }

  // While typing, the page's entry in the history follows; a search that was sent is an entry of its own.
  #write(query, isSent) {
    if (!this.#is.url) return;
    const url = new URL(location);
    query ? url.searchParams.set("q", query) : url.searchParams.delete("q");
    try {
      if (isSent) history.replaceState(history.state, "", this.#at);
      if (isSent || url.href !== location.href) history[isSent ? "pushState" : "replaceState"](history.state, "", url);
      if (isSent) this.#at = url;
      // Too often for this browser: the next time will do.
    } catch {}
  }
  #restore = () => {
    if (!this.#is.url) return;
    this.#at = location.href;
    const query = new URLSearchParams(location.search).get("q") ?? "";
    if (query === this.#query) return;
    this.#input.value = query;
    query ? this.open() : this.close();
  };
  get #recent() {
    try {
      return this.#is.recent ? localStorage[this.#is.key].split("\n") : [];
    } catch {
      return [];
    }
  }
  #remember() {
    if (this.#is.recent && this.#query) try {
      localStorage[this.#is.key] = [...new Set([this.#query, ...this.#recent])].slice(0, 5).join("\n");
      // No storage: nothing is remembered.
    } catch {}
  }
});
