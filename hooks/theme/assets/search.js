// The search: a dialog on every page, and the page that can be linked. Loaded when it is used.
const ROOT = new URL("..", import.meta.url);
const SHOWN = 10;
const PAUSE = 150;
const BREAK = " · ";

// Pagefind starts its worker by an address in a string. The pages' policy refuses such strings, so this lets that address
// through, and no other.
const isWorker = (address) => {
  const { origin, pathname } = new URL(address, document.baseURI);
  return origin === ROOT.origin && pathname.startsWith(ROOT.pathname) && pathname.endsWith("/pagefind-worker.js");
};
if (globalThis.trustedTypes && !trustedTypes.defaultPolicy) {
  trustedTypes.createPolicy("default", { createScriptURL: (address) => (isWorker(address) ? address : null) });
}

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
    this.mark = new RegExp(`(?=[${settings.letters}])(?![「」＂])\\p{P}`, "gu");
    // A corner without such letters has neither of these.
    const { digits = [], variants = "" } = settings;
    this.year = new RegExp(`[${digits.join("")}]+`, "gu");
    this.digits = new Map(digits.flatMap((signs, value) => [...signs].map((sign) => [sign, value])));
    this.variants = new Map(variants.split(" ").flatMap(([first, ...others]) => others.map((other) => [other, first])));
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

  /** Text in the form that the index has, which `search/words.py` gives it: one form for all ways to write a word. */
  fold(text) {
    return text
      .normalize("NFKC")
      .replace(/[\u00ad\u200b\u2060\ufeff\u02bc]/gu, "")
      .replace(/(^|[^0-9.,])([0-9]{1,3}(?: [0-9]{3})+)(?![0-9])/g, (_, before, number) => before + number.replaceAll(" ", ""))
      .replace(this.year, (run) => ([...run].length === 4 ? [...run].map((sign) => this.digits.get(sign)).join("") : run))
      .replace(/\P{ASCII}/gu, (character) => this.variants.get(character) ?? character);
  }

  /** The words and the phrases that a query asks for. */
  parts(query) {
    const words = [];
    const phrases = [];
    const bare = (text) => text.replace(/[^\p{Alphabetic}\p{N}]/gu, "");
    const apart = (text) => text.replace(this.letter, " $& ").split(/\s+/).map(bare).filter(Boolean).join(" ");
    const folded = this.fold(query.replace(this.mark, "\n"));
    for (const [, ...found] of folded.matchAll(/"([^"]*)"|“([^”]*)”|「([^」]*)」|(\S+)/gu)) {
      const word = found.pop();
      if (word !== undefined && word.search(this.letter) < 0) words.push(bare(word));
      else phrases.push(...(word ?? found.find((text) => text !== undefined)).split("\n").map(apart));
    }
    return { words: words.filter(Boolean), phrases: phrases.filter(Boolean) };
  }

  /** What has a word or phrase; where nothing has a word, what has a word that begins with it. */
  async having(pagefind, text, isWord) {
    const asked = `"${text}"`;
    const exact = await pagefind.search(asked);
    if (exact.results.length || !isWord) return { asked, ...exact };
    // Words that begin so may be in two files of the index.
    await pagefind.preload(`${text} ${text}\u{10ffff}`);
    const longer = await pagefind.search(text);
    // Where no word begins so, Pagefind gives what has a word that the text begins with.
    const begins = longer.results.length && (await this.begins(longer.results[0], text));
    return begins ? { asked: text, ...longer } : { asked, ...exact };
  }

  async begins(result, text) {
    const plain = (word) => this.fold(word).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const { content, locations } = await result.data();
    const all = content.split(/\s+/);
    const parts = locations.flatMap((place) => [all[place], ...all[place].split(/[^\p{Alphabetic}\p{N}]+/u)]);
    return parts.some((part) => plain(part).replace(/[^\p{Alphabetic}\p{N}]/gu, "").startsWith(plain(text)));
  }

  /** Results of a query, best first, and how many have each value of a facet, where one search tells that. */
  async find(query, chosen) {
    const pagefind = await this.load();
    const filters = Object.fromEntries([...chosen].map(([name, values]) => [name, { any: [...values] }]));
    const { words, phrases } = this.parts(query);
    if (!words.length && !phrases.length && !chosen.size) return { results: [], counts: () => undefined };
    const parts = await Promise.all([
      ...words.map((word) => this.having(pagefind, word, true)),
      ...phrases.map((phrase) => this.having(pagefind, phrase, false)),
    ]);
    const ids = parts.map(({ results }) => new Set(results.map(({ id }) => id)));
    const all = ({ id }) => ids.every((set) => set.has(id));
    // Pagefind ranks by plain words, and takes all that begin with one of them for the same.
    const asked = words.length ? words.join(" ") : parts[0]?.asked ?? null;
    const found = await pagefind.search(asked, { filters });
    const { results } = found;
    // Phrases alone give every result one score: the newest are first, then what has no day. `pagefind.py` puts the day
    // into the id: Pagefind's own order by date is one within each bundle.
    const day = ({ id }) => id.split("_")[1];
    if (!words.length) results.sort((a, b) => day(b) - day(a));
    const counted = parts.length === 1 ? parts[0].asked : asked;
    const narrowed = counted === asked ? found : await pagefind.search(counted, { filters });
    const whole = chosen.size ? await pagefind.search(counted) : narrowed;
    const exact = whole.results.every(all);
    const counts = (name, value) => (exact ? (chosen.has(name) ? whole : narrowed).filters[name]?.[value] ?? 0 : undefined);
    return { results: results.filter(all), counts };
  }

  /** Text as it was written: letters close up again. */
  closed(text) {
    return text
      .replaceAll("</mark> <mark>", " ")
      .replaceAll("\u2060", "\u00a0")
      .replace(this.before, "$1")
      .replace(this.after, "$1")
      .replace(/([\p{Po}\p{Pe}])\s*·\s*/gu, (_, sign) => (sign.search(this.letter) < 0 ? `${sign} ` : sign))
      .replace(/\s*·\s*/gu, " · ");
  }

  /** An excerpt as nodes: of what stands behind the title, with marks on words alone, and dots where it is cut. */
  excerpt({ content, excerpt, plain_excerpt: cut, meta }) {
    let start = content.indexOf(cut);
    const end = start + cut.length;
    const title = content.indexOf(BREAK);
    const behind = excerpt.indexOf(BREAK) + BREAK.length;
    const plain = (text) => text.replace(/\s+/gu, " ");
    const heads = plain(this.closed(content.slice(0, title))) === plain(meta.title);
    if (start >= 0 && start < title && behind > BREAK.length && heads) {
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
      const form = words[`found.${this.plural.select(number)}`] ?? words["found.other"];
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
  const { title } = document;
  place.addEventListener("asked", (event) => {
    const asked = event.detail.toString();
    history.replaceState(null, "", asked ? `?${asked}` : location.pathname);
    const { search: name, search_title: pattern } = search.words;
    const query = event.detail.get("q");
    // Functions, because a text in place of them would be read as a pattern.
    document.title = query ? title.replace(name, () => pattern.replace("{query}", () => query)) : title;
  });
  addEventListener("popstate", told);
  if (location.search) await told();
  else search.input.focus();
  return search;
}

const here = document.querySelector("main .corner-search");
const mounted = here && mount(here);
