// Filters and sorts the tables of a register. Without this script they are whole and in their declared order.
const register = document.querySelector(".corner-register");
const form = register.querySelector(".corner-filters");
const rows = [...register.querySelectorAll("tbody tr")];

const status = register.querySelector(".corner-filtered");

const filter = () => {
  const wanted = [...new FormData(form)].filter(([, value]) => value);
  let shown = 0;
  for (const row of rows) {
    row.hidden = !wanted.every(([key, value]) => row.getAttribute(`data-${key}`).split(" ").includes(value));
    shown += !row.hidden;
  }
  for (const table of register.querySelectorAll(".table")) {
    const empty = !table.querySelector("tbody tr:not([hidden])");
    table.hidden = empty;
    if (table.previousElementSibling?.matches("h2")) table.previousElementSibling.hidden = empty;
  }
  const choices = wanted.map(([key, value]) => {
    const select = form.elements[key];
    return select.labels[0].firstChild.textContent.trim() + register.dataset.colon + select.selectedOptions[0].text;
  });
  const numbers = register.dataset.shown.replace("{count}", shown).replace("{total}", rows.length);
  status.textContent = [numbers, ...choices].join(" · ");
  status.toggleAttribute("data-filtered", Boolean(choices.length));
  form.querySelector("button").hidden = !choices.length;
  const query = new URLSearchParams(wanted).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
};

if (form) {
  form.hidden = false;
  for (const [key, value] of new URLSearchParams(location.search)) {
    if (form.elements[key]) form.elements[key].value = value;
  }
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => {
    form.reset();
    filter();
    form.querySelector("select").focus();
  });
  filter();
}

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
// Numbers are compared by their values, whatever groups and units they are written with.
const compare = (a, b) => (Number.isNaN(a - b) ? collator.compare(a, b) : a - b);
const text = (row, column) => row.children[column].dataset.order ?? row.children[column].textContent.trim();

for (const table of register.querySelectorAll("table")) {
  for (const [column, heading] of [...table.querySelectorAll("thead th")].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const descending = heading.getAttribute("aria-sort") === "ascending";
      for (const other of table.querySelectorAll("thead th")) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const body = table.tBodies[0];
      const sorted = [...body.rows].sort((a, b) => {
        const [first, second] = [text(a, column), text(b, column)];
        // Rows without a value come last, whichever way the others are sorted.
        if (!first || !second) return !first - !second;
        return (descending ? -1 : 1) * compare(first, second);
      });
      body.append(...sorted);
    });
  }
}
