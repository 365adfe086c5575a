// What needs a script: the choice of colours, sharing, printing, and the number of releases that a filter leaves.
"use strict";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const button = document.querySelector(".corner-theme");
const MODES = ["system", "light", "dark"];

const show = (mode) => {
  const dark = mode === "dark" || (mode === "system" && system.matches);
  root.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
  root.setAttribute("data-mode", mode);
  button.title = button.querySelector(`[data-mode=${mode}]`).textContent.trim();
};
show(root.getAttribute("data-mode"));
system.addEventListener("change", () => show(root.getAttribute("data-mode")));
button.addEventListener("click", () => {
  const mode = MODES[(MODES.indexOf(root.getAttribute("data-mode")) + 1) % MODES.length];
  try { localStorage.setItem("corner.theme", mode); } catch { /* private windows have no storage */ }
  show(mode);
});

// Relative addresses say nothing on paper.
addEventListener("beforeprint", () => {
  for (const link of document.querySelectorAll(".corner-body :is(p, li, td) > a, .corner-prose a")) {
    if (!link.hash || link.pathname !== location.pathname) link.dataset.address = decodeURI(link.href);
  }
});

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

for (const filter of document.querySelectorAll(".corner-filter")) {
  filter.addEventListener("change", (event) => {
    filter.querySelector("[role=status]").textContent = event.target.dataset.shown;
  });
}
