// The theme switch. Everything else works without a script.
"use strict";
const button = document.querySelector(".corner-theme");
const root = document.documentElement;
const dark = () => root.getAttribute("data-md-color-scheme") === "slate";
const show = () => button.setAttribute("aria-pressed", String(dark()));
button.hidden = false;
show();
button.addEventListener("click", () => {
  const scheme = dark() ? "default" : "slate";
  root.setAttribute("data-md-color-scheme", scheme);
  try { localStorage.setItem("corner.theme", scheme); } catch { /* private windows have no storage */ }
  show();
});
