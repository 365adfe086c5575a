// The search: a dialog on every page, and the page that can be linked. Loaded when it is used.
const ROOT = new URL("..", import.meta.url);
const SHOWN = 10;
const PAUSE = 150;
const BREAK = " · ";

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in element && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

/** What is searched in: an edition's index, in several bundles, which are loaded with the first search. */
class Index {
  constructor(address, settings) {
    this.address = address;
    this.settings = settings;
    this.letter = new RegExp(`[${settings.letters}]`, "gu");
    this.mark = new RegExp(`(?=[${settings.letters}])\\p{P}`, "u");
    this.before = new RegExp(`([${settings.letters}](?:</?mark>)*) +`, "gu");
    this.after = new RegExp(` +((?:</?mark>)*[${settings.letters}])`, "gu");
  }

  load() {
    this.loading ??= this.begin().catch((error) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  async begin() {
    const [first, ...others] = this.settings.bundles.map((name) => new URL(`${name}/`, this.address));
    const { createInstance } = await import(new URL("pagefind.js", first));
    // Where every letter is a word, an excerpt takes more of them.
    const excerptLength = this.settings.words.search.search(this.letter) < 0 ? 40 : 80;
    const pagefind = createInstance({ basePath: first.pathname, baseUrl: "/", excerptLength });
    await Promise.all(others.map((other) => pagefind.mergeIndex(other.pathname, { excerptLength })));
    return pagefind;
  }

  /** The searches that a query asks for: one for its plain words, and one for each phrase. */
  parts(query) {
    const words = [];
    const phrases = [];
    const apart = (text) => text.replace(/"/g, " ").replace(this.letter, " $& ").replace(/\s+/g, " ").trim();
    for (const [, ...found] of query.matchAll(/"([^"]*)"|“([^”]*)”|「([^」]*)」|(\S+)/gu)) {
      const word = found.pop();
      if (word !== undefined && word.search(this.letter) < 0) words.push(word.replace(/"/g, ""));
      else phrases.push(...(word ?? found.find((text) => text !== undefined)).split(this.mark).map(apart));
    }
    const asked = phrases.filter((phrase) => /[\p{L}\p{N}]/u.test(phrase)).map((phrase) => `"${phrase}"`);
    return words.length ? [words.join(" "), ...asked] : asked;
  }

  /** Results of a query, best first, and for a single search how many have each value of a facet. */
  async find(query, chosen) {
    const pagefind = await this.load();
    const filters = Object.fromEntries([...chosen].map(([name, values]) => [name, { any: [...values] }]));
    const parts = this.parts(query);
    if (!parts.length && !chosen.size) return { results: [], counts: () => undefined };
    const found = await Promise.all((parts.length ? parts : [null]).map((part) => pagefind.search(part, { filters })));
    const [{ results: first, filters: narrowed, totalFilters: whole }, ...rest] = found;
    const others = rest.map(({ results }) => new Map(results.map((result) => [result.id, result.score])));
    const results = first
      .filter(({ id }) => others.every((scores) => scores.has(id)))
      .map((result) => [others.reduce((sum, scores) => sum + scores.get(result.id), result.score), result])
      .sort(([one], [other]) => other - one)
      .map(([, result]) => result);
    const counts = (name, value) => (rest.length ? undefined : (chosen.has(name) ? whole : narrowed)[name]?.[value] ?? 0);
    return { results, counts };
  }

  /** Text as it was written: letters close up again. */
  closed(text) {
    return text
      .replaceAll("</mark> <mark>", " ")
      .replace(/([\p{Po}\p{Pe}])\s*·\s*/gu, "$1 ")
      .replace(this.before, "$1")
      .replace(this.after, "$1")
      .replace(/\s*·\s*/gu, " · ");
  }

  /** An excerpt as nodes: of what stands behind the title, with marks on words alone, and dots where it is cut. */
  excerpt({ content, excerpt, plain_excerpt: plain, meta }) {
    let start = content.indexOf(plain);
    const end = start + plain.length;
    const title = content.indexOf(BREAK);
    const behind = excerpt.indexOf(BREAK) + BREAK.length;
    if (start >= 0 && start < title && behind > BREAK.length && this.closed(content.slice(0, title)) === meta.title) {
      start = title + BREAK.length;
      excerpt = excerpt.slice(behind);
    }
    const shown = this.closed(excerpt)
      .replace(/(\p{P}+)<\/mark>/gu, "</mark>$1")
      .replace(/<mark>([\p{Ps}\p{Pi}"]+)/gu, "$1<mark>")
      .replace(/^[\s·,;:)，、；：）]+|[\s·,;:(，、；：（]+$/gu, "");
    const before = /(^|[·.!?。！？])$/u.test(content.slice(0, Math.max(start, 0)).trimEnd()) ? "" : "…";
    const after = content.slice(end).trim() && !/[.!?。！？]$/u.test(shown) ? "…" : "";
    const text = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    const parts = shown.split(/<mark>(.*?)<\/mark>/u).map((part, place) => (place % 2 ? make("mark", {}, text(part)) : text(part)));
    return [before, ...parts, after];
  }
}

/** The field, the facets and the results, in a dialog or on a page. */
class Search {
  constructor(index, place, heading) {
    this.index = index;
    this.place = place;
    this.heading = heading;
    this.words = index.settings.words;
    this.plural = new Intl.PluralRules(document.documentElement.lang);
    this.turn = 0;
    this.build();
  }

  build() {
    const { words, index } = this;
    this.input = make("input", {
      type: "search", name: "q", autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
      "aria-label": words.search_label, placeholder: words.search_label, "aria-describedby": "corner-search-help",
    });
    this.status = make("p", { role: "status", class: "corner-search__status" });
    this.list = make("ol", { class: "corner-search__results" });
    this.more = make("button", { type: "button", class: "corner-search__more", hidden: true }, words.search_more);
    this.clear = make("button", { type: "button", class: "corner-search__clear", hidden: true }, words.search_clear);
    this.boxes = [];
    this.filters = make("details", { class: "corner-search__filters" }, make("summary", {}, words.search_filters));
    this.filters.append(
      make("div", {}, ...index.settings.facets.filter((facet) => facet.values.length > 1).map((facet) => this.facet(facet))),
      this.clear,
    );
    const field = make("div", { class: "corner-search__field" }, this.input, make("button", { type: "submit" }, words.search));
    const help = make("p", { id: "corner-search-help", class: "corner-search__help" }, words.search_help);
    this.form = make("form", { role: "search", action: index.address.pathname }, field, help, this.filters);
    this.elsewhere = make("p", { class: "corner-search__elsewhere", hidden: true });
    this.place.append(this.form, this.status, this.elsewhere, this.list, this.more);
    let timer;
    this.input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.run(), PAUSE);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.run();
    });
    this.filters.addEventListener("change", () => this.run());
    this.filters.addEventListener("toggle", () => this.count());
    this.clear.addEventListener("click", () => {
      for (const { box } of this.boxes) box.checked = false;
      this.run();
      this.filters.querySelector("summary").focus();
    });
    this.more.addEventListener("click", async () => {
      const next = this.list.children.length;
      await this.show(this.turn);
      this.list.children[next]?.querySelector("a").focus();
    });
    this.place.addEventListener("keydown", (event) => this.move(event));
  }

  facet({ name, label, values }) {
    const options = values.map(([value, text, lang]) => {
      const box = make("input", { type: "checkbox", name, value });
      const number = make("span", { class: "corner-search__number" });
      this.boxes.push({ name, value, box, number });
      return make("label", {}, box, make("span", lang ? { lang } : {}, text), number);
    });
    return make("fieldset", {}, make("legend", {}, label), ...options);
  }

  /** Go from the field through the results with the arrow keys. */
  move(event) {
    const links = [this.input, ...this.list.querySelectorAll("a")];
    const here = links.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || here < 0 || !links[here + step]) return;
    event.preventDefault();
    links[here + step].focus();
  }

  get chosen() {
    const found = new Map();
    for (const { name, value, box } of this.boxes) if (box.checked) found.set(name, [...(found.get(name) ?? []), value]);
    return found;
  }

  /** The query and the chosen facets, as they stand in an address. */
  get asked() {
    const asked = new URLSearchParams();
    if (this.input.value.trim()) asked.set("q", this.input.value.trim());
    for (const [name, values] of this.chosen) for (const value of values) asked.append(name, value);
    return asked;
  }

  ask(asked) {
    this.input.value = asked.get("q") ?? "";
    for (const { name, value, box } of this.boxes) box.checked = asked.getAll(name).includes(value);
    this.filters.open ||= this.chosen.size > 0;
    return this.run();
  }

  async run() {
    const turn = ++this.turn;
    const { words, index } = this;
    const query = this.input.value.trim();
    const { chosen } = this;
    this.clear.hidden = !chosen.size;
    this.place.dispatchEvent(new CustomEvent("asked", { detail: this.asked }));
    const waiting = setTimeout(() => turn === this.turn && (this.status.textContent = words.search_wait), PAUSE * 2);
    try {
      const found = await index.find(query, chosen);
      if (turn !== this.turn) return;
      this.found = found;
      const number = found.results.length;
      const form = words[`found.${this.plural.select(number) === "one" ? "one" : "other"}`];
      const told = number ? form.replace("{count}", number) : words.search_none.replace("{query}", query);
      this.list.replaceChildren();
      this.offer(number ? "" : query);
      await this.show(turn);
      if (turn === this.turn) this.status.textContent = query || chosen.size ? told : "";
      this.number();
    } catch (error) {
      console.warn(error);
      if (turn === this.turn) this.status.textContent = words.search_failed;
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Offer to search the other editions for a query that finds nothing here: it may be in their script. */
  offer(query) {
    const links = this.index.settings.others.map(([locale, name, address]) => {
      const page = new URL(address, ROOT);
      page.searchParams.set("q", query);
      return make("a", { href: page.href, lang: locale, hreflang: locale }, name);
    });
    this.elsewhere.hidden = !query || !links.length;
    this.elsewhere.replaceChildren(this.words.search_elsewhere, ...links.flatMap((link) => [" ", link]));
  }

  async show(turn) {
    const { results } = this.found;
    const start = this.list.children.length;
    const shown = await Promise.all(results.slice(start, start + SHOWN).map((result) => result.data()));
    if (turn !== this.turn || this.list.children.length !== start) return;
    this.list.append(...shown.map((data) => this.result(data)));
    this.more.hidden = this.list.children.length >= results.length;
  }

  result(data) {
    const { raw_url: address, meta } = data;
    const lang = meta.lang ? { lang: meta.lang } : {};
    const link = make("a", { href: new URL(address, ROOT).href, ...lang }, meta.title);
    const told = [meta.type, meta.date, meta.only, meta.withdrawn].filter(Boolean).join(" · ");
    return make("li", {},
      make(this.heading, {}, link),
      make("p", { class: "corner-search__facts" }, told),
      make("p", { class: "corner-search__excerpt", ...lang }, ...this.index.excerpt(data)));
  }

  /** Load what tells how many results each value of a facet has, which no search without facets needs. */
  async count() {
    if (!this.filters.open || this.counted) return;
    this.counted = true;
    try {
      await (await this.index.load()).filters();
      await this.run();
    } catch (error) {
      console.warn(error);
      this.counted = false;
    }
  }

  number() {
    for (const { name, value, number } of this.boxes) {
      const count = this.counted && (this.input.value.trim() || this.chosen.size) ? this.found.counts(name, value) : undefined;
      number.textContent = count === undefined ? "" : ` ${count}`;
    }
  }
}

/** Return what the element `place` searches in. */
export async function begin(place) {
  const address = new URL(place.dataset.index, document.baseURI);
  const { default: settings } = await import(new URL("settings.js", address));
  if (!document.querySelector("link[data-search]")) {
    document.head.append(make("link", { rel: "stylesheet", href: new URL("assets/search.css", ROOT).href, "data-search": "" }));
  }
  return new Index(address, settings);
}

let opened;

/** Open the search from its button; on the page that searches, go to the field. */
export async function open(button) {
  if (mounted) {
    (await mounted).input.focus();
    return;
  }
  opened ??= dialog(button);
  const { frame, search } = await opened;
  if (!frame.open) frame.showModal();
  search.input.focus();
}

async function dialog(button) {
  const index = await begin(button);
  const { words } = index.settings;
  const close = make("button", { type: "button", class: "corner-search__close", title: words.search_close },
    make("span", { class: "corner-hidden" }, words.search_close));
  const title = make("h2", { id: "corner-search-title" }, words.search);
  const page = make("a", { href: index.address.href }, words.search_page);
  const place = make("div", { class: "corner-search" });
  const frame = make("dialog", { class: "corner-search-dialog md-typeset", "aria-labelledby": "corner-search-title" },
    make("div", { class: "corner-search__head" }, title, page, close), place);
  const search = new Search(index, place, "h3");
  place.addEventListener("asked", (event) => {
    const address = new URL(index.address);
    address.search = event.detail;
    page.href = address.href;
  });
  close.addEventListener("click", () => frame.close());
  frame.addEventListener("click", (event) => event.target === frame && frame.close());
  frame.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // The field would take the first one, to empty itself.
    event.preventDefault();
    frame.close();
  });
  frame.addEventListener("close", () => button.focus());
  document.body.append(frame);
  return { frame, search };
}

async function mount(place) {
  const search = new Search(await begin(place), place, "h2");
  const told = () => search.ask(new URLSearchParams(location.search));
  place.addEventListener("asked", (event) => {
    const asked = event.detail.toString();
    history.replaceState(null, "", asked ? `?${asked}` : location.pathname);
  });
  addEventListener("popstate", told);
  if (location.search) await told();
  else search.input.focus();
  return search;
}

const here = document.querySelector("main .corner-search");
const mounted = here && mount(here);
