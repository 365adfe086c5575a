// What needs a script: the choice of colours, the search, sharing, printing, and the number of releases that a filter leaves.
"use strict";
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const search = new URL("search.js", document.currentScript.src);
  const MODES = ["system", "light", "dark"];

  const paint = (mode) => {
    const dark = mode === "dark" || (mode === "system" && system.matches);
    root.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
    root.setAttribute("data-mode", mode);
  };

  // The page waits for this script, so that it is never painted in the other colours.
  let chosen;
  try { chosen = localStorage.getItem("corner.theme"); } catch { /* private windows have no storage */ }
  paint(MODES.includes(chosen) ? chosen : "system");
  root.className = ["js", navigator.share && "can-share", navigator.clipboard && "can-copy"].filter(Boolean).join(" ");

  const prepareColours = () => {
    const button = document.querySelector(".corner-theme");
    const show = (mode) => {
      paint(mode);
      button.title = button.querySelector(`[data-mode=${mode}]`).textContent.trim();
    };
    show(root.getAttribute("data-mode"));
    system.addEventListener("change", () => show(root.getAttribute("data-mode")));
    button.addEventListener("click", () => {
      const mode = MODES[(MODES.indexOf(root.getAttribute("data-mode")) + 1) % MODES.length];
      try { localStorage.setItem("corner.theme", mode); } catch { /* as above */ }
      show(mode);
    });
  };

  const prepareSearch = () => {
    const link = document.querySelector(".corner-search-open");
    if (!link) return;
    const open = (event) => {
      event.preventDefault();
      import(search).then((module) => module.open(link));
    };
    link.addEventListener("click", (event) => event.ctrlKey || event.metaKey || event.shiftKey || open(event));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!event.target.closest("input, textarea, select, [contenteditable], dialog")) open(event);
    });
  };

  const preparePrint = () => {
    // Relative addresses say nothing on paper.
    addEventListener("beforeprint", () => {
      for (const link of document.querySelectorAll(".corner-body :is(p, li, td) > a, .corner-prose a")) {
        if (!link.hash || link.pathname !== location.pathname) link.dataset.address = decodeURI(link.href);
      }
    });
  };

  const prepareActions = () => {
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const actions = {
      share: () => navigator.share({ title: document.querySelector("h1").textContent, url: address }).catch(() => {}),
      copy: async (place) => {
        await navigator.clipboard.writeText(address);
        place.querySelector("[role=status]").textContent = place.dataset.copied;
      },
      print: () => print(),
    };
    for (const place of document.querySelectorAll(".corner-actions")) {
      place.addEventListener("click", (event) => actions[event.target.closest("button")?.dataset.action]?.(place));
    }
  };

  const prepareFilters = () => {
    for (const filter of document.querySelectorAll(".corner-filter")) {
      filter.addEventListener("change", (event) => {
        filter.querySelector("[role=status]").textContent = event.target.dataset.shown;
      });
    }
  };

  addEventListener("DOMContentLoaded", () => {
    for (const prepare of [prepareColours, prepareSearch, preparePrint, prepareActions, prepareFilters]) prepare();
  });
}
