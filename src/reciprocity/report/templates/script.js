(function () {
  "use strict";
  var host = document.getElementById("controls");
  var tables = Array.prototype.slice.call(document.querySelectorAll(".people-table"));
  if (!host || !tables.length) { return; }

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var rows = [];
  tables.forEach(function (table) {
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
      rows.push({
        row: row, name: fold(row.cells[1].textContent), verdict: row.dataset.verdict,
        platforms: (row.dataset.platforms || "").split(" ").filter(Boolean)
      });
    });
  });

  function labelled(text, control) {
    var label = document.createElement("label");
    label.append(text, control);
    host.append(label);
    return control;
  }
  var search = document.createElement("input");
  search.type = "search";
  search.id = "search";
  search.autocomplete = "off";
  labelled("Find a name", search);
  var select = document.createElement("select");
  select.id = "filter";
  select.append(new Option("All verdicts", ""));
  var words = new Map();
  rows.forEach(function (entry) {
    if (!words.has(entry.verdict)) { words.set(entry.verdict, entry.row.cells[2].textContent.trim()); }
  });
  words.forEach(function (word, key) { select.append(new Option(word, key)); });
  labelled("Show", select);
  var places = [];
  rows.forEach(function (entry) {
    entry.platforms.forEach(function (name) {
      if (places.indexOf(name) < 0) { places.push(name); }
    });
  });
  var place = null;
  if (places.length > 1) {
    place = document.createElement("select");
    place.id = "platform";
    place.append(new Option("All platforms", ""));
    places.sort().reverse().forEach(function (name) { place.append(new Option(name, name)); });
    place.append(new Option("More than one", "+"));
    labelled("Platform", place);
    place.addEventListener("change", apply);
  }
  function isThere(entry, wanted) {
    return wanted === "+" ? entry.platforms.length > 1 : !wanted || entry.platforms.indexOf(wanted) >= 0;
  }
  var count = document.createElement("output");
  count.setAttribute("for", place ? "search filter platform" : "search filter");
  host.append(count);

  function apply() {
    var query = fold(search.value.trim());
    var verdict = select.value;
    var wanted = place ? place.value : "";
    var shown = 0;
    var inRest = 0;
    rows.forEach(function (entry) {
      var hit = entry.name.indexOf(query) >= 0 && (!verdict || entry.verdict === verdict)
        && isThere(entry, wanted);
      entry.row.hidden = !hit;
      if (hit) {
        shown += 1;
        if (entry.row.closest("#rest")) { inRest += 1; }
      }
    });
    count.textContent = query || verdict || wanted ? shown + " of " + rows.length + " people" : "";
    var rest = document.getElementById("rest");
    if (rest && (query || verdict || wanted) && inRest) { rest.open = true; }
  }
  search.addEventListener("input", apply);
  select.addEventListener("change", apply);

  function key(row, column) {
    var cell = row.cells[column];
    var raw = cell.dataset.k === undefined ? cell.textContent.trim() : cell.dataset.k;
    var plain = raw.replace(/,/g, "");
    return plain !== "" && isFinite(plain) ? Number(plain) : raw;
  }
  function compare(a, b) {
    if (a === "" || b === "") { return a === b ? 0 : null; }
    if (typeof a === "number" && typeof b === "number") { return a - b; }
    return String(a).localeCompare(String(b), "en", { sensitivity: "base", numeric: true });
  }
  function sort(table, column, direction) {
    var body = table.tBodies[0];
    var entries = Array.prototype.map.call(body.rows, function (row) {
      return { row: row, key: key(row, column) };
    });
    entries.sort(function (a, b) {
      var order = compare(a.key, b.key);
      if (order === null) { return a.key === "" ? 1 : -1; }
      return order * direction;
    });
    entries.forEach(function (entry) { body.append(entry.row); });
  }
  tables.forEach(function (table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.append(button);
      button.addEventListener("click", function () {
        var wasUp = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", wasUp ? "descending" : "ascending");
        sort(table, column, wasUp ? -1 : 1);
      });
    });
  });
}());
(function () {
  "use strict";
  var text = document.getElementById("choices");
  if (!text) { return; }
  var button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  var said = document.createElement("output");
  text.after(button, said);
  function select() {
    window.getSelection().selectAllChildren(text);
    said.textContent = "Selected; copy it with the keyboard.";
  }
  button.addEventListener("click", function () {
    if (!navigator.clipboard) { select(); return; }
    navigator.clipboard.writeText(text.textContent).then(function () {
      said.textContent = "Copied.";
    }, select);
  });
}());
