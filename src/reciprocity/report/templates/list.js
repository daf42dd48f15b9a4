(function () {
  "use strict";
  const WINDOW = 100;
  const MOST_FIRST = ["sent", "received", "pitched", "pitching", "last"];
  const list = document.getElementById("list");
  const table = list.querySelector("table");
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);

  list.before(document.importNode(document.getElementById("list-bar").content, true));
  const bar = document.getElementById("controls");
  const search = document.getElementById("search");
  const pitch = document.getElementById("pitch");
  const selects = new Map([["verdict", "filter"], ["platform", "platform"], ["year", "year"]]
    .map(([key, id]) => [key, document.getElementById(id)]).filter(([, select]) => select));
  const verdicts = Array.from(selects.get("verdict").options, (option) => option.value);
  const words = Array.from(selects.get("verdict").options, (option) => option.text);
  const found = bar.querySelector("output");
  const clear = document.getElementById("clear");
  const more = document.getElementById("more");
  const shown = document.getElementById("shown");
  list.after(more.parentElement);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  const rows = [];
  let hits = [];
  let size = WINDOW;
  let sorted = { sort: "rank", dir: "up" };
  let order = rows;
  let typing = false;

  // Reading. A row is kept as its text; only the window of rows that is looked at is laid out.

  const ROW = /<tr class="(\w+)" data-k="([^"]*)">[^]*?<th scope="row">([^]*?)<\/th>[^]*?<\/tr>/g;
  const SIGNS = { amp: "&", lt: "<", gt: ">", nbsp: " ", "#34": "\"", "#39": "'" };
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };
  function plainText(html) {
    return html.replace(/<[^>]*>/g, "").replace(/&(\w+|#\d+);/g, (all, name) => SIGNS[name] || all);
  }
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter]);
  }
  function number(text) { return text === "-" ? null : Number(text); }
  function several(text) { return text === "-" ? [] : text.split(","); }
  function read([html, verdict, given, cell]) {
    const keys = given.split(" ");
    const rank = number(keys[0]);
    const name = fold(plainText(cell).trim());
    const platforms = several(keys[8]);
    return {
      html: html, verdict: verdict, years: several(keys[7]), platforms: platforms,
      rank: rank, name: name, score: rank === null ? null : number(keys[1]),
      sent: number(keys[2]), received: number(keys[3]), pitched: number(keys[4]),
      pitching: number(keys[5]), last: keys[6] === "-" ? null : keys[6],
      platform: platforms.length ? platforms.join() : null,
      byName: name.replace(/\d+/g, (digits) => digits.padStart(9, "0"))
    };
  }
  function readAll() {
    const texts = [body.innerHTML];
    list.querySelectorAll("noscript").forEach((node) => { texts.push(node.textContent); });
    texts.forEach((text) => {
      for (const match of text.matchAll(ROW)) { rows.push(read(match)); }
    });
  }

  // Choosing. `wanted` is what the controls say, in the words of the address.

  function plain() {
    return { q: "", verdict: "", platform: "", year: "", pitch: "", sort: "rank", dir: "up" };
  }
  function wanted() {
    const state = Object.assign(plain(), sorted);
    state.q = search.value.trim();
    state.pitch = pitch.checked ? "1" : "";
    selects.forEach((select, key) => { state[key] = select.value; });
    return state;
  }
  function choose(state) {
    const query = fold(state.q);
    const counts = new Map(verdicts.map((key) => [key, 0]));
    hits = order.filter((row) => {
      if (query && !row.name.includes(query)) { return false; }
      if (state.year && !row.years.includes(state.year)) { return false; }
      if (state.pitch && !(row.pitched + row.pitching)) { return false; }
      if (state.platform === "+" ? row.platforms.length < 2
        : state.platform && !row.platforms.includes(state.platform)) { return false; }
      counts.set(row.verdict, counts.get(row.verdict) + 1);
      counts.set("", counts.get("") + 1);
      return !state.verdict || row.verdict === state.verdict;
    });
    Array.from(selects.get("verdict").options).forEach((option, place) => {
      option.text = words[place] + " (" + numbers.format(counts.get(option.value)) + ")";
    });
  }
  function sort(state) {
    if (state.sort === sorted.sort && state.dir === sorted.dir) { return; }
    sorted = { sort: state.sort, dir: state.dir };
    const way = sorted.dir === "down" ? -1 : 1;
    const value = sorted.sort === "name" ? (row) => row.byName
      : sorted.sort === "verdict" ? (row) => verdicts.indexOf(row.verdict)
        : (row) => row[sorted.sort];
    const keyed = rows.map((row) => ({ row: row, key: value(row) }));
    keyed.sort((a, b) => {
      if (a.key === b.key) { return 0; }
      if (a.key === null || b.key === null) { return a.key === null ? 1 : -1; }
      return a.key < b.key ? -way : way;
    });
    order = keyed.map((entry) => entry.row);
  }

  // Showing.

  function html(from, to) { return hits.slice(from, to).map((row) => row.html).join(""); }
  function said(text, n) { return text.replace("{n}", numbers.format(n)); }
  function tell(state) {
    found.textContent = hits.length === rows.length ? bar.dataset.all
      : said(bar.dataset.some, hits.length);
    clear.hidden = address(state) === address(plain());
    heads.forEach((head) => {
      if (head.dataset.s !== sorted.sort) { head.removeAttribute("aria-sort"); return; }
      head.setAttribute("aria-sort", sorted.dir === "down" ? "descending" : "ascending");
    });
    const left = hits.length - size;
    more.hidden = left <= 0;
    more.textContent = said(bar.dataset.more, Math.min(WINDOW, left));
    shown.textContent = left <= 0 ? ""
      : said(bar.dataset.shown.replace("{shown}", numbers.format(size)), hits.length);
  }
  function apply() {
    const state = wanted();
    choose(state);
    size = WINDOW;
    body.innerHTML = html(0, size);
    tell(state);
  }
  function showMore() {
    const first = size;
    size += WINDOW;
    body.insertAdjacentHTML("beforeend", html(first, size));
    tell(wanted());
    if (more.hidden) { focus(body.rows[first]); }
  }
  function focus(row) {
    const link = row.querySelector("a");
    if (link) { link.focus(); return; }
    row.tabIndex = -1;
    row.focus();
  }

  // The address: `#list?q=ann&verdict=extractive`. Any other anchor leaves the list as it is.

  function address(state) {
    const given = new URLSearchParams();
    const usual = plain();
    Object.keys(usual).forEach((key) => {
      if (state[key] !== usual[key]) { given.set(key, state[key]); }
    });
    const query = given.toString();
    return query ? "#list?" + query : "#list";
  }
  function remember(typed) {
    const hash = address(wanted());
    if (hash !== (location.hash || "#list")) {
      history[typed && typing ? "replaceState" : "pushState"]({ list: true }, "", hash);
    }
    typing = typed;
  }
  function isOurs(hash) { return hash === "#list" || hash.startsWith("#list?"); }
  function recall() {
    const fresh = isOurs(location.hash) && !history.state;
    const asked = isOurs(location.hash) || !location.hash;
    if (asked && (location.hash || "#list") !== address(wanted())) {
      set(location.hash.slice("#list?".length));
    }
    typing = false;
    if (fresh) {
      history.replaceState({ list: true }, "", location.hash);
      bar.scrollIntoView();
    }
    return fresh;
  }
  function set(query) {
    const given = new URLSearchParams(query);
    search.value = given.get("q") || "";
    pitch.checked = given.get("pitch") === "1";
    selects.forEach((select, key) => {
      const value = given.get(key) || "";
      select.value = Array.from(select.options).some((o) => o.value === value) ? value : "";
    });
    const column = given.get("sort");
    const known = heads.some((head) => head.dataset.s === column);
    sort({ sort: known ? column : "rank", dir: given.get("dir") === "down" ? "down" : "up" });
    apply();
  }

  // Listening.

  function change(typed) { apply(); remember(typed); }
  function reset() {
    set("");
    remember(false);
    search.focus();
  }
  function firstHit() {
    if (!hits.length) { return; }
    focus(body.rows[0]);
    const link = body.rows[0].querySelector("a");
    if (link) { link.click(); }
  }
  function sortBy(column) {
    const first = MOST_FIRST.includes(column) ? "down" : "up";
    const other = sorted.dir === "up" ? "down" : "up";
    sort({ sort: column, dir: sorted.sort === column ? other : first });
    change(false);
  }
  function start() {
    list.querySelectorAll("noscript, #rest").forEach((node) => { node.remove(); });
    table.caption.textContent = bar.dataset.caption;
    list.className = "live";
    heads.forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => { sortBy(head.dataset.s); });
    });
    apply();
    if (recall()) {
      addEventListener("load", () => { bar.scrollIntoView(); }, { once: true });
    }
    addEventListener("popstate", recall);
  }
  search.addEventListener("input", () => { change(true); });
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) { return; }
    if (event.key === "Enter") { event.preventDefault(); firstHit(); }
    if (event.key === "Escape" && search.value) {
      event.preventDefault();
      search.value = "";
      change(true);
    }
  });
  pitch.addEventListener("change", () => { change(false); });
  selects.forEach((select) => { select.addEventListener("change", () => { change(false); }); });
  clear.addEventListener("click", reset);
  more.addEventListener("click", showMore);
  addEventListener("beforeprint", () => { body.innerHTML = html(0, hits.length); });
  addEventListener("afterprint", () => { body.innerHTML = html(0, size); });

  readAll();
  start();
}());
