(function () {
  "use strict";
  var root = document.documentElement;
  var find = function (selector, of) { return Array.prototype.slice.call((of || document).querySelectorAll(selector)); };
  // Without marks on letters, so that "luc ngan" finds "Lục Ngạn".
  var plain = function (text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u0111/g, "d");
  };
  // What a cell says in the language that is shown.
  var said = function (cell) {
    var own = cell.querySelector(".l-" + root.lang);
    return (own || cell).textContent;
  };
  var counters = [];

  function speak(language) {
    root.classList.remove("vi", "en");
    root.classList.add(language);
    root.lang = language;
    find("[data-vi]").forEach(function (it) {
      var words = it.getAttribute("data-" + language);
      if (it.hasAttribute("aria-label")) { it.setAttribute("aria-label", words); } else { it.textContent = words; }
    });
    ["vi", "en"].forEach(function (it) {
      document.getElementById("to-" + it).setAttribute("aria-pressed", String(it === language));
    });
    counters.forEach(function (count) { count(); });
  }

  function themes() {
    var button = document.getElementById("theme");
    var dark = function () {
      var chosen = root.getAttribute("data-theme");
      return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    };
    var show = function () { button.setAttribute("aria-pressed", String(dark())); };
    button.addEventListener("click", function () {
      root.setAttribute("data-theme", dark() ? "light" : "dark");
      show();
    });
    show();
  }

  function sortable(table) {
    var body = table.tBodies[0];
    var heads = find("thead th", table);
    heads.forEach(function (head, at) {
      var name = head.querySelector(".name");
      var button = document.createElement("button");
      button.type = "button";
      while (name.firstChild) { button.appendChild(name.firstChild); }
      name.appendChild(button);
      button.addEventListener("click", function () {
        var number = head.classList.contains("n");
        var first = number ? "descending" : "ascending";
        var order = head.getAttribute("aria-sort") === first ? (number ? "ascending" : "descending") : first;
        heads.forEach(function (it) { it.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", order);
        var sign = order === "ascending" ? 1 : -1;
        var rows = Array.prototype.map.call(body.rows, function (row) {
          var cell = row.cells[at];
          return { row: row, key: number ? parseFloat(cell.getAttribute("data-s")) : said(cell) };
        });
        rows.sort(function (a, b) {
          if (!number) { return sign * a.key.localeCompare(b.key, "vi"); }
          // Cells without a number stay last either way.
          if (isNaN(a.key) || isNaN(b.key)) { return (isNaN(a.key) ? 1 : 0) - (isNaN(b.key) ? 1 : 0); }
          return sign * (a.key - b.key);
        });
        rows.forEach(function (it) { body.appendChild(it.row); });
      });
    });
  }

  function searchable(tools) {
    var table = tools.parentNode.querySelector("table");
    var words = tools.querySelector("input");
    var group = tools.querySelector("select");
    var count = tools.querySelector("output");
    var rows = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
      var texts = find("th, td:not(.n)", row).map(function (cell) { return cell.textContent; });
      return { row: row, text: plain(texts.join(" ")), group: row.getAttribute("data-group") };
    });
    var update = function () {
      var wanted = plain(words.value.trim());
      var chosen = group ? group.value : "";
      var shown = 0;
      rows.forEach(function (it) {
        var fits = it.text.indexOf(wanted) >= 0 && (!chosen || it.group === chosen);
        it.row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = count.getAttribute("data-count-" + root.lang)
        .replace("{shown}", shown).replace("{all}", rows.length);
    };
    words.addEventListener("input", update);
    if (group) { group.addEventListener("change", update); }
    counters.push(update);
    tools.hidden = false;
  }

  find("table[data-sort]").forEach(sortable);
  find(".tools").forEach(searchable);
  ["vi", "en"].forEach(function (language) {
    document.getElementById("to-" + language).addEventListener("click", function () { speak(language); });
  });
  themes();
  find(".switches").forEach(function (it) { it.hidden = false; });
  window.addEventListener("beforeprint", function () {
    find("details").forEach(function (it) { it.open = true; });
  });
  speak(root.lang);
})();
