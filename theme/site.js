// What makes reading easier where scripts run; nothing on a page needs it.
"use strict";
document.documentElement.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  const { root, home, search, searchHint, searchNone, searchClose } = document.body.dataset;
  if (root === undefined) return;
  const make = (name, attributes = {}, ...inside) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...inside);
    return element;
  };
  // As scripts rather than fetched, which browsers refuse to pages that were opened from a folder.
  const fetchScript = (name) => new Promise((done, failed) => {
    document.head.append(make("script", { src: `${root}assets/${name}`, onload: done, onerror: failed }));
  });

  let dialog;
  function open() {
    if (!dialog) dialog = build();
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").select();
    if (!self.kpiSearch) ["search.js", "search-names.js", "search-words.js"].reduce((before, name) => before.then(() => fetchScript(name)).then(show), Promise.resolve());
  }
  function build() {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: false, placeholder: searchHint });
    const list = make("ul");
    const status = make("p", { className: "hint", hidden: true });
    status.setAttribute("role", "status");
    const form = make("form", { method: "dialog" }, make("label", {}, make("span", { className: "unseen", textContent: search }), input), make("button", { value: "close", type: "button", textContent: searchClose, onclick: () => dialog.close() }));
    form.addEventListener("submit", (event) => { event.preventDefault(); const first = list.querySelector("a"); if (first) first.click(); });
    input.addEventListener("input", show);
    const box = make("dialog", { ariaLabel: search }, form, status, list);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      const stops = [input, ...list.querySelectorAll("a")];
      const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      (stops[Math.min(Math.max(next, 0), stops.length - 1)] || input).focus();
    });
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    document.body.append(box);
    return box;
  }
  function show() {
    if (!self.kpiSearch || !self.kpiNames) return;
    const query = dialog.querySelector("input").value;
    const hits = self.kpiSearch.find(query, document.documentElement.lang, self.kpiNames, self.kpiWords);
    const status = dialog.querySelector("[role=status]");
    status.hidden = hits.length > 0 || !query.trim();
    status.textContent = status.hidden ? "" : searchNone;
    dialog.querySelector("ul").replaceChildren(...hits.map((hit) => {
      const link = make("a", { href: `${home}metrics/${hit.id}.html` }, make("strong", { textContent: hit.title.text, lang: hit.title.language }));
      if (hit.matched && hit.matched !== hit.title.text) link.append(make("small", { textContent: hit.matched, lang: hit.language, dir: "auto" }));
      return make("li", {}, link);
    }));
  }
  for (const button of document.querySelectorAll(".find")) {
    button.setAttribute("role", "button");
    button.addEventListener("click", (event) => { event.preventDefault(); open(); });
    button.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); open(); } });
  }
  const menu = document.querySelector(".languages");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => { if (menu && !menu.contains(event.target)) menu.open = false; });

  // --- The table of all metrics ---------------------------------------------------------------------

  const filters = document.querySelector(".filters");
  if (!filters) return;
  const body = document.querySelector(".list tbody");
  const rows = [...body.rows];
  const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const texts = rows.map((row) => plain(row.textContent));
  const shown = document.getElementById("shown");
  function filter() {
    const values = Object.fromEntries(new FormData(filters));
    let count = 0;
    rows.forEach((row, index) => {
      const fits = ["theme", "channel", "direction", "status"].every((name) => !values[name] || row.dataset[name].split(" ").includes(values[name]))
        && plain(values.words || "").split(/\s+/).every((word) => texts[index].includes(word));
      row.hidden = !fits;
      if (fits) count++;
    });
    shown.textContent = `${document.body.dataset.shown} ${count.toLocaleString(document.documentElement.lang)}`;
  }
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  document.querySelectorAll("th[data-sort]").forEach((head, column) => {
    const button = make("button", { type: "button" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") === "ascending";
      document.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const text = (row) => (row.cells[column].querySelector("a, strong, span") || row.cells[column]).textContent.trim();
      rows.sort((one, other) => order.compare(text(one), text(other)) * (falling ? -1 : 1));
      body.append(...rows);
    });
  });
});
