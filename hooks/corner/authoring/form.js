// What the form for editors needs beside Sveltia CMS: the editor's language, the preview's styles, and an Escape key
// that throws nothing away. It runs before Sveltia CMS.
"use strict";
{
  const PREFERENCES = "sveltia-cms.prefs";
  const { locales, interfaces, stylesheets } = document.currentScript.dataset;
  const config = document.querySelector("link[rel=cms-config-url]");

  const readPreferences = () => {
    try { return JSON.parse(localStorage.getItem(PREFERENCES)) ?? {}; } catch { return {}; }
  };

  const maximize = (tag) => {
    try { return new Intl.Locale(tag).maximize(); } catch { return undefined; }
  };

  // The language of a list that is closest to a wanted one: zh-HK is written as zh-Hant is, and zh-TW.
  const findClosest = (list, wanted) => {
    const tag = maximize(wanted);
    if (!tag) return undefined;
    const known = list.map((name) => [name, maximize(name)]).filter(([, other]) => other?.language === tag.language);
    const match = known.find(([, other]) => other.baseName === tag.baseName)
      ?? known.find(([, other]) => other.script === tag.script) ?? known[0];
    return match?.[0];
  };

  const choose = (tags) => {
    for (const tag of tags) {
      const locale = findClosest(locales.split(" "), tag);
      if (locale) return locale;
    }
    return locales.split(" ")[0];
  };

  // The address, then the language that was chosen in the form, then those of the browser.
  const preferences = readPreferences();
  const asked = new URLSearchParams(location.search).get("lang") ?? "";
  const locale = choose([asked, preferences.locale ?? "", ...navigator.languages]);
  config.href = `config.${locale}.json`;
  document.documentElement.lang = locale;
  // Sveltia CMS leaves an entry on Escape without a question. Its switch for that stays off.
  preferences.closeWithEscape = false;
  if (asked) preferences.locale = findClosest(interfaces.split(" "), locale) ?? preferences.locale;
  try { localStorage.setItem(PREFERENCES, JSON.stringify(preferences)); } catch { /* private windows have no storage */ }

  // A new text is a draft. A default in the configuration would make drafts of published texts, too: Sveltia CMS fills
  // it in wherever a file leaves the field out.
  const startDraft = () => {
    if (/^#\/collections\/[^/?]+\/new$/.test(location.hash)) {
      history.replaceState(history.state, "", `${location.hash}?status=draft`);
    }
  };
  startDraft();
  addEventListener("hashchange", startDraft);

  // When another language is chosen in the form, its fields follow; not while a text is written.
  new MutationObserver(() => {
    const chosen = choose([document.documentElement.lang]);
    const isWriting = /\/(new|entries\/.+)$/.test(location.hash.split("?")[0]);
    if (readPreferences().locale !== preferences.locale && chosen !== locale && !isWriting) {
      location.assign(`${location.pathname}?lang=${chosen}${location.hash}`);
    }
  }).observe(document.documentElement, { attributeFilter: ["lang"] });

  // Escape closes an empty dialog and any menu, but no dialog in which something was typed.
  const hasText = (dialog) => [...dialog.querySelectorAll("input, textarea")].some(
    (field) => field.value !== field.defaultValue && !["checkbox", "radio", "search"].includes(field.type));
  const keepText = (event) => {
    const dialog = event.target.closest?.("dialog[open]:not(.popup)");
    if (!dialog || !hasText(dialog)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing) keepText(event); }, true);
  addEventListener("cancel", keepText, true);

  // The panes of the other languages have their hints in the language of the pane.
  let hints;
  const translateHints = () => {
    for (const hint of document.querySelectorAll(".pane[data-mode=edit] .hint")) {
      const words = hints[hint.closest("[data-locale]").dataset.locale];
      const text = hint.firstChild;
      if (words && text?.nodeType === Node.TEXT_NODE && text.data in words) text.data = words[text.data];
    }
  };
  const watchHints = async () => {
    hints = await (await fetch("hints.json")).json();
    new MutationObserver(translateHints).observe(document.body, { childList: true, subtree: true });
    translateHints();
  };

  // The preview is a frame of its own: it has the site's style sheets, and needs the attributes that these look for.
  const dressPreview = ({ target }) => {
    if (!target.matches?.("iframe.preview")) return;
    const { documentElement, body } = target.contentDocument;
    documentElement.setAttribute("data-md-color-scheme", "default");
    documentElement.setAttribute("data-md-color-primary", "custom");
    body.className = "corner-main md-typeset";
  };
  document.addEventListener("load", dressPreview, true);

  addEventListener("DOMContentLoaded", () => {
    for (const sheet of [...stylesheets.split(" "), "preview.css"]) {
      window.CMS.registerPreviewStyle(new URL(sheet, document.baseURI).href);
    }
    watchHints();
  });
}
